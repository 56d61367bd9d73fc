"""Software licences by name and address, and those of data bases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.corpora.evidence.finding import Kind
from pipeline.corpora.evidence.mention import Mention

_LICENCE = r"(?:(?:public\s+)?licen[cs]es?|라이[선센]스)"
_UNDER = rf"(?:{_LICENCE}|licensed)\s*(?:under|is|:|=|-|\|)*\s*(?:the\s+)?[`'\"*(\[]*"
_SOFTWARE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "MIT",
            (
                rf"\bMIT(?:[\s/(]*X11\)?)?['\"`*\])]*[\s-]+(?:{_LICENCE})|{_UNDER}MIT(?![\w-])"
                r"|opensource\.org/licen[cs]es?/mit\b|\bunder\s+(?:the\s+)?MIT(?![\w-])"
            ),
        ),
        (
            "Apache-2.0",
            (
                r"\bApache(?:\s+software)?[\s,-]*(?:licen[cs]e)?[\s,(-]*(?:v"
                r"|version)?\s*2(?:\.0)?(?!\.\d)|apache\.org/licen[cs]es/LICENSE-2\.0"
            ),
        ),
        (
            "BSD-3-Clause",
            (
                r"\bBSD[\s-]*3(?:[\s-]*clause)|\b(?:3|three)[\s-]*clause\s+BSD|(?:new"
                r"|modified)\s+BSD\s+licen[cs]e|opensource\.org/licen[cs]es?/BSD-3-Clause"
            ),
        ),
        (
            "BSD-2-Clause",
            (
                r"\bBSD[\s-]*2(?:[\s-]*clause)|\b(?:2|two)[\s-]*clause\s+BSD"
                r"|simplified\s+BSD\s+licen[cs]e|opensource\.org/licen[cs]es?/BSD-2-Clause"
            ),
        ),
        ("BSD", rf"\bBSD[\s-]+{_LICENCE}|{_UNDER}BSD\b(?![\s-]*[23])"),
        ("ISC", rf"\bISC[\s-]+{_LICENCE}|{_UNDER}ISC\b"),
        ("Unlicense", r"\bunlicense(?![d\w])|unlicense\.org"),
        (
            "MPL-2.0",
            (
                r"\bMPL[\s-]*(?:v|version)?\s*2(?:\.0)?|mozilla\s+public\s+licen[cs]e"
                r"|mozilla\.org/MPL/2\.0"
            ),
        ),
        (
            "ODbL-1.0",
            (
                r"\bODbL\b|open\s+data(?:base)?(?:\s+commons\s+open\s+database)?\s+licen[cs]e"
                r"|opendatacommons\.org/licen[cs]es/odbl"
            ),
        ),
        (
            "ODC-By-1.0",
            (
                r"\bODC[\s-]*By\b|open\s+data\s+commons\s+attribution"
                r"|opendatacommons\.org/licen[cs]es/by\b"
            ),
        ),
        ("PDDL-1.0", r"\bPDDL\b|opendatacommons\.org/licen[cs]es/pddl"),
        (
            "CDLA-Permissive-2.0",
            (
                r"\bCDLA[\s-]*permissive[\s,v-]*2"
                r"|community\s+data\s+license\s+agreement[\s–-]*permissive[\s,v-]*(?:version\s*)?2"
            ),
        ),
        ("CDLA-Permissive-1.0", r"\bCDLA[\s-]*permissive(?![\s,v-]*2)"),
        ("CDLA-Sharing-1.0", r"\bCDLA[\s-]*sharing"),
    )
)
_GNU = re.compile(
    (
        r"(?<![\w-])(?:GNU\s+)?(?P<short>[AL]?GPL|GFDL)(?:v(?=\d)|[\s-]*(?:version\s*"
        r"|v\.?\s*)?)?(?P<v1>[123](?:\.\d)?)?"
        r"(?P<later1>\+|-or-later"
        r"|,?\s+or\s+(?:any\s+)?(?:\(at\s+your\s+option\)\s+any\s+)?later)?(?![a-z])"
        r"|GNU\s+(?P<long>Affero\s+General\s+Public|Lesser\s+General\s+Public"
        r"|Library\s+General\s+Public|General\s+Public"
        r"|Free\s+Documentation)\s+Licen[cs]e(?:[\s,(]*(?:version"
        r"|v)\.?\s*(?P<v2>[123](?:\.\d)?))?"
        r"(?P<later2>,?\s+or\s+(?:any\s+)?(?:\(at\s+your\s+option\)\s+any\s+)?later)?"
        r"|gnu\.org/(?:licen[cs]es|copyleft)/(?:old-licenses/)?(?P<address>[al]?gpl"
        r"|fdl)(?:-(?P<v3>\d\.\d))?"
    ),
    re.IGNORECASE,
)
_GNU_NAMES = {
    "affero general public": "AGPL",
    "lesser general public": "LGPL",
    "library general public": "LGPL",
    "general public": "GPL",
    "free documentation": "GFDL",
    "fdl": "GFDL",
}


def software(text: str) -> Iterator[Mention]:
    """Find licences of software and of data bases; one without a version goes by its family."""
    for licence, pattern in _SOFTWARE:
        for match in pattern.finditer(text):
            kind: Kind = "address" if ".org" in match[0] else "name"
            yield Mention(match.start(), match.end(), licence, kind)
    for match in _GNU.finditer(text):
        said = match["short"] or match["long"] or match["address"]
        family = _GNU_NAMES.get(" ".join(said.lower().split()), said.upper())
        version = match["v1"] or match["v2"] or match["v3"]
        later = match["later1"] or match["later2"]
        licence = family
        if version:
            number = version if "." in version else f"{version}.0"
            licence = f"{family}-{number}-{'or-later' if later else 'only'}"
        yield Mention(match.start(), match.end(), licence, "address" if match["address"] else "name")
