"""Bootstrap over groups: every measure of agreement gets its interval here.

A resample draws as many groups as there are, with replacement, so it is a vector of group weights. A
measure is a function of weighted sums of per-group statistics, and many resamples are one matrix product.

The interval is that of the percentiles, or BCa's (:mod:`~pipeline.agreement.bca`), whose percentiles are
moved for the bias and the skew of the resamples.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

import numpy as np

from pipeline.agreement.bca import LeaveOneOut, bca_percentiles
from pipeline.agreement.classes import equal_rows
from pipeline.ids import stable_id
from pipeline.model import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.agreement.arrays import Floats, Ints
    from pipeline.agreement.tables import Table

RESAMPLES = 1_000
"""Resamples an interval is taken from, unless the caller says otherwise."""
TAIL = 2.5
"""Percent of the resamples that lie beyond each end of the interval."""
MOST_UNDEFINED = 0.05
"""Share of the resamples that may leave a measure undefined; beyond it there is no interval."""
MANY_GROUPS = 10_000
"""Groups from which on those that a statistic cannot tell apart are drawn together."""
BLOCK = 2**22
"""Numbers that one block of resamples may hold in its widest table."""


IntervalMethod = Literal["percentile", "bca"]
"""How an interval is read from the resamples."""

Weights: TypeAlias = "Floats | LeaveOneOut"
"""Group weights, shape (resamples, groups): all that a statistic does with them is ``weights @ table``."""


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

    def __call__(self, weights: Weights) -> Floats:
        """Map weights, shape (resamples, groups), to values, shape (resamples, measures); NaN: undefined."""
        ...


@runtime_checkable
class Tabulated(Statistic, Protocol):
    """A statistic all of whose knowledge of a group is a row in each of its tables."""

    def tables(self) -> Sequence[Table]:
        """Give the tables, a row a group."""
        ...

    def of_groups(self, groups: Ints) -> Statistic:
        """Give the statistic of some groups alone."""
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


def drawn_classes(
    count: Ints, *, resamples: int, seed: int, measure: str, width: int = 1
) -> Iterator[Floats]:
    """Yield the resamples of classes of ``count`` groups each, shape (classes,), in blocks, as above."""
    generator = np.random.default_rng(int(stable_id(str(seed), "bootstrap", measure), 16))
    groups = int(count.sum())
    size = max(1, BLOCK // max(len(count), width, 1))
    for start in range(0, resamples, size):
        block = generator.multinomial(groups, count / groups, size=min(size, resamples - start))
        yield block.astype(np.float64)


def estimate(
    statistic: Statistic,
    coverage: Coverage,
    *,
    undefined: str,
    measure: str,
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Give the value of a single measure with its 95% interval; ``undefined`` says why there may be none."""
    return estimates(
        statistic,
        [coverage],
        undefined=[undefined],
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )[0]


def estimates(
    statistic: Statistic,
    coverages: Sequence[Coverage],
    *,
    undefined: Sequence[str],
    measure: str,
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> list[Agreement]:
    """Give each subject's value of a measure with its 95% interval, all from the same resamples.

    ``coverages`` and ``undefined`` have an entry for each subject, in the order of the statistic's columns.
    """
    if not statistic.groups:
        return [_result(each, measure, because) for each, because in zip(coverages, undefined, strict=True)]
    points = point_values(statistic)
    samples: Floats = np.empty((0, len(coverages)))
    if statistic.groups > 1 and resamples:
        drawn = _resampled(statistic, resamples, seed, measure)
        samples = np.concatenate([samples, *drawn])
    if interval == "bca" and statistic.groups > 1:
        without_one = jackknife_values(statistic)
    else:
        without_one = np.empty((0, len(coverages)))
    return [
        _agreement(float(point), column, left_out, coverage, measure, because)
        for point, column, left_out, coverage, because in zip(
            points, samples.T, without_one.T, coverages, undefined, strict=True
        )
    ]


def _resampled(statistic: Statistic, resamples: int, seed: int, measure: str) -> Iterator[Floats]:
    """Yield the values of the resamples in blocks, shape (block, measures)."""
    if statistic.groups >= MANY_GROUPS and isinstance(statistic, Tabulated):
        first, count = equal_rows(statistic.tables())
        if len(first) < statistic.groups / 2:
            few = statistic.of_groups(first)
            classes = drawn_classes(
                count, resamples=resamples, seed=seed, measure=measure, width=statistic.width
            )
            yield from (few(weights) for weights in classes)
            return
    blocks = resampled_weights(
        statistic.groups, resamples=resamples, seed=seed, measure=measure, width=statistic.width
    )
    yield from (statistic(weights) for weights in blocks)


def point_values(statistic: Statistic) -> Floats:
    """Give the values over the groups as they are, shape (measures,)."""
    values: Floats = statistic(np.ones((1, statistic.groups)))[0]
    return values


def jackknife_values(statistic: Statistic) -> Floats:
    """Give the values over all groups but one, for each that is left out, shape (groups, measures)."""
    size = max(1, BLOCK // max(statistic.width, 1))
    starts = range(0, statistic.groups, size)
    return np.concatenate(
        [statistic(LeaveOneOut(start, min(start + size, statistic.groups))) for start in starts]
    )


def _agreement(
    point: float, samples: Floats, left_out: Floats, coverage: Coverage, measure: str, undefined: str
) -> Agreement:
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
    percentiles = (TAIL, 100 - TAIL)
    if len(left_out):
        percentiles = bca_percentiles(point, defined, left_out[~np.isnan(left_out)], percentiles)
    low, high = np.percentile(defined, percentiles)
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
