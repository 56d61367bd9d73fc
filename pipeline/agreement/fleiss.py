"""Raw agreement, and Fleiss' κ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.alpha import why_undefined
from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.agreement.bootstrap import RESAMPLES, estimate
from pipeline.agreement.cells import NO_PAIRS, Cells, count_values, coverage
from pipeline.agreement.ratio import RatioOfSums
from pipeline.agreement.tables import Table, group_table

if TYPE_CHECKING:
    from pipeline.agreement.bootstrap import IntervalMethod, Weights
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement


def raw_agreement(
    ratings: Ratings,
    *,
    measure: str = "raw_agreement",
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure the share of pairs of answers to one unit that are equal, as a mean over units.

    It does not correct for chance, which is large where one value is frequent.
    """
    cells = count_values(ratings)
    agreed, units = _agreed(cells)
    return estimate(
        RatioOfSums(agreed, units),
        coverage(ratings, cells),
        undefined=NO_PAIRS,
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


def fleiss_kappa(
    ratings: Ratings,
    *,
    measure: str = "fleiss_kappa",
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure agreement by Fleiss' κ = (P̄ − P_e) / (1 − P_e), with a 95% interval over groups.

    P̄ is the mean over units of P_u = Σ_k n_uk (n_uk − 1) / (n_u (n_u − 1)), and P_e = Σ_k p_k² with p_k the
    share of value k in all ratings. Fleiss (1971) has n_u equal for all units; here each unit goes by its own
    n_u, and units with fewer than two ratings do not count.

    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76,
    378–382.
    """
    cells = count_values(ratings)
    agreed, units = _agreed(cells)
    shape = (cells.n_groups, cells.n_values)
    marginals = group_table(cells.group, cells.value, cells.count.astype(np.float64), shape)
    return estimate(
        FleissKappa(agreed, units, marginals),
        coverage(ratings, cells),
        undefined=why_undefined(cells),
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


@dataclass(frozen=True, slots=True, eq=False)
class FleissKappa:
    """Fleiss' κ as a function of group weights.

    ``agreed`` sums P_u and ``units`` counts the units, both of shape (groups,); ``marginals`` has a row a
    group and a column a value.
    """

    agreed: Floats
    units: Floats
    marginals: Table

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.agreed)

    def tables(self) -> tuple[Table, ...]:
        """Give the tables, a row a group."""
        return self.agreed, self.units, self.marginals

    def of_groups(self, groups: Ints) -> FleissKappa:
        """Give the statistic of some groups alone."""
        return FleissKappa(self.agreed[groups], self.units[groups], self.marginals[groups])

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return int(self.marginals.shape[1])

    def __call__(self, weights: Weights) -> Floats:
        """Give κ of each resample."""
        marginals = weights @ self.marginals
        chance = np.square(marginals / marginals.sum(axis=1, keepdims=True)).sum(axis=1)
        chance[(marginals > 0).sum(axis=1) < 2] = np.nan
        agreed = weights @ self.agreed / (weights @ self.units)
        kappa: Floats = (agreed - chance) / (1 - chance)
        return kappa[:, np.newaxis]


def _agreed(cells: Cells) -> tuple[Floats, Floats]:
    """Sum P_u, and count the units, by group."""
    share = cells.count * (cells.count - 1) / (cells.size * (cells.size - 1))
    agreed = sum_by(cells.group, share, cells.n_groups)
    parts = np.bincount(cells.unit, minlength=cells.n_units)[cells.unit]
    units = np.round(sum_by(cells.group, 1 / parts, cells.n_groups))
    return agreed, units
