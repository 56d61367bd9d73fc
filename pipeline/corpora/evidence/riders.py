"""Restrictions in words: no commercial use, research only, no changes, no redistribution, rights reserved.

A restriction and its denial share most of their words ("may be used for commercial purposes"); hence every
pattern of a restriction stands beside patterns of what takes it back, looked for in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.corpora.evidence.denial_words import BOILERPLATE, CITE, DENIALS
from pipeline.corpora.evidence.folding import folded
from pipeline.corpora.evidence.rider_words import PATTERNS, STEMS


@dataclass(frozen=True, slots=True)
class Rider:
    """What is forbidden, and where the words stand."""

    start: int
    end: int
    forbids: str


def riders(sentence: str) -> Iterator[Rider]:
    """Find what a sentence forbids; one that only asks to be cited forbids nothing.

    >>> [rider.forbids for rider in riders("비상업적 목적으로만 이용할 수 있으며 재배포를 금합니다.")]
    ['commercial use', 'redistribution']
    >>> list(riders("It may be used for commercial purposes."))
    []
    """
    yield from _riders(folded(sentence))


@lru_cache(maxsize=1024)
def _riders(sentence: str) -> tuple[Rider, ...]:
    possible = {forbids for forbids, stems in STEMS.items() if stems.search(sentence)}
    if not possible or BOILERPLATE.search(sentence):
        return ()
    asks = bool(CITE.search(sentence))
    if asks and "only" not in sentence.lower() and "만" not in sentence:
        return ()
    found: dict[str, Rider] = {}
    for forbids, pattern in PATTERNS:
        if forbids not in possible or forbids in found:
            continue
        if (match := pattern.search(sentence)) and not DENIALS[forbids].search(_clause(sentence, match)):
            found[forbids] = Rider(match.start(), match.end(), forbids)
    return tuple(found.values())


def _clause(sentence: str, match: re.Match[str]) -> str:
    """Give what stands between the semicolons around a match: another clause does not take it back."""
    end = sentence.find(";", match.end())
    return sentence[sentence.rfind(";", 0, match.start()) + 1 : end if end >= 0 else len(sentence)]
