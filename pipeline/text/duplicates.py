"""Duplicates: exact ones by folded text, near ones by MinHash and LSH over character 5-grams.

LSH proposes pairs; whoever uses them verifies each by its exact Jaccard similarity. Sketches are 128 slots
of ``rensa`` with a fixed seed, cut into the fewest bands that still propose a pair at the threshold with
probability :data:`RECALL` (Leskovec, Rajaraman & Ullman, *Mining of Massive Datasets*, 3.4: 1 - (1 - tʳ)ᵇ).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from rensa import RMinHash, RMinHashLSH

from pipeline.ids import stable_id
from pipeline.text.clusters import Member, cluster

SHINGLE = 5
"""Characters of a shingle."""

SLOTS = 128
"""Slots of a sketch; its estimate of a similarity has a standard error below 0.045."""

RECALL = 0.999
"""Least probability that a pair at the threshold is proposed."""

_SEED = 1
_MARGIN = 0.2
"""How far an estimate may lie below the threshold for the pair to be verified: 4.5 standard errors."""


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
    return frozenset(folded[at : at + SHINGLE] for at in range(max(1, len(folded) - SHINGLE + 1)))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the share that two sets of shingles have in common: |A∩B| / |A∪B|."""
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def sketch(texts: Iterable[str]) -> list[RMinHash]:
    """Sketch texts for :class:`Proposals`; sketches can be pickled."""
    sketches: list[RMinHash] = RMinHash.from_token_sets(map(shingles, texts), SLOTS, _SEED)
    return sketches


class Proposals:
    """Pairs of texts that may be near-duplicates: whose Jaccard similarity may reach a threshold."""

    def __init__(self, sketches: Mapping[str, RMinHash], threshold: float) -> None:
        self._sketches = sketches
        self._threshold = threshold
        self._names = tuple(sketches)
        self._lsh = RMinHashLSH(threshold, SLOTS, bands(threshold))
        self._lsh.insert_many(list(sketches.values()), 0)

    def involved(self) -> set[str]:
        """Give the texts that any pair is proposed for."""
        flags = self._lsh.query_duplicate_flags(list(self._sketches.values()))
        return {name for name, flag in zip(self._names, flags, strict=True) if flag}

    def of(self, name: str) -> Iterator[str]:
        """Give the texts that are proposed as near-duplicates of one."""
        others = (self._names[index] for index in self._lsh.query(self._sketches[name]))
        return (other for other in others if other != name)

    def verifier(self, texts: Mapping[str, str]) -> Callable[[str, str], bool]:
        """Give the test of a proposed pair, whose texts are given: Jaccard similarity ≥ threshold, exactly.

        A pair whose estimate is far below the threshold fails without a look at its texts.
        """

        @lru_cache(maxsize=4096)
        def shingles_of(name: str) -> frozenset[str]:
            return shingles(texts[name])

        def similar(one: str, other: str) -> bool:
            estimate: float = self._sketches[one].jaccard(self._sketches[other])
            return (
                estimate >= self._threshold - _MARGIN
                and jaccard(shingles_of(one), shingles_of(other)) >= self._threshold
            )

        return similar


def bands(threshold: float) -> int:
    """Give the fewest bands, of those that divide the slots, with which the recall is reached.

    >>> bands(0.7)
    32
    """
    for count in (1 << power for power in range(SLOTS.bit_length())):
        if 1 - (1 - threshold ** (SLOTS // count)) ** count >= RECALL:
            return count
    return SLOTS


def near_duplicates(texts: Mapping[str, str], threshold: float) -> dict[str, str]:
    """Map the id of every text to its cluster, which is named by its smallest id.

    >>> sorted(near_duplicates({"a": "봄이 왔습니다.", "b": "봄이 왔습니다!", "c": "비가 온다"}, 0.6).items())
    [('a', 'a'), ('b', 'a'), ('c', 'c')]
    """
    names = sorted(texts)
    proposals = Proposals(dict(zip(names, sketch(texts[name] for name in names), strict=True)), threshold)
    members = [Member(name) for name in names]
    return cluster(members, proposals.of, proposals.verifier(texts)).names
