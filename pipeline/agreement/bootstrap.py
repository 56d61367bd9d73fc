"""Percentile bootstrap over groups: every measure of agreement gets its interval here.

A resample draws as many groups as there are, with replacement, so it is a vector of group weights. A
measure is a function of weighted sums of per-group statistics, and many resamples are one matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from pipeline.ids import stable_id
from pipeline.model import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.agreement.arrays import Floats

RESAMPLES = 1_000
"""Resamples an interval is taken from, unless the caller says otherwise."""
TAIL = 2.5
"""Percent of the resamples that lie beyond each end of the interval."""
MOST_UNDEFINED = 0.05
"""Share of the resamples that may leave a measure undefined; beyond it there is no interval."""
BLOCK = 2**22
"""Numbers that one block of resamples may hold in its widest table."""


class Statistic(Protocol):
    """Measures as a function of group weights."""

    @property
    def groups(self) -> int:
        """Number of groups."""
        ...

    @property
    def width(self) -> int:
        """Columns of the widest table that a resample needs."""
        ...

    def __call__(self, weights: Floats) -> Floats:
        """Map weights, shape (resamples, groups), to values, shape (resamples, measures); NaN: undefined."""
        ...


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a measure was taken over, as :class:`~pipeline.model.Agreement` counts it."""

    items: int
    groups: int
    annotators: int
    ratings: int


def resampled_weights(
    groups: int, *, resamples: int, seed: int, measure: str, width: int = 1
) -> Iterator[Floats]:
    """Yield the resamples in blocks of shape (block, groups): how often each group was drawn.

    The draws depend on seed, measure and number of groups alone, not on the size of the blocks.
    """
    generator = np.random.default_rng(int(stable_id(str(seed), "bootstrap", measure), 16))
    size = max(1, BLOCK // max(groups, width, 1))
    for start in range(0, resamples, size):
        block = [
            np.bincount(generator.integers(0, groups, size=groups), minlength=groups)
            for _ in range(start, min(start + size, resamples))
        ]
        yield np.array(block, dtype=np.float64)


def estimate(
    statistic: Statistic,
    coverage: Coverage,
    *,
    undefined: str,
    measure: str,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Agreement:
    """Give the value of a single measure with its 95% interval; ``undefined`` says why there may be none."""
    return estimates(
        statistic, [coverage], undefined=[undefined], measure=measure, resamples=resamples, seed=seed
    )[0]


def estimates(
    statistic: Statistic,
    coverages: Sequence[Coverage],
    *,
    undefined: Sequence[str],
    measure: str,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> list[Agreement]:
    """Give each subject's value of a measure with its 95% interval, all from the same resamples.

    ``coverages`` and ``undefined`` have an entry for each subject, in the order of the statistic's columns.
    """
    if not statistic.groups:
        return [_result(each, measure, because) for each, because in zip(coverages, undefined, strict=True)]
    points = point_values(statistic)
    samples: Floats = np.empty((0, len(coverages)))
    if statistic.groups > 1:
        blocks = resampled_weights(
            statistic.groups, resamples=resamples, seed=seed, measure=measure, width=statistic.width
        )
        samples = np.concatenate([samples, *(statistic(weights) for weights in blocks)])
    return [
        _agreement(float(point), column, coverage, measure, because)
        for point, column, coverage, because in zip(points, samples.T, coverages, undefined, strict=True)
    ]


def point_values(statistic: Statistic) -> Floats:
    """Give the values over the groups as they are, shape (measures,)."""
    values: Floats = statistic(np.ones((1, statistic.groups)))[0]
    return values


def _agreement(point: float, samples: Floats, coverage: Coverage, measure: str, undefined: str) -> Agreement:
    if np.isnan(point):
        return _result(coverage, measure, undefined)
    if coverage.groups < 2:
        return _result(coverage, measure, "no interval: there are fewer than two groups", point)
    if not len(samples):
        return _result(coverage, measure, "no interval was drawn", point)
    defined = samples[~np.isnan(samples)]
    lost = len(samples) - len(defined)
    if not len(defined) or lost > MOST_UNDEFINED * len(samples):
        because = f"no interval: the measure is undefined in {lost} of {len(samples)} resamples"
        return _result(coverage, measure, because, point)
    low, high = np.percentile(defined, [TAIL, 100 - TAIL])
    return _result(coverage, measure, None, point, float(low), float(high))


def _result(
    coverage: Coverage,
    measure: str,
    because: str | None,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
) -> Agreement:
    return Agreement(
        measure=measure,
        value=value,
        low=low,
        high=high,
        items=coverage.items,
        groups=coverage.groups,
        annotators=coverage.annotators,
        ratings=coverage.ratings,
        undefined_because=because,
    )
