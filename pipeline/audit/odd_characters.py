"""Characters that should not stand in a text, found once for all checks that ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.audit.check import Found
from pipeline.audit.records import Record
from pipeline.text.findings import Finding
from pipeline.text.normalise import find

SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u1100-\u11ff\u1680\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u2069\u3000\u3164\ua960-\ua97f\ud7b0-\ud7ff\ud800-\udfff\ue000-\uf8ff\ufeff\uffa0\ufffd"
    "\U000e0000-\U0010fffd]"
)
"""A text without a match needs no closer look."""

_CONTEXT = 8


@lru_cache(maxsize=16)
def _findings(text: str) -> tuple[Finding, ...]:
    """Find odd characters; the checks of one record ask for the same texts one after the other."""
    return find(text) if SUSPECT.search(text) else ()


def of_kind(record: Record[object], kind: str) -> Iterator[tuple[str, str, Finding]]:
    """Give field, text and place of each finding of a kind."""
    for each in record.fresh:
        for finding in _findings(each.text):
            if finding.kind == kind:
                yield each.field, each.text, finding


def code_points(text: str) -> str:
    """Name characters by their code points, a repeated one once.

    >>> code_points("ᄏᄏ")
    'U+110F ×2'
    """
    runs: list[tuple[str, int]] = []
    for character in text:
        if runs and runs[-1][0] == character:
            runs[-1] = (character, runs[-1][1] + 1)
        else:
            runs.append((character, 1))
    return " ".join(f"U+{ord(each):04X}" + (f" ×{count}" if count > 1 else "") for each, count in runs)


def as_found(field: str, text: str, finding: Finding) -> Found:
    """Report a finding by its code points and what stands before it."""
    before = text[max(0, finding.start - _CONTEXT) : finding.start]
    characters = code_points(text[finding.start : finding.end])
    return Found(f"{field}: {characters} after {before!r}", finding.start)
