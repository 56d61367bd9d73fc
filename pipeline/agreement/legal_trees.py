"""Random dependency trees among those that a sentence may have: projective and head-final.

Every head lies to the right, the last token is the root, and no arcs cross. Every subtree is then a run of
tokens that ends in its head, and a run of m tokens is made of the run of its head's first dependent, which is
its c first tokens, and the run of the m − c others. With a weight for each way d from a token to its head,
the products of the weights sum over all trees of m tokens to

    Z(m) = Σ_c Z(c) · weight(m − c) · Z(m − c),    Z(1) = 1.

The weights are those of the distribution of greatest entropy in which every way is on average as frequent as
it was drawn. Its relations follow those that were drawn over the same way.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.tree_edit import OrderedTree

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from pipeline.agreement.arrays import Floats

TO_ROOT = 0
"""The way of the root, which has no head."""
PRECISION = 1e-6
"""Share of the arcs by which expected and drawn frequencies may differ."""
ITERATIONS = 200
"""Steps after which fitting ends; frequencies at the edge of what trees can have are only approached."""


def ways(heads: Sequence[int]) -> list[int]:
    """Give each token's way to its head, the root's :data:`TO_ROOT`; heads count from 1, 0 is the root.

    Raises ValueError for a tree that is not legal.
    """
    open_runs: list[int] = []
    for token, head in enumerate(heads, start=1):
        while open_runs and open_runs[-1] == token:
            open_runs.pop()
        last = token == len(heads)
        if last != (head == 0) or not (last or token < head <= (open_runs[-1] if open_runs else len(heads))):
            raise ValueError(
                f"token {token} has head {head}: every head but the last token's, which is the root, lies to "
                "the right, and no arcs cross"
            )
        open_runs.append(head)
    return [head - token if head else TO_ROOT for token, head in enumerate(heads, start=1)]


@dataclass(frozen=True, slots=True)
class LegalTrees:
    """A distribution over legal trees.

    ``splits[m]`` accumulates the probabilities of c = 1 … m − 1 for a run of m tokens; ``relations`` holds,
    by way, the relations and their accumulated counts.
    """

    splits: tuple[tuple[float, ...], ...]
    relations: dict[int, tuple[tuple[Hashable, ...], tuple[int, ...]]]

    @classmethod
    def like(cls, trees: Iterable[tuple[Sequence[int], Sequence[Hashable]]]) -> LegalTrees:
        """Fit the distribution to trees, each by its :func:`ways` and relations."""
        arcs: Counter[tuple[int, Hashable]] = Counter()
        lengths: Counter[int] = Counter()
        for own_ways, relations in trees:
            arcs.update(zip(own_ways, relations, strict=True))
            lengths[len(own_ways)] += 1
        longest = max(lengths)
        drawn = np.zeros(longest)
        by_way: dict[int, list[tuple[Hashable, int]]] = {}
        for (way, relation), count in sorted(arcs.items(), key=lambda item: (item[0][0], str(item[0][1]))):
            by_way.setdefault(way, []).append((relation, count))
            if way != TO_ROOT:
                drawn[way] += count
        weights = _fit(drawn, np.array([lengths[length] for length in range(longest + 1)], dtype=np.float64))
        return cls(
            splits=tuple(tuple(np.cumsum(row).tolist()) for row in _splits(weights)),
            relations={
                way: (tuple(name for name, _ in found), tuple(accumulate(count for _, count in found)))
                for way, found in by_way.items()
            },
        )

    def draw(self, tokens: int, generator: np.random.Generator) -> OrderedTree:
        """Draw a tree of so many tokens, no more than the longest of those fitted to."""
        chances = iter(generator.random(2 * tokens).tolist())
        # The order of tokens is postorder, and a token's leftmost leaf is where its run starts.
        relations = [self._relation(TO_ROOT, next(chances))] * tokens
        starts = [0] * tokens
        runs = [(0, tokens)]
        while runs:
            start, size = runs.pop()
            if size > 1:
                first = min(bisect(self.splits[size], next(chances)), size - 2) + 1
                dependent = start + first - 1
                starts[dependent] = start
                relations[dependent] = self._relation(size - first, next(chances))
                runs += [(start, first), (start + first, size - first)]
        return OrderedTree((*relations, None), (*starts, 0))

    def _relation(self, way: int, chance: float) -> Hashable:
        names, counts = self.relations[way]
        return names[bisect(counts, chance * counts[-1])]


def _splits(weights: Floats) -> list[Floats]:
    """Give the probabilities of c = 1 … m − 1 for each m up to the longest; all 0 where no tree can be.

    ``weights``, shape (longest,), are logarithms, by way from 0, which is not used.
    """
    total = np.full(len(weights) + 1, -np.inf)
    total[1] = 0.0
    splits: list[Floats] = [np.empty(0), np.empty(0)]
    for size in range(2, len(weights) + 1):
        parts = total[1:size] + weights[size - 1 : 0 : -1] + total[size - 1 : 0 : -1]
        most = parts.max()
        shares = np.zeros(size - 1)
        if np.isfinite(most):
            shares = np.exp(parts - most)
            total[size] = most + np.log(shares.sum())
            shares /= shares.sum()
        splits.append(shares)
    return splits


def _fit(drawn: Floats, lengths: Floats) -> Floats:
    """Give the log weights under which trees of these lengths have each way as often as it was drawn.

    ``drawn``, shape (longest,), counts ways, ``lengths``, shape (longest + 1,), trees. By iterative
    proportional fitting: each weight is multiplied by drawn over expected until these are equal.
    """
    used = np.flatnonzero(drawn)
    weights = np.full(len(drawn), -np.inf)
    weights[used] = 0.0
    for _ in range(ITERATIONS):
        expected = _expected(weights, lengths)[used]
        if np.abs(expected - drawn[used]).sum() <= PRECISION * drawn.sum():
            break
        weights[used] += np.log(drawn[used] / expected)
    return weights


def _expected(weights: Floats, lengths: Floats) -> Floats:
    """Count each way's expected arcs, shape (longest,): whole trees first, then the runs they split into."""
    splits = _splits(weights)
    often = lengths.copy()
    expected = np.zeros(len(weights))
    for size in range(len(weights), 1, -1):
        share = often[size] * splits[size]
        often[1:size] += share + share[::-1]
        expected[1:size] += share[::-1]
    return expected
