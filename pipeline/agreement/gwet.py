"""Gwet's AC1 and AC2, which a frequent value does not pull down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.agreement.bootstrap import RESAMPLES, estimate
from pipeline.agreement.cells import NO_PAIRS, Cells, count_values, coverage
from pipeline.agreement.metrics import Nominal
from pipeline.agreement.pairwise import mean_distances
from pipeline.agreement.tables import Table, group_table
from pipeline.agreement.weights import AgreementWeights, Blocks, Disagreement, Identity, disagreement, name_of

if TYPE_CHECKING:
    from pipeline.agreement.bootstrap import IntervalMethod, Weights
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement


def gwet_ac(
    ratings: Ratings,
    weights: AgreementWeights = "identity",
    *,
    measure: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure agreement by Gwet's AC1, or with weights by his AC2, with a 95% interval over groups.

    AC = (p_a − p_e) / (1 − p_e). p_a is the mean over the units with two ratings or more of the mean weight
    of their pairs of ratings. Chance is

        p_e = T / (q(q − 1)) · Σ_k π_k (1 − π_k)

    with q the number of values used, T the sum of all q² weights, and π_k the mean over units, also those
    with one rating, of the share of their ratings that are k. For AC1, T is q. As a value becomes the only
    one, p_e goes to 0, where that of κ and α goes to 1; the price is that values at random do not give 0
    where one is frequent. ``weights`` are named ones or a matrix of one's own. ``measure`` is ``gwet_ac1``,
    ``gwet_ac2_<weights>`` or ``gwet_ac2_matrix`` if it is not given.

    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement.
    British Journal of Mathematical and Statistical Psychology 61, 29–48; (2014). Handbook of Inter-Rater
    Reliability, 4th ed., sections 4.4 and 5.3 for AC2 and missing ratings.

    >>> from pipeline.agreement import Ratings
    >>> rare = Ratings.from_columns(["u", "u", "v", "v", "w", "w"], ["a", "b"] * 3, [0, 0, 0, 0, 0, 1])
    >>> round(gwet_ac(rare).value, 3)
    0.538
    """
    ratings, apart = disagreement(ratings, weights)
    cells = count_values(ratings)
    identity = isinstance(apart, Identity)
    observed = Nominal().observed(cells) if identity else mean_distances(cells, apart.between)
    return estimate(
        _statistic(ratings, cells, observed, _scale(apart, len(ratings.values))),
        coverage(ratings, cells),
        undefined="only one value was used, so agreement cannot be told from chance"
        if cells.n_units
        else NO_PAIRS,
        measure=measure or ("gwet_ac1" if identity else f"gwet_ac2_{name_of(weights)}"),
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


@dataclass(frozen=True, slots=True, eq=False)
class GwetAC:
    """AC as a function of group weights.

    ``agreed`` sums the units' mean weights and ``pairable`` counts these units, both of shape (groups,);
    ``shares`` sums r_uk / r_u, a row a group and a column a value; ``scale`` is T / (q(q − 1)).
    """

    agreed: Floats
    pairable: Floats
    shares: Table
    scale: float

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.agreed)

    def tables(self) -> tuple[Table, ...]:
        """Give the tables, a row a group."""
        return self.agreed, self.pairable, self.shares

    def of_groups(self, groups: Ints) -> GwetAC:
        """Give the statistic of some groups alone."""
        return GwetAC(self.agreed[groups], self.pairable[groups], self.shares[groups], self.scale)

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return int(self.shares.shape[1])

    def __call__(self, weights: Weights) -> Floats:
        """Give AC of each resample."""
        agreed, pairable, shares = weights @ self.agreed, weights @ self.pairable, weights @ self.shares
        share = shares / shares.sum(axis=1, keepdims=True)
        chance = self.scale * (share * (1 - share)).sum(axis=1)
        defined = (pairable > 0) & (chance < 1)
        observed = np.divide(agreed, pairable, out=np.full_like(agreed, np.nan), where=defined)
        coefficient: Floats = (observed - chance) / np.where(defined, 1 - chance, np.nan)
        return coefficient[:, np.newaxis]


def _scale(apart: Disagreement, values: int) -> float:
    """Give T / (q(q − 1)); NaN for fewer than two values."""
    if values < 2:
        return float("nan")
    every = np.ones((1, values))
    one_block = Blocks(np.zeros(values, dtype=np.int64), np.arange(values), 1)
    disagreed = float(apart.expected(every, every, one_block)[0, 0])
    return (values**2 - disagreed) / (values * (values - 1))


def _statistic(ratings: Ratings, cells: Cells, distance: Floats, scale: float) -> GwetAC:
    """Sum by group; ``distance``, shape (cells,), is that of each cell to the other ratings of its unit."""
    rated, group = np.unique(ratings.group[ratings.unit], return_inverse=True)
    own = np.searchsorted(rated, ratings.group[cells.units])
    agreed = 1 - cells.per_unit(cells.count * distance) / cells.per_unit(cells.count)
    answers = np.bincount(ratings.unit, minlength=len(ratings.units))
    return GwetAC(
        agreed=sum_by(own, agreed, len(rated)),
        pairable=sum_by(own, np.ones(cells.n_units), len(rated)),
        shares=group_table(
            group, ratings.value, 1 / answers[ratings.unit], (len(rated), len(ratings.values))
        ),
        scale=scale,
    )
