"""Cohen's weighted κ of every pair of annotators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.bootstrap import RESAMPLES, estimate
from pipeline.agreement.cells import NO_PAIRS, count_values, coverage
from pipeline.agreement.cohen import PairValues, pair_values, rated_together
from pipeline.agreement.tables import Table, group_table
from pipeline.agreement.weights import AgreementWeights, Blocks, Disagreement, disagreement, name_of

if TYPE_CHECKING:
    from pipeline.agreement.arrays import Floats
    from pipeline.agreement.bootstrap import IntervalMethod, Weights
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement


def weighted_kappa(
    ratings: Ratings,
    weights: AgreementWeights = "quadratic",
    *,
    measure: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure agreement by the mean of Cohen's weighted κ over pairs of annotators, as ``cohen_kappa`` does.

    κ_w = 1 − Σ_ck v_ck o_ck / Σ_ck v_ck e_ck, with v = 1 − weight, o_ck the share of the units that both
    rated to which the first gave c and the second k, and e_ck the product of the two annotators' own shares
    there. Pairs whose chance disagreement is 0 have no κ and do not count; the others weigh by the units they
    share. ``weights`` are named ones or a matrix of one's own; ``measure`` is ``weighted_kappa_<weights>`` or
    ``weighted_kappa_matrix`` if it is not given.

    Cohen, J. (1968). Weighted kappa: nominal scale agreement with provision for scaled disagreement or
    partial credit. Psychological Bulletin 70, 213–220.
    """
    ratings, apart = disagreement(ratings, weights)
    cells = count_values(ratings)
    left, right = rated_together(ratings.unit)
    group = np.searchsorted(
        np.unique(ratings.group[ratings.unit[cells.rating]]), ratings.group[ratings.unit[left]]
    )
    key = ratings.annotator[left] * max(len(ratings.annotators), 1) + ratings.annotator[right]
    pairs, pair = np.unique(key, return_inverse=True)
    shape = (cells.n_groups, len(pairs))
    first, second = ratings.value[left], ratings.value[right]
    values = pair_values(group, pair, first, second, cells.n_groups)
    return estimate(
        WeightedKappa(
            disagreed=group_table(group, pair, apart.between(first, second), shape),
            shared=group_table(group, pair, np.ones(len(pair)), shape),
            values=values,
            apart=apart,
        ),
        coverage(ratings, cells),
        undefined="no two annotators used more than one value between them" if cells.n_units else NO_PAIRS,
        measure=measure or f"weighted_kappa_{name_of(weights)}",
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


@dataclass(frozen=True, slots=True, eq=False)
class WeightedKappa:
    """Mean pairwise weighted κ as a function of group weights.

    ``disagreed`` sums disagreements and ``shared`` counts units by group and pair; ``values`` counts what
    chance is taken from, and ``apart`` is the disagreement of any two values.
    """

    disagreed: Table
    shared: Table
    values: PairValues
    apart: Disagreement

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
        shared = weights @ self.shared
        by_chance = self.apart.expected(
            weights @ self.values.first,
            weights @ self.values.second,
            Blocks(self.values.pair, self.values.value, self.shared.shape[1]),
        )
        defined = by_chance > 0
        ratio = np.divide(
            shared * (weights @ self.disagreed), by_chance, out=np.zeros_like(by_chance), where=defined
        )
        weight = np.where(defined, shared, 0.0)
        total = weight.sum(axis=1)
        mean: Floats = np.divide(
            ((1 - ratio) * weight).sum(axis=1), total, out=np.full_like(total, np.nan), where=total > 0
        )
        return mean[:, np.newaxis]
