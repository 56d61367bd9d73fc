"""Near-duplicates: MinHash and LSH propose pairs, the exact Jaccard similarity decides, union-find clusters.

Sketches are 128 slots of ``rensa`` with a fixed seed, cut into the fewest bands that still propose a pair at
the threshold with probability :data:`RECALL` (Leskovec, Rajaraman & Ullman, *Mining of Massive Datasets*,
3.4: 1 - (1 - tʳ)ᵇ). Bands are gone through one at a time, so that beside the sketches, which may be mapped
from a file, some 40 bytes a text are held; what is found is held for the texts that share a band.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from pipeline.text.clusters import Member, cluster
from pipeline.text.duplicates import SHINGLE, fold, jaccard, shingles

Sketches = NDArray[np.uint32]
"""A row of :data:`SLOTS` minima a text."""

SLOTS = 128
"""Slots of a sketch; its estimate of a similarity has a standard error below 0.045."""

RECALL = 0.999
"""Least probability that a pair at the threshold is proposed."""

_SEED = 1
_MARGIN = 0.2
"""How far an estimate may lie below the threshold for the pair to be verified: 4.5 standard errors."""

_BATCH = 1 << 20
"""Code points that are hashed at a time."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_FINAL = np.uint64(0xFF51AFD7ED558CCD)


def sketch(texts: Iterable[str]) -> Sketches:
    """Sketch texts: the minima, over their shingles, of 128 hash functions."""
    parts = [_sketch(batch) for batch in _batches(texts)]
    return np.concatenate(parts) if parts else np.empty((0, SLOTS), np.uint32)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    held = 0
    for text in texts:
        batch.append(fold(text).ljust(SHINGLE, "\0"))
        held += len(batch[-1])
        if held >= _BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _sketch(folded: Sequence[str]) -> Sketches:
    """Sketch texts of at least one shingle each; the shingles of all are hashed in one go."""
    lengths = np.fromiter(map(len, folded), np.int64, len(folded))
    points = np.frombuffer("".join(folded).encode("utf-32-le", "surrogatepass"), np.uint32)
    counts = lengths - SHINGLE + 1
    ends = np.cumsum(lengths)
    inside = np.ones(len(points), np.bool_)
    for back in range(1, SHINGLE):
        inside[ends - back] = False
    runs = len(points) - SHINGLE + 1
    hashes = _mixed((points[at : at + runs] for at in range(SHINGLE)), runs)[inside[:runs]]
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, SLOTS, _SEED)
    return np.array(matrix.to_rows(), np.uint32)


def _mixed(columns: Iterable[NDArray[np.uint32]], count: int) -> NDArray[np.uint64]:
    """Hash the rows of some columns to 64 bits: a polynomial, then MurmurHash3's finish."""
    result: NDArray[np.uint64] = np.zeros(count, np.uint64)
    for column in columns:
        result = result * _FACTOR + column
    result = (result ^ (result >> np.uint64(33))) * _FINAL
    return result ^ (result >> np.uint64(33))


class Proposals:
    """Pairs of texts that may be near-duplicates: whose estimated similarity may reach a threshold."""

    def __init__(self, names: Sequence[str], sketches: Sketches, threshold: float) -> None:
        self._names = names
        self._sketches = sketches
        self._threshold = threshold
        self._groups: list[NDArray[np.int64]] = []
        self._groups_of: dict[str, list[int]] = {}
        known: set[bytes] = set()
        for group in _groups(sketches, bands(threshold)):
            if (content := group.tobytes()) not in known:
                known.add(content)
                for index in group.tolist():
                    self._groups_of.setdefault(names[index], []).append(len(self._groups))
                self._groups.append(group)
        self._index = {name: index for index, name in enumerate(names) if name in self._groups_of}

    def involved(self) -> set[str]:
        """Give the texts that share a band with any other."""
        return set(self._groups_of)

    def of(self, name: str) -> Iterator[str]:
        """Give the texts that are proposed as near-duplicates of one, in the order of the names given."""
        groups = self._groups_of.get(name)
        if groups is None:
            return
        index = self._index[name]
        others = np.unique(np.concatenate([self._groups[group] for group in groups]))
        estimates = (self._sketches[others] == self._sketches[index]).mean(axis=1)
        for other in others[estimates >= self._threshold - _MARGIN].tolist():
            if other != index:
                yield self._names[other]

    def verifier(self, text_of: Callable[[str], str]) -> Callable[[str, str], bool]:
        """Give the test of a proposed pair: Jaccard similarity ≥ threshold, exactly."""

        @lru_cache(maxsize=4096)
        def shingles_of(name: str) -> frozenset[str]:
            return shingles(text_of(name))

        def similar(one: str, other: str) -> bool:
            return jaccard(shingles_of(one), shingles_of(other)) >= self._threshold

        return similar


def _groups(sketches: Sketches, count: int) -> Iterator[NDArray[np.int64]]:
    """Give, band by band, the rows that agree in a band, where several do.

    What agrees by accident, in 64 bits of hash, is refused later.
    """
    width = SLOTS // count
    for start in range(0, SLOTS, width):
        keys = _mixed((sketches[:, start + at] for at in range(width)), len(sketches))
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        edges = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1], [True]]))
        for index in np.flatnonzero(np.diff(edges) > 1).tolist():
            yield order[edges[index] : edges[index + 1]]


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
    proposals = Proposals(names, sketch(texts[name] for name in names), threshold)
    members = [Member(name) for name in names]
    return cluster(members, proposals.of, proposals.verifier(texts.__getitem__)).names
