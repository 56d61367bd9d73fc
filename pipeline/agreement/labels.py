"""α of each value by itself: which labels annotators tell from the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.arrays import Floats, sum_by
from pipeline.agreement.bootstrap import RESAMPLES, estimates
from pipeline.agreement.cells import NO_PAIRS, count_values, coverage
from pipeline.agreement.tables import Table, group_table

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pipeline.agreement.bootstrap import IntervalMethod, Weights
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement


def alpha_by_label(
    ratings: Ratings,
    *,
    measure: str = "alpha_nominal_by_label",
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> dict[Hashable, Agreement]:
    """Measure nominal α of "this value or another" for each value, with 95% intervals over groups.

    For value c, given n_uc times among the m_u ratings of unit u and n_c times among all n,

        D_o = Σ_u 2 n_uc (m_u − n_uc) / (m_u − 1) / n,    D_e = 2 n_c (n − n_c) / (n (n − 1)),

    so that the α of all values is the mean of these weighted by n_c (n − n_c). Values in no pairable rating
    have no entry.

    Krippendorff, K. (2019). Content Analysis, 4th ed., chapter 12.
    """
    cells = count_values(ratings)
    shape = (cells.n_groups, cells.n_values)
    disagreed = 2 * cells.count * (cells.size - cells.count) / (cells.size - 1)
    statistic = _LabelAlphas(
        observed=group_table(cells.group, cells.value, disagreed, shape),
        counts=group_table(cells.group, cells.value, cells.count.astype(np.float64), shape),
        ratings=sum_by(cells.group, cells.count, cells.n_groups),
    )
    because = "nobody gave another value" if cells.n_units else NO_PAIRS
    results = estimates(
        statistic,
        [coverage(ratings, cells)] * cells.n_values,
        undefined=[because] * cells.n_values,
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )
    given = cells.marginals() > 0
    return {
        value: result for value, result, counts in zip(ratings.values, results, given, strict=True) if counts
    }


@dataclass(frozen=True, slots=True, eq=False)
class _LabelAlphas:
    """α of each value against the rest as a function of group weights.

    ``observed`` sums n D_o and ``counts`` n_c, a row a group and a column a value; ``ratings``, shape
    (groups,), sums n.
    """

    observed: Table
    counts: Table
    ratings: Floats

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.ratings)

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return int(self.counts.shape[1])

    def __call__(self, weights: Weights) -> Floats:
        """Give α of each resample and value."""
        observed, counts = weights @ self.observed, weights @ self.counts
        total = (weights @ self.ratings)[:, np.newaxis]
        chance = 2 * counts * (total - counts) / (total - 1)
        share = np.divide(observed, chance, out=np.full_like(observed, np.nan), where=chance > 0)
        alphas: Floats = 1 - share
        return alphas
