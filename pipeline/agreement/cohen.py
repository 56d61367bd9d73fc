"""Cohen's κ of every pair of annotators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from pipeline.agreement.bootstrap import RESAMPLES, estimate
from pipeline.agreement.cells import NO_PAIRS, count_values, coverage
from pipeline.agreement.tables import Table, group_table

if TYPE_CHECKING:
    from pipeline.agreement.arrays import Bools, Floats, Ints
    from pipeline.agreement.bootstrap import IntervalMethod, Weights
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement


def cohen_kappa(
    ratings: Ratings,
    *,
    measure: str = "cohen_kappa",
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure agreement by the mean of Cohen's κ over pairs of annotators, weighted by the units they share.

    κ = (p_o − p_e) / (1 − p_e) over the units that both rated, with p_e from the two annotators' own
    marginals there. Pairs that use one and the same value only have no κ and do not count. Where all
    annotators rated all units this is Light's κ.

    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement
    20, 37–46. Light, R. J. (1971). Measures of response agreement for qualitative data. Psychological
    Bulletin 76, 365–377.
    """
    cells = count_values(ratings)
    left, right = rated_together(ratings.unit)
    group = np.searchsorted(
        np.unique(ratings.group[ratings.unit[cells.rating]]), ratings.group[ratings.unit[left]]
    )
    key = ratings.annotator[left] * max(len(ratings.annotators), 1) + ratings.annotator[right]
    pairs, pair = np.unique(key, return_inverse=True)
    return estimate(
        CohenKappa(
            agreed=count_by_pair(
                group, pair, ratings.value[left] == ratings.value[right], (cells.n_groups, len(pairs))
            ),
            shared=count_by_pair(
                group, pair, np.ones(len(pair), dtype=np.bool_), (cells.n_groups, len(pairs))
            ),
            values=pair_values(group, pair, ratings.value[left], ratings.value[right], cells.n_groups),
        ),
        coverage(ratings, cells),
        undefined="no two annotators used more than one value between them" if cells.n_units else NO_PAIRS,
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


@dataclass(frozen=True, slots=True, eq=False)
class PairValues:
    """How often the first and the second of a pair gave a value, in the columns (pair, value) that occur.

    ``first`` and ``second`` have a row a group and a column for each; ``pair`` and ``value``, both of shape
    (columns,), say of what, in the order of pairs, then values.
    """

    first: Table
    second: Table
    pair: Ints
    value: Ints


@dataclass(frozen=True, slots=True, eq=False)
class CohenKappa:
    """Mean pairwise κ as a function of group weights.

    ``agreed`` and ``shared`` count units by group and pair: those with equal values, and all that both rated.
    """

    agreed: Table
    shared: Table
    values: PairValues

    @property
    def groups(self) -> int:
        """Number of groups."""
        return int(self.shared.shape[0])

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return max(self.shared.shape[1], len(self.values.pair))

    def __call__(self, weights: Weights) -> Floats:
        """Give the mean κ of each resample."""
        shared, agreed = weights @ self.shared, weights @ self.agreed
        columns = len(self.values.pair)
        by_pair = csr_array(
            (np.ones(columns), (np.arange(columns), self.values.pair)), shape=(columns, self.shared.shape[1])
        )
        # In counts, so that "all by chance" is an equation between integers.
        by_chance = ((weights @ self.values.first) * (weights @ self.values.second)) @ by_pair
        possible = np.square(shared) - by_chance
        defined = possible > 0
        beyond = np.divide(shared * agreed - by_chance, possible, out=np.zeros_like(possible), where=defined)
        weight = np.where(defined, shared, 0.0)
        total = weight.sum(axis=1)
        mean: Floats = np.divide(
            (beyond * weight).sum(axis=1), total, out=np.full_like(total, np.nan), where=total > 0
        )
        return mean[:, np.newaxis]


def rated_together(unit: Ints) -> tuple[Ints, Ints]:
    """List the pairs of rows of one unit, the first above the second; ``unit`` is sorted."""
    end = np.searchsorted(unit, unit, side="right")
    below = end - np.arange(len(unit)) - 1
    left = np.repeat(np.arange(len(unit)), below)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(below) - below, below)
    return left, right


def count_by_pair(group: Ints, pair: Ints, counted: Bools, shape: tuple[int, int]) -> Table:
    """Count by group and pair."""
    return group_table(group, pair, counted.astype(np.float64), shape)


def pair_values(
    group: Ints,
    pair: Ints,
    first: Ints,
    second: Ints,
    n_groups: int,
) -> PairValues:
    """Count the values of the first and the second of each pair; arrays have shape (pairs of ratings,)."""
    n_values = int(max(first.max(initial=0), second.max(initial=0))) + 1
    columns, column = np.unique(
        np.concatenate([pair * n_values + first, pair * n_values + second]), return_inverse=True
    )
    everywhere = np.ones(len(pair), dtype=np.bool_)
    shape = (n_groups, len(columns))
    return PairValues(
        first=count_by_pair(group, column[: len(pair)], everywhere, shape),
        second=count_by_pair(group, column[len(pair) :], everywhere, shape),
        pair=columns // n_values,
        value=columns % n_values,
    )
