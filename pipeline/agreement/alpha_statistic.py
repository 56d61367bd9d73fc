"""α as a function of group weights, for everybody's answers or for one annotator's against the rest.

α = 1 − D_o / D_e (Krippendorff, K. (2019). Content Analysis, 4th ed., section 12.3). D_o is the mean, over
ratings, of the mean distance to the other ratings of the same unit; D_e the mean distance over all pairs of
ratings, whatever their units. Only units with at least two ratings count. D_e of a resample is taken on the
resample's own ratings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from pipeline.agreement.distances import midranks
from pipeline.agreement.tables import Table, group_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.agreement.arrays import Floats, Ints
    from pipeline.agreement.bootstrap import Weights
    from pipeline.agreement.cells import Cells
    from pipeline.agreement.metrics import Metric


@dataclass(frozen=True, slots=True, eq=False)
class Subjects:
    """Whose disagreement with the other ratings is summed: rows of a cell, a subject, and how many ratings.

    With one subject that is everybody, D_o is α's own; with a subject for each annotator, the α of all is the
    mean of the subjects' weighted by their ratings.
    """

    cell: Ints
    subject: Ints
    ratings: Ints
    count: int


def everybody(cells: Cells) -> Subjects:
    """Give one subject, who gave all ratings."""
    rows = len(cells.count)
    return Subjects(
        cell=np.arange(rows), subject=np.zeros(rows, dtype=np.int64), ratings=cells.count, count=1
    )


def each_annotator(cells: Cells, annotator: Ints, count: int) -> Subjects:
    """Give one subject an annotator; ``annotator`` has shape (ratings,), of all ratings."""
    ones = np.ones(len(cells.rating), dtype=np.int64)
    return Subjects(cell=cells.cell, subject=annotator[cells.rating], ratings=ones, count=count)


@dataclass(frozen=True, slots=True, eq=False)
class FixedAlpha:
    """α with a distance that does not depend on the marginals.

    Tables have a row a group: ``observed`` and ``ratings`` a column a subject, ``marginals`` a column a
    value.
    """

    observed: Table
    ratings: Table
    marginals: Table
    expected: Callable[[Floats], Floats]

    @property
    def groups(self) -> int:
        """Number of groups."""
        return int(self.marginals.shape[0])

    def tables(self) -> tuple[Table, ...]:
        """Give the tables, a row a group."""
        return self.observed, self.ratings, self.marginals

    def of_groups(self, groups: Ints) -> FixedAlpha:
        """Give the statistic of some groups alone."""
        observed, ratings, marginals = (table[groups] for table in self.tables())
        return replace(self, observed=observed, ratings=ratings, marginals=marginals)

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return max(self.observed.shape[1], self.marginals.shape[1])

    def __call__(self, weights: Weights) -> Floats:
        """Give α of each resample and subject."""
        marginals = weights @ self.marginals
        total = marginals.sum(axis=1)
        expected = self.expected(marginals) / (total * (total - 1))
        return _alpha(weights @ self.observed, weights @ self.ratings, expected, marginals)


@dataclass(frozen=True, slots=True, eq=False)
class OrdinalAlpha:
    """α with the ordinal distance, whose midranks come from each resample's own marginals.

    ``pairs`` has a column for each subject and pair of values that meet in a unit; ``left``, ``right`` and
    ``subject``, each of shape (columns,), say which.
    """

    pairs: Table
    left: Ints
    right: Ints
    subject: Ints
    ratings: Table
    marginals: Table

    @property
    def groups(self) -> int:
        """Number of groups."""
        return int(self.marginals.shape[0])

    def tables(self) -> tuple[Table, ...]:
        """Give the tables, a row a group."""
        return self.pairs, self.ratings, self.marginals

    def of_groups(self, groups: Ints) -> OrdinalAlpha:
        """Give the statistic of some groups alone."""
        pairs, ratings, marginals = (table[groups] for table in self.tables())
        return replace(self, pairs=pairs, ratings=ratings, marginals=marginals)

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return max(self.pairs.shape[1], self.marginals.shape[1])

    def __call__(self, weights: Weights) -> Floats:
        """Give α of each resample and subject."""
        marginals = weights @ self.marginals
        total = marginals.sum(axis=1)
        rank = midranks(marginals)
        expected = 2 * (marginals * np.square(rank)).sum(axis=1) / (total - 1)
        weighed = (weights @ self.pairs) * np.square(rank[:, self.left] - rank[:, self.right])
        columns = len(self.subject)
        subjects = self.ratings.shape[1]
        by_subject = csr_array(
            (np.ones(columns), (np.arange(columns), self.subject)), shape=(columns, subjects)
        )
        return _alpha(weighed @ by_subject, weights @ self.ratings, expected, marginals)


def fixed_alpha(cells: Cells, metric: Metric, subjects: Subjects) -> FixedAlpha:
    """Sum what α with this metric needs, by group."""
    distance = metric.observed(cells)[subjects.cell] * subjects.ratings
    shape = (cells.n_groups, subjects.count)
    return FixedAlpha(
        observed=group_table(cells.group[subjects.cell], subjects.subject, distance, shape),
        ratings=_ratings(cells, subjects),
        marginals=_marginals(cells),
        expected=metric.expected,
    )


def ordinal_alpha(cells: Cells, subjects: Subjects) -> OrdinalAlpha:
    """Sum what ordinal α needs, by group."""
    row, left, right = _meetings(cells, subjects)
    amount = subjects.ratings[row] * cells.count[right] / (cells.size[right] - 1)
    low = np.minimum(cells.value[left], cells.value[right])
    high = np.maximum(cells.value[left], cells.value[right])
    key = (subjects.subject[row] * cells.n_values + low) * cells.n_values + high
    keys, column = np.unique(key, return_inverse=True)
    n_values = max(cells.n_values, 1)
    return OrdinalAlpha(
        pairs=group_table(cells.group[left], column, amount, (cells.n_groups, len(keys))),
        left=keys // n_values % n_values,
        right=keys % n_values,
        subject=keys // n_values**2,
        ratings=_ratings(cells, subjects),
        marginals=_marginals(cells),
    )


def _meetings(cells: Cells, subjects: Subjects) -> tuple[Ints, Ints, Ints]:
    """List the subjects' rows beside every other cell of their unit: row, its cell, the other cell."""
    left, right = cells.neighbours()
    start = np.searchsorted(left, np.arange(len(cells.unit) + 1))
    repeats = np.diff(start)[subjects.cell]
    row = np.repeat(np.arange(len(subjects.cell)), repeats)
    within = np.arange(len(row)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    pair = start[subjects.cell][row] + within
    return row, left[pair], right[pair]


def _ratings(cells: Cells, subjects: Subjects) -> Table:
    shape = (cells.n_groups, subjects.count)
    return group_table(
        cells.group[subjects.cell], subjects.subject, subjects.ratings.astype(np.float64), shape
    )


def _marginals(cells: Cells) -> Table:
    shape = (cells.n_groups, cells.n_values)
    return group_table(cells.group, cells.value, cells.count.astype(np.float64), shape)


def _alpha(
    observed: Floats,
    ratings: Floats,
    expected: Floats,
    marginals: Floats,
) -> Floats:
    chance = np.where(((marginals > 0).sum(axis=1) > 1) & (expected > 0), expected, np.nan)[:, np.newaxis]
    share = np.divide(observed, ratings, out=np.full_like(observed, np.nan), where=ratings > 0)
    alpha: Floats = 1 - share / chance
    return alpha
