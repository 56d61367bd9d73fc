"""Licences by name, SPDX id, address and badge, in English and in Korean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from pipeline.corpora.evidence.finding import Kind
from pipeline.corpora.evidence.folding import folded
from pipeline.corpora.evidence.mention import Mention
from pipeline.corpora.evidence.software import software
from pipeline.corpora.terms import Terms

UNSPECIFIED = "LicenseRef-unspecified"
"""What is said to be a Creative Commons licence, or 공공누리, without saying which."""

PUBLIC_DOMAIN = "LicenseRef-public-domain"
"""What is said to be in the public domain, without saying why."""


_ELEMENTS = {
    "by": "BY",
    "attribution": "BY",
    "저작자표시": "BY",
    "nc": "NC",
    "noncommercial": "NC",
    "비영리": "NC",
    "비상업": "NC",
    "nd": "ND",
    "noderivs": "ND",
    "noderivatives": "ND",
    "noderivative": "ND",
    "noderivativeworks": "ND",
    "변경금지": "ND",
    "sa": "SA",
    "sharealike": "SA",
    "동일조건변경허락": "SA",
}
_WORDS = ("BE", "IN", "IT", "NO")
"""Ports that capitals after a version need not mean."""
_ELEMENT = (
    r"(?:(?:attribution|non[\s-]?commercial|no[\s-]?deriv(?:ative)?s?(?:\s+works)?|share[\s-]?alike"
    r"|저작자\s*표시|비영리|비상업|변경\s*금지|동일\s*조건\s*변경\s*허락)(?![a-z])"
    r"|(?:by|nc|nd|sa)(?=(?:by|nc|nd|sa)*(?![a-z])))"
)
_LONG = (
    r"(?:attribution|저작자\s*표시)"
    r"(?:[\s\-–—_/+·,&]*(?:non[\s-]?commercial|no[\s-]?deriv(?:ative)?s?(?:\s+works)?|share[\s-]?alike"
    r"|비영리|변경\s*금지|동일\s*조건\s*변경\s*허락))*"
)
_JOINT = r"[\s\-–—_/+·,&|]{0,3}"
_LICENCE = r"(?:(?:public\s+)?licen[cs]es?|라이[선센]스)"
_VERSION = (
    rf"(?:[\s,()\-_v]*(?:(?:international|unported|generic|public|{_LICENCE}|version|ver\.?)[\s,()\-_v]*)*"
    r"(?P<version>[1-4](?:\.[015])?)(?![\d.]*\d|\s*%))?"
)
_PORT = r"(?:[\s\-_(]*(?P<port>South\s+Korea|Korea|대한민국|한국|[A-Z]{2})\b)?"

_CC_NAME = re.compile(
    rf"(?<![\w.])(?:cc|ccl|creative[\s-]+commons|크리에이티브\s*커먼[즈스])(?:[\s:,()\[\]\-–_]*{_LICENCE})?"
    rf"[\s:,()\[\]\-–_]*(?P<elements>{_ELEMENT}(?:{_JOINT}{_ELEMENT})*)(?i:{_VERSION})(?-i:{_PORT})",
    re.IGNORECASE,
)
_CC_BARE = re.compile(
    rf"(?<![\w.])(?P<elements>{_LONG}|by(?:-(?:nc|nd|sa))+)(?![a-z]){_VERSION}(?-i:{_PORT})", re.IGNORECASE
)
_CC_ANY = re.compile(
    (
        rf"creative[\s-]+commons\s+{_LICENCE}|크리에이티브\s*커먼[즈스](?:\s*{_LICENCE})?"
        rf"|\bCCL\b|\bCC\s+{_LICENCE}"
    ),
    re.IGNORECASE,
)
_CC_ADDRESS = re.compile(
    r"creativecommons\.org/licen[cs]es/(?P<elements>by(?:-(?:nc|nd|sa)){0,2})"
    r"(?:/(?P<version>\d\.\d)(?:/(?P<port>(?!deed|legalcode|rdf)[a-z]{2,8})(?![a-z.]))?)?",
    re.IGNORECASE,
)
_CC_BADGE = re.compile(
    r"(?:creativecommons\.org/(?:l|presskit/buttons/\w+/\w+)|licensebuttons\.net/l)/"
    r"(?P<elements>by(?:-(?:nc|nd|sa)){0,2})(?:/(?P<version>\d\.\d))?(?:/(?P<port>[a-z]{2})(?=/))?",
    re.IGNORECASE,
)
_CC_ZERO = re.compile(
    (
        r"(?<![\w.])(?:cc[\s-]?0|cc[\s-]?zero|creative\s+commons\s+(?:zero|cc0"
        r"|0))(?![a-z])(?:[\s-]*(?:v|version)?\s*1\.0)?"
        r"|creativecommons\.org/(?:publicdomain/zero|p/zero|choose/zero)"
        r"|licensebuttons\.net/(?:p/zero|l/zero)"
    ),
    re.IGNORECASE,
)
_MARK = re.compile(r"creativecommons\.org/publicdomain/mark|public\s+domain\s+mark", re.IGNORECASE)
_DOMAIN = re.compile(
    (
        r"(?<!not )(?:in(?:to)?|to|is|are|under|:)\s+(?:the\s+)?public[\s-]+domain"
        r"|퍼블릭\s*도메인|자유\s*이용\s*저작물"
    ),
    re.IGNORECASE,
)
_DOMAIN_KR = re.compile(
    (
        r"저작권법\s*제?\s*7\s*조|보호\s*받지\s*못하는\s*저작물"
        r"|article\s+7\s+of\s+the\s+(?:korean\s+)?copyright\s+act"
    ),
    re.IGNORECASE,
)

_KOGL = re.compile(
    (
        r"(?:공공\s*누리|KOGL"
        r"|open\s+government\s+licen[cs]e)[\s\-–:()\[\]「」“”‘’'\"제]*(?:KOGL)?[\s\-:()제]*(?:type"
        r"|타입|유형)?[\s\-:제]*"
        r"(?P<type>[0-4]|AI)(?![\d.])\s*(?:유형|type)?(?!\s*유형)(?P<range>\s*(?:내지|부터"
        r"|에서|~|∼|-)\s*제?\s*[0-4]\s*유형)?"
        r"|(?:licenseType|opentype|kogl[_-]?(?:type)?)0?(?P<picture>[0-4])(?!\d)"
    ),
    re.IGNORECASE,
)
_KOGL_TERMS = re.compile(
    r"(?:공공\s*누리"
    r"|KOGL)[^.\n]{0,20}?출처\s*표시(?P<more>(?:[\s\-–+,·및와]*(?:상업적?\s*이용\s*금지"
    r"|비상업|변경\s*금지))*)"
)
_KOGL_ANY = re.compile(r"공공\s*누리|\bKOGL\b", re.IGNORECASE)

_SPDX_ID = r"\(*[\w+-]+(?:\.[\w+-]+)*\)*"
_SPDX_TAG = re.compile(
    rf"SPDX-License-Identifier:\s*(?P<expression>{_SPDX_ID}(?:\s+(?:AND|OR|WITH)\s+{_SPDX_ID})*)"
)


def mentions(text: str, terms: Terms) -> list[Mention]:
    """Find the licences named in a text, in their order; of overlapping names the longest counts.

    >>> from pipeline.corpora.terms import shipped_terms
    >>> [m.licence for m in mentions("CC BY-NC 4.0, 공공누리 제2유형, GNU GPL v3", shipped_terms())]
    ['CC-BY-NC-4.0', 'LicenseRef-KOGL-2', 'GPL-3.0-only']
    """
    text = folded(text)
    return list(_mentions(text, terms))


@lru_cache(maxsize=1024)
def _mentions(text: str, terms: Terms) -> tuple[Mention, ...]:
    found = [mention for finder in _FINDERS for mention in finder(text, terms)]
    found.sort(key=lambda m: (m.start - m.end, m.start))
    kept: list[Mention] = []
    taken = bytearray(len(text))
    for mention in found:
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    specific = any(m.licence.startswith(("CC", "LicenseRef-CC", "LicenseRef-KOGL")) for m in kept)
    kept = [m for m in kept if not (specific and m.licence == UNSPECIFIED)]
    return tuple(sorted(kept, key=lambda m: (m.start, m.end)))


def _identifiers(text: str, terms: Terms) -> Iterator[Mention]:
    for match in _SPDX_TAG.finditer(text):
        said = match["expression"] if "(" in match["expression"] else match["expression"].rstrip(")")
        yield Mention(match.start(), match.end(), said, "identifier")
    for match in _identifier(terms).finditer(text):
        yield Mention(match.start(), match.end(), match[0], "identifier")


@cache
def _identifier(terms: Terms) -> re.Pattern[str]:
    """Match the ids that no sentence holds by chance: those with a dash and a digit."""
    ids = [key for key in terms.licences if "-" in key and any(c.isdigit() for c in key)]
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(re.escape(key) for key in sorted(ids, key=len, reverse=True))})(?![\w-])"
    )


def _creative_commons(text: str, terms: Terms) -> Iterator[Mention]:
    kinds: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_CC_ADDRESS, "address"),
        (_CC_BADGE, "badge"),
        (_CC_NAME, "name"),
        (_CC_BARE, "name"),
    )
    for pattern, kind in kinds:
        for match in pattern.finditer(text):
            licence = _cc_id(match, terms)
            plain = pattern is _CC_BARE and not match["version"] and licence == "CC-BY"
            if licence is not None and not plain:
                yield Mention(match.start(), match.end(), licence, kind)


def _cc_id(match: re.Match[str], terms: Terms) -> str | None:
    words = re.findall(_ELEMENT, match["elements"], re.IGNORECASE)
    elements = {_ELEMENTS[re.sub(r"[\s-]", "", word.lower())] for word in words}
    if {"SA", "ND"} <= elements:
        return None
    family = "-".join(["CC", "BY", *(e for e in ("NC", "ND", "SA") if e in elements)])
    version = match["version"]
    if not version:
        return family
    licence = f"{family}-{version if '.' in version else version + '.0'}"
    if licence not in terms.licences:
        return family
    port = (match["port"] or "").upper()
    if port in _WORDS and match.string[match.end("version")] != "-":
        port = ""
    port = "KR" if re.search("KOREA|대한민국|한국", port) else port
    known = terms.find(f"{licence}-{port}") or terms.find(f"LicenseRef-{licence}-{port}") if port else None
    return known.id if known else licence


def _public_domain(text: str, _: Terms) -> Iterator[Mention]:
    for pattern, licence in (
        (_CC_ZERO, "CC0-1.0"),
        (_MARK, "CC-PDM-1.0"),
        (_DOMAIN_KR, "LicenseRef-public-domain-KR"),
        (_DOMAIN, PUBLIC_DOMAIN),
    ):
        for match in pattern.finditer(text):
            kind: Kind = "address" if ".org" in match[0] else "name"
            yield Mention(match.start(), match.end(), licence, kind)


def _kogl(text: str, _: Terms) -> Iterator[Mention]:
    for match in _KOGL.finditer(text):
        number = match["type"] or match["picture"]
        licence = UNSPECIFIED if match["range"] else f"LicenseRef-KOGL-{number.upper()}"
        yield Mention(match.start(), match.end(), licence, "badge" if match["picture"] else "name")
    for match in _KOGL_TERMS.finditer(text):
        number = 1 + bool(re.search("상업", match["more"])) + 2 * bool(re.search("변경", match["more"]))
        yield Mention(match.start(), match.end(), f"LicenseRef-KOGL-{number}", "name")
    for pattern in (_KOGL_ANY, _CC_ANY):
        for match in pattern.finditer(text):
            yield Mention(match.start(), match.end(), UNSPECIFIED, "name")


_FINDERS: tuple[Callable[[str, Terms], Iterator[Mention]], ...] = (
    _identifiers,
    _creative_commons,
    _public_domain,
    _kogl,
    lambda text, _: software(text),
)
