"""Exact duplicates by folded text, and how alike two texts are: Jaccard similarity of character 5-grams."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping

from pipeline.ids import stable_id

SHINGLE = 5
"""Characters of a shingle."""


def fold(text: str) -> str:
    r"""Normalise for comparison: NFC, and white space of any length is one space.

    >>> fold(" 가\u00a0나\n\n다 ")
    '가 나 다'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_key(text: str) -> str:
    """Hash a folded text: equal for exact duplicates, and for nothing else."""
    return stable_id("folded", fold(text))


def exact_duplicates(keys: Mapping[str, str], preferred: Collection[str] = ()) -> dict[str, str]:
    """Choose which of the texts of one key to keep, and map the ids of the others to it.

    Kept is the smallest id, of those in ``preferred`` if there are any. None of ``preferred`` is mapped.
    """
    kept: dict[str, str] = {}
    for name in sorted(keys, key=lambda name: (name not in preferred, name)):
        kept.setdefault(keys[name], name)
    return {name: kept[key] for name, key in keys.items() if kept[key] != name and name not in preferred}


def shingles(text: str) -> frozenset[str]:
    """Give the character 5-grams of the folded text; a shorter text is one shingle."""
    folded = fold(text)
    return frozenset([folded[at : at + SHINGLE] for at in range(max(1, len(folded) - SHINGLE + 1))])


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the share that two sets of shingles have in common: |A∩B| / |A∪B|."""
    common = len(one & other)
    return common / (len(one) + len(other) - common)
