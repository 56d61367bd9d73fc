"""α with any distance over more values than can be compared each with each: chance from sampled pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from pipeline.agreement.alpha import why_undefined
from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.agreement.bootstrap import RESAMPLES, estimate
from pipeline.agreement.cells import count_values, coverage
from pipeline.ids import stable_id

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from pipeline.agreement.bootstrap import Weights
    from pipeline.agreement.cells import Cells
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement

PAIRS = 100_000
"""Pairs of ratings that chance is taken from, unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class SampledAlpha:
    """α whose D_e is the mean over ``pairs`` sampled pairs of ratings.

    ``standard_error`` is that of α by this sampling alone; None where α is.
    """

    agreement: Agreement
    standard_error: float | None
    pairs: int


def alpha_sampled(
    ratings: Ratings,
    distance: Callable[[Any, Any], float],
    *,
    measure: str,
    pairs: int = PAIRS,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> SampledAlpha:
    """Measure α as ``alpha_with`` does, with D_o exact and D_e from pairs of ratings drawn with replacement.

    The standard error of α is (D_o / D_e²) · s / √pairs, with s the standard deviation of the sampled
    distances. In a resample a pair weighs by the product of how often the groups of its two ratings were
    drawn, so the interval reflects what groups do to D_e too. ``distance`` is symmetric, 0 between equal
    values, and called once for each two values that meet in a unit or a sampled pair. Raises ValueError where
    it gives what is no distance.
    """
    cells = count_values(ratings)
    left, right = cells.neighbours()
    apart = _distances(distance, ratings.values, cells.value[left], cells.value[right])
    amount = cells.count[left] * cells.count[right] * apart / (cells.size[left] - 1)
    chance = _sample(cells, pairs, seed, measure)
    one, other = cells.cell[chance[0]], cells.cell[chance[1]]
    statistic = _SampledAlpha(
        observed=sum_by(cells.group[left], amount, cells.n_groups),
        ratings=sum_by(cells.group, cells.count, cells.n_groups),
        first=_columns(cells.group[one], cells.n_groups),
        second=_columns(cells.group[other], cells.n_groups),
        chance=_distances(distance, ratings.values, cells.value[one], cells.value[other]),
    )
    agreement = estimate(
        statistic,
        coverage(ratings, cells),
        undefined=why_undefined(cells),
        measure=measure,
        resamples=resamples,
        seed=seed,
    )
    if agreement.value is None:
        return SampledAlpha(agreement, None, pairs)
    spread = float(statistic.chance.std(ddof=1)) / float(statistic.chance.mean())
    return SampledAlpha(agreement, (1 - agreement.value) * spread / float(np.sqrt(pairs)), pairs)


@dataclass(frozen=True, slots=True, eq=False)
class _SampledAlpha:
    """α as a function of group weights.

    ``observed`` and ``ratings`` have shape (groups,); ``first`` and ``second``, shape (groups, pairs), are 1
    where a pair's rating lies in a group; ``chance``, shape (pairs,), holds the pairs' distances.
    """

    observed: Floats
    ratings: Floats
    first: csr_array[Any]
    second: csr_array[Any]
    chance: Floats

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.ratings)

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return len(self.chance)

    def __call__(self, weights: Weights) -> Floats:
        """Give α of each resample."""
        drawn = (weights @ self.first) * (weights @ self.second)
        times = drawn.sum(axis=1)
        total = drawn @ self.chance
        expected = np.divide(total, times, out=np.full_like(total, np.nan), where=total > 0)
        alphas: Floats = 1 - (weights @ self.observed) / (weights @ self.ratings) / expected
        return alphas[:, np.newaxis]


def _sample(cells: Cells, pairs: int, seed: int, measure: str) -> tuple[Ints, Ints]:
    """Draw pairs of different pairable ratings, by their places among these."""
    count = len(cells.rating)
    if not count:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    generator = np.random.default_rng(int(stable_id(str(seed), "pairs", measure), 16))
    first = generator.integers(0, count, size=pairs)
    second = (first + generator.integers(1, count, size=pairs)) % count
    return first, second


def _distances(
    distance: Callable[[Any, Any], float], values: tuple[Hashable, ...], left: Ints, right: Ints
) -> Floats:
    count = max(len(values), 1)
    keys, place = np.unique(np.minimum(left, right) * count + np.maximum(left, right), return_inverse=True)
    pairs = zip((keys // count).tolist(), (keys % count).tolist(), strict=True)
    found = np.array(
        [0.0 if low == high else distance(values[low], values[high]) for low, high in pairs], dtype=np.float64
    )
    if not (np.isfinite(found).all() and (found >= 0).all()):
        raise ValueError("a distance is finite and not negative")
    return found[place]


def _columns(group: Ints, groups: int) -> csr_array[Any]:
    return csr_array((np.ones(len(group)), (group, np.arange(len(group)))), shape=(groups, len(group)))
