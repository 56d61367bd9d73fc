"""Licences by their own text: a few phrases of each, which may be wrapped, renumbered or retouched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GRAM = 5
_ENOUGH = 0.8
_TOKEN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class LegalText:
    """A licence recognised by its text, whose first characteristic phrase begins on ``line`` (from 1)."""

    licence: str
    line: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    licence: str
    has: str
    and_has: str = ""
    lacks: str = ""


_AGPL = (
    "specifically designed to ensure cooperation with the community in the case of network server software"
)
_LGPL_2 = "this license the lesser general public license applies to some specially designated software"
_GFDL = (
    "the purpose of this license is to make a manual textbook or other functional and useful document free"
)
_GFDL_3 = "massive multiauthor collaboration site or mmc site means any world wide web server"
_SOFTWARE = (
    _Phrase(
        "MIT",
        (
            "permission is hereby granted free of charge to any person obtaining a copy of this "
            "software and associated "
            "documentation files the software to deal in the software without restriction"
        ),
        and_has="notice shall be included in all copies or substantial portions",
    ),
    _Phrase(
        "MIT-0",
        (
            "permission is hereby granted free of charge to any person obtaining a copy of this "
            "software and associated "
            "documentation files the software to deal in the software without restriction "
            "including without limitation"
        ),
        and_has=(
            "persons to whom the software is furnished to do so the software is provided as is "
            "without warranty"
        ),
    ),
    _Phrase(
        "Apache-2.0",
        (
            "each contributor hereby grants to you a perpetual worldwide non exclusive no charge "
            "royalty free irrevocable "
            "copyright license to reproduce prepare derivative works of"
        ),
    ),
    _Phrase(
        "BSD-3-Clause",
        (
            "redistribution and use in source and binary forms with or without modification are "
            "permitted provided that"
        ),
        and_has="may be used to endorse or promote products derived from this software",
    ),
    _Phrase(
        "BSD-2-Clause",
        (
            "redistribution and use in source and binary forms with or without modification are "
            "permitted provided that"
        ),
        lacks="may be used to endorse or promote products derived from this software",
    ),
    _Phrase(
        "ISC",
        ("permission to use copy modify and or distribute this software for any purpose with or without fee"),
    ),
    _Phrase("Unlicense", "this is free and unencumbered software released into the public domain"),
    _Phrase(
        "MPL-2.0",
        (
            "licensable by such contributor to use reproduce make available modify display "
            "perform distribute and otherwise exploit its contributions"
        ),
    ),
    _Phrase(
        "GPL-3.0-only",
        ("the gnu general public license is a free copyleft license for software and other kinds of works"),
        lacks=_AGPL,
    ),
    _Phrase(
        "GPL-2.0-only",
        (
            "any patent must be licensed for everyone s free use or not licensed at all the "
            "precise terms and conditions"
        ),
        lacks=_LGPL_2,
    ),
    _Phrase("AGPL-3.0-only", _AGPL),
    _Phrase(
        "LGPL-3.0-only",
        (
            "this version of the gnu lesser general public license incorporates the terms and "
            "conditions of version 3"
        ),
    ),
    _Phrase("LGPL-2.1-only", _LGPL_2),
    _Phrase("GFDL-1.3-only", _GFDL, and_has=_GFDL_3),
    _Phrase("GFDL-1.2-only", _GFDL, lacks=_GFDL_3),
    _Phrase(
        "CC0-1.0",
        (
            "affirmer hereby overtly fully permanently irrevocably and unconditionally waives "
            "abandons and surrenders"
        ),
    ),
)
_CC_4 = (
    "by exercising the licensed rights defined below you accept and agree to be bound by "
    "the terms and conditions of this creative commons"
)
_CC_4_NC = "reproduce and share the licensed material in whole or in part for noncommercial purposes only"
_CC_4_ND = "produce and reproduce but not share adapted material"
_CC_4_SA = (
    "license you apply must be a creative commons license with the same license elements "
    "this version or later"
)
_CC_OLD = "the work as defined below is provided under the terms of this creative commons public license"
_CC_OLD_NC = "primarily intended for or directed toward commercial advantage or private monetary compensation"
_CC_OLD_ADAPT = ("to create and reproduce adaptations", "to create and reproduce derivative works")
_CC_OLD_SA = "the same license elements as this license"
_CC_3 = "adaptation means a work based upon the work or upon the work and other pre existing works"
_CC_4_TITLE_ND = "noderivatives 4 0 international public license"


def legal_texts(text: str) -> list[LegalText]:
    """Find the licences whose own text a file holds, at least four fifths of each characteristic phrase.

    A Creative Commons licence is known by its clauses, so that neither a missing nor a wrong title matters;
    one before 3.0 goes by its family.
    """
    tokens = [(m[0], m.start()) for m in _TOKEN.finditer(text.lower())]
    words = [token for token, _ in tokens]
    grams = {tuple(words[k : k + _GRAM]) for k in range(len(words) - _GRAM + 1)}
    found = [phrase for phrase in _SOFTWARE if _holds(phrase, grams)]
    named = [(phrase.licence, phrase.has) for phrase in found]
    return [
        LegalText(licence, _line(text, tokens, key)) for licence, key in (*named, *_creative_commons(grams))
    ]


def _creative_commons(grams: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    if _share(_CC_4, grams) >= _ENOUGH:
        nd = _share(_CC_4_ND, grams) >= _ENOUGH or _share(_CC_4_TITLE_ND, grams) == 1
        flags = (_share(_CC_4_NC, grams) >= _ENOUGH, nd, _share(_CC_4_SA, grams) >= _ENOUGH)
        yield f"{_family(*flags)}-4.0", _CC_4
    if _share(_CC_OLD, grams) >= _ENOUGH:
        adapts = any(_share(phrase, grams) >= _ENOUGH for phrase in _CC_OLD_ADAPT)
        sharing = adapts and _share(_CC_OLD_SA, grams) >= _ENOUGH
        family = _family(_share(_CC_OLD_NC, grams) >= _ENOUGH, not adapts, sharing)
        yield f"{family}-3.0" if _share(_CC_3, grams) >= _ENOUGH else family, _CC_OLD


def _family(nc: bool, nd: bool, sa: bool) -> str:
    return "-".join(
        ["CC", "BY", *(["NC"] if nc else []), *(["ND"] if nd else []), *(["SA"] if sa and not nd else [])]
    )


def _holds(phrase: _Phrase, grams: set[tuple[str, ...]]) -> bool:
    return (
        _share(phrase.has, grams) >= _ENOUGH
        and (not phrase.and_has or _share(phrase.and_has, grams) >= _ENOUGH)
        and (not phrase.lacks or _share(phrase.lacks, grams) < _ENOUGH)
    )


def _share(phrase: str, grams: set[tuple[str, ...]]) -> float:
    """Give the share of a phrase's word groups that a text holds."""
    words = phrase.split()
    own = [tuple(words[k : k + _GRAM]) for k in range(len(words) - _GRAM + 1)]
    return sum(gram in grams for gram in own) / len(own)


def _line(text: str, tokens: list[tuple[str, int]], phrase: str) -> int:
    """Tell the line on which a phrase begins."""
    words = phrase.split()
    own = {tuple(words[k : k + _GRAM]) for k in range(len(words) - _GRAM + 1)}
    held = [tuple(token for token, _ in tokens[k : k + _GRAM]) in own for k in range(len(tokens))]
    first = next((k for k in range(len(held) - 2) if all(held[k : k + 3])), 0)
    return text.count("\n", 0, tokens[first][1]) + 1
