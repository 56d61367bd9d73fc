"""Units of several annotators that may be aligned, and what aligning them costs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from pipeline.agreement.continuum import Continuum, UnitDissimilarity, Units

if TYPE_CHECKING:
    from pipeline.agreement.arrays import Floats, Ints

Pairs: TypeAlias = dict[tuple[int, int], "Floats"]
"""By ordered pair of annotators, how unlike their units are, shape (units of a + 1, units of b).

The last row is for none, whose dissimilarity is added apart and is 0 here.
"""


@dataclass(frozen=True, slots=True, eq=False)
class AlignmentProblem:
    """Units that may be aligned: how many each annotator has, and how unlike they are.

    ``position``, shape (units,), is where all units stand, by annotator; costs are P · disorder.
    """

    sizes: tuple[int, ...]
    position: Floats
    pairs: Pairs
    empty: float

    @classmethod
    def of(cls, continuum: Continuum, part: list[Ints], dissimilarity: UnitDissimilarity) -> AlignmentProblem:
        """Take the numbered units of each annotator."""
        units = [
            Units(own.start[numbers], own.end[numbers], own.label[numbers])
            for own, numbers in zip(continuum, part, strict=True)
        ]
        pairs: Pairs = {}
        for a, b in combinations(range(len(units)), 2):
            table = np.zeros((len(units[a]) + 1, len(units[b]) + 1))
            table[:-1, :-1] = dissimilarity.between(units[a], units[b])
            pairs[a, b], pairs[b, a] = table[:, :-1], table.T[:, :-1]
        position = np.concatenate([own.start + own.end for own in units])
        return cls(tuple(map(len, units)), position, pairs, dissimilarity.empty)

    @property
    def annotators(self) -> int:
        """Number of annotators."""
        return len(self.sizes)

    @property
    def alone(self) -> float:
        """Cost of a unit by itself."""
        return self.annotators * (self.annotators - 1) / 2 * self.empty

    def joining(self, rows: Ints, b: int) -> Floats:
        """Cost of adding each unit of b to each unitary alignment, shape (rows, units), instead of alone."""
        others = [a for a in range(self.annotators) if a != b]
        unlike = np.zeros((len(rows), self.sizes[b]))
        for a in others:
            unlike += self.pairs[a, b][rows[:, a]]
        size = (rows[:, others] >= 0).sum(axis=1)
        change: Floats = unlike - (size * self.empty + self.alone)[:, np.newaxis]
        return change

    def cost(self, rows: Ints) -> float:
        """Give the sum of P · disorder."""
        return len(rows) * self.alone - float(self.saved(rows).sum())

    def saved(self, rows: Ints) -> Floats:
        """Give what each unitary alignment costs less than if all its pairs had an empty side."""
        total = np.zeros(len(rows))
        for a, b in combinations(range(self.annotators), 2):
            both = (rows[:, a] >= 0) & (rows[:, b] >= 0)
            total[both] += self.empty - self.pairs[a, b][rows[both, a], rows[both, b]]
        return total

    def saved_against_alone(self, rows: Ints) -> Floats:
        """Give what each unitary alignment costs less than its units alone."""
        size = (rows >= 0).sum(axis=1)
        saved: Floats = (size - 1) * self.alone + self.saved(rows)
        return saved

    def units_alone(self, one: int, aligned: Ints) -> Ints:
        """Put an annotator's units that are not among the aligned into unitary alignments of their own."""
        free = np.ones(self.sizes[one] + 1, dtype=np.bool_)
        free[aligned] = False
        free[-1] = False
        units = np.flatnonzero(free)
        rows = np.full((len(units), self.annotators), -1, dtype=np.int64)
        rows[:, one] = units
        return rows
