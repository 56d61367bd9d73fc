"""BCa: bootstrap percentiles, corrected for bias and acceleration.

The interval of level 1 − 2a runs between the percentiles

    Φ( z₀ + (z₀ + z_a) / (1 − c (z₀ + z_a)) )    and the same with z_{1−a},

where z₀ = Φ⁻¹(share of the resamples below the value) is the bias, and

    c = Σ d_g³ / (6 (Σ d_g²)^{3/2}),    d_g = mean of the jackknife values − value without group g,

the acceleration: how fast the standard error changes with the value.

Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association 82,
171–185. Efron, B. & Tibshirani, R. J. (1993). An Introduction to the Bootstrap, section 14.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pipeline.agreement.arrays import Floats
    from pipeline.agreement.tables import Table


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """Weights that leave one group out, for each of the groups ``start`` … ``stop`` − 1, never written out.

    Multiplied with a table they are its column sums without one row each: the jackknife costs what the table
    holds, not groups².
    """

    start: int
    stop: int

    def __len__(self) -> int:
        """Count the groups that are left out in turn."""
        return self.stop - self.start

    def __matmul__(self, table: Table) -> Floats:
        """Give the sums without each group, shape (len(self), columns), or (len(self),) of one column."""
        rows: Any = table[self.start : self.stop]
        dense = rows if isinstance(rows, np.ndarray) else rows.toarray()
        sums: Floats = np.asarray(table.sum(axis=0)) - dense
        return sums


def bca_percentiles(
    point: float, samples: Floats, without_one: Floats, percentiles: tuple[float, float]
) -> tuple[float, float]:
    """Move two percentiles, in percent, for the bias and the skew of the resamples.

    ``samples``, shape (resamples,), are the values of the resamples, ``without_one``, shape (groups,), those
    of the jackknife. Samples equal to the value count half as below it; a bias beyond what the number of
    samples can show is taken to be what it can.
    """
    below = ((samples < point).sum() + (samples == point).sum() / 2) / len(samples)
    edge = 1 / (2 * len(samples))
    normal = NormalDist()
    bias = normal.inv_cdf(float(np.clip(below, edge, 1 - edge)))
    difference = without_one.mean() - without_one if len(without_one) else np.zeros(1)
    spread = np.square(difference).sum()
    acceleration = float((difference**3).sum() / (6 * spread**1.5)) if spread > 0 else 0.0
    low, high = (bias + normal.inv_cdf(percent / 100) for percent in percentiles)
    return (
        100 * normal.cdf(bias + low / (1 - acceleration * low)),
        100 * normal.cdf(bias + high / (1 - acceleration * high)),
    )
