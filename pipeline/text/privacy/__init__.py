"""Personal data that can be told by its form, its check digits, or a word beside it.

:func:`find` says what stands where, :func:`mask` hides it. A kind is a recogniser, a function of the text;
a new one is a name in :data:`Kind` and a line in ``_RECOGNISERS``, whose order decides where two overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from pipeline.text.privacy.finding import Evidence, Kind, PersonalData, Recogniser
from pipeline.text.privacy.identity import driving_licences, passports, registrations
from pipeline.text.privacy.money import accounts, businesses, cards
from pipeline.text.privacy.network import emails, ips, url_secrets
from pipeline.text.privacy.phones import phones
from pipeline.text.privacy.places import addresses, plates

__all__ = ["KINDS", "Evidence", "Kind", "PersonalData", "find", "mask"]

KINDS: tuple[Kind, ...] = get_args(Kind)

# Full-width forms and the many dashes are read as their ASCII counterparts, one for one: offsets stay.
_READ_AS = str.maketrans(
    {chr(0xFF01 + index): chr(0x21 + index) for index in range(94)}
    | dict.fromkeys("‐‑‒–—―−ー·ㆍ", "-")
    | dict.fromkeys("\u00a0\u3000", " ")
)
_ODD = re.compile("[！-～‐‑‒–—―−ー·ㆍ\u00a0\u3000]")

# What must stand somewhere in a text for a look at it to be worth while.
_RECOGNISERS: tuple[tuple[re.Pattern[str], tuple[Recogniser, ...]], ...] = (
    (re.compile("://|[?&]"), (url_secrets,)),
    (re.compile("@"), (emails,)),
    (
        re.compile("[0-9]{4}"),
        (registrations, cards, driving_licences, phones, businesses, accounts, passports, plates),
    ),
    (re.compile("[0-9][.:]"), (ips,)),
    (re.compile("[0-9]"), (addresses,)),
)


def find(text: str) -> tuple[PersonalData, ...]:
    """Find personal data, in the order of the text and without overlaps.

    >>> [(found.kind, found.start, found.evidence) for found in find("문의 010-0000-1234, a@example.com")]
    [('phone', 3, 'check'), ('email', 18, 'form')]
    """
    read = text.translate(_READ_AS) if _ODD.search(text) else text
    recognisers = [each for gate, group in _RECOGNISERS if gate.search(read) for each in group]
    if not recognisers:
        return ()
    taken = bytearray(len(text))
    found: list[PersonalData] = []
    for recogniser in recognisers:
        for each in recogniser(read):
            if not any(taken[each.start : each.end]):
                taken[each.start : each.end] = b"\1" * (each.end - each.start)
                found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def mask(text: str, found: Iterable[PersonalData]) -> str:
    """Put an asterisk for every letter and digit of what was found; lengths and offsets stay.

    >>> mask("문의 010-0000-1234", find("문의 010-0000-1234"))
    '문의 ***-****-****'
    """
    characters = list(text)
    for each in found:
        for at in range(each.start, each.end):
            if characters[at].isalnum():
                characters[at] = "*"
    return "".join(characters)
