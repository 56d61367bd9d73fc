"""Measures that are a ratio of sums: F1, attachment scores, exact match, joint goal accuracy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.agreement.bootstrap import RESAMPLES, Coverage, estimate
from pipeline.agreement.encoding import Column, encode

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from pipeline.agreement.bootstrap import IntervalMethod, Weights
    from pipeline.agreement.tables import Table
    from pipeline.model import Agreement


@dataclass(frozen=True, slots=True, eq=False)
class RatioOfSums:
    """Σ numerator / Σ denominator over weighted groups; both arrays have shape (groups,)."""

    numerator: Floats
    denominator: Floats

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.numerator)

    def tables(self) -> tuple[Table, ...]:
        """Give the tables, a row a group."""
        return self.numerator, self.denominator

    def of_groups(self, groups: Ints) -> RatioOfSums:
        """Give the statistic of some groups alone."""
        return RatioOfSums(self.numerator[groups], self.denominator[groups])

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return 1

    def __call__(self, weights: Weights) -> Floats:
        """Give the ratio of each resample; NaN where the denominator is 0."""
        above, below = weights @ self.numerator, weights @ self.denominator
        value = np.divide(above, below, out=np.full_like(above, np.nan), where=below != 0)
        return value[:, np.newaxis]


def ratio_of_sums(
    numerator: ArrayLike,
    denominator: ArrayLike,
    group: Column,
    *,
    coverage: Coverage,
    measure: str,
    undefined: str = "there is nothing to divide by",
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Give Σ numerator / Σ denominator with a 95% interval that resamples groups.

    The three columns are parallel, a row for each thing that was counted: an item, a pair of annotators, a
    token. F1, say, is Σ 2·tp / Σ (n₁ + n₂). ``coverage`` is reported as it is; ``undefined`` says why the
    denominators may add up to 0. Raises ValueError for columns of different lengths and for rows without a
    group.

    >>> two = Coverage(items=2, groups=2, annotators=2, ratings=4)
    >>> ratio_of_sums([1, 0], [1, 1], ["a", "b"], coverage=two, measure="exact_match").value
    0.5
    """
    code, groups = encode(group)
    above, below = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    if not len(above) == len(below) == len(code):
        raise ValueError(
            f"the columns have different lengths: {len(above)} numerators, {len(below)} denominators, "
            f"{len(code)} groups"
        )
    if (code < 0).any():
        raise ValueError(f"row {int(np.argmax(code < 0))}: the group is missing")
    # Sums of floats depend on their order, and the result must not depend on the rows'.
    order = np.lexsort((below, above, code))
    statistic = RatioOfSums(
        sum_by(code[order], above[order], len(groups)),
        sum_by(code[order], below[order], len(groups)),
    )
    return estimate(
        statistic,
        coverage,
        undefined=undefined,
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )
