"""Addresses and secrets of the Internet: e-mail, IP, what URLs tell of a user."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from pipeline.text.privacy.finding import PersonalData, hinted

_EMAIL = re.compile(
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z]{2,24})"
    r"(?<!\.htm)(?<!\.html)(?<!\.php)(?<!\.jpg)(?<!\.png)(?<!\.gif)(?<!\.pdf)(?![A-Za-z0-9])(?!\.[A-Za-z0-9])"
)
_LOCAL_PART = re.compile(r"[A-Za-z0-9_%+-](?:[\w.%+-]{0,62}[A-Za-z0-9_%+-])?\Z", re.ASCII)
_LONGEST_LOCAL_PART = 64

_IPV4 = re.compile(r"[1-9](?<![0-9A-Za-z/_.-].)[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![0-9A-Za-z]|\.[0-9A-Za-z])")
_IPV6 = re.compile(
    r"[0-9A-Fa-f](?<![0-9A-Za-z:.].)[0-9A-Fa-f]{0,3}(?::[0-9A-Fa-f]{0,4}){2,7}(?![0-9A-Za-z:.])"
)
_VERSION_HINT = re.compile(r"버전|버젼|판 ?\Z|펌웨어|[Vv]er|[Vv] ?\Z|제 ?\Z|§ ?\Z|OS|iOS|\Z(?<=[A-Za-z] )")
_IP_HINT = re.compile("IP|[아에]이피|접속|서버|호스트|ip")
_SMALL = 20
_LEAST_GROUPS = 3

_CREDENTIALS = re.compile(r"://(?P<value>[^\s/@:?#]{1,64}:[^\s/@?#]{1,64})@")
_QUERY = re.compile(
    r"[?&](?:access_?token|auth|api_?key|e?mail|jsessionid|passw(?:or)?d|phpsessid|pwd|secret|session_?id|sid"
    r"|sig(?:nature)?|token|user_?(?:id|name))=(?P<value>[^\s&#\"'<>)]{3,512})",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[PersonalData]:
    """Find e-mail addresses, also where Hangul adjoins them."""
    for match in _EMAIL.finditer(text):
        at = match.start()
        local = _LOCAL_PART.search(text, max(0, at - _LONGEST_LOCAL_PART), at)
        if local and (local.start() == 0 or text[local.start() - 1] not in ".@"):
            yield PersonalData("email", local.start(), match.end(), "form")


def ips(text: str) -> Iterator[PersonalData]:
    """Find IP addresses that belong to somebody: no private or reserved ones, no numbers of versions.

    Four numbers under 20 need a word beside them: sections of documents are numbered so.
    """
    for match in _IPV4.finditer(text):
        said = hinted(_IP_HINT, text, match.start())
        small = all(int(part) < _SMALL for part in match[0].split("."))
        if said or not (small or hinted(_VERSION_HINT, text, match.start())):
            yield from _address(match, "context" if said else "form")
    for match in _IPV6.finditer(text):
        if sum(map(bool, match[0].split(":"))) >= _LEAST_GROUPS:
            yield from _address(match, "form")


def _address(match: re.Match[str], evidence: str) -> Iterator[PersonalData]:
    try:
        address = ipaddress.ip_address(match[0])
    except ValueError:
        return
    if address.is_global and not address.is_multicast:
        yield PersonalData("ip", *match.span(), "context" if evidence == "context" else "form")


def url_secrets(text: str) -> Iterator[PersonalData]:
    """Find what a URL tells of its user: a name with a password, and values of tokens, sessions and names."""
    for pattern in (_CREDENTIALS, _QUERY):
        for match in pattern.finditer(text):
            yield PersonalData("url_secret", *match.span("value"), "form")
