"""How many items and annotators an interval of a given width takes, by what a pilot shows.

An item's influence on α is a mean over the pairs of its ratings of

    g(x, y) = − (d(x, y) − D_o) / D_e + (D_o / D_e²) (h(x) + h(y) − 2 D_e)

with h(x) the mean distance of x to all ratings, so that the variance of α over N independent items with k
ratings each is V(k) / N with

    V(k) = ( C(k − 2, 2) c₀ + 2 (k − 2) c₁ + c₂ ) / C(k, 2),

the variance of a U-statistic of degree two: c₀, c₁ and c₂ are the covariances of g over two pairs of ratings
of one item that share no rating, one, and both. A pilot with two ratings an item shows c₂ only, with three c₁
too, with four all; what it does not show is put at its upper bound, c₀ ≤ c₁ ≤ c₂, so that the plan is on the
safe side.

Hoeffding, W. (1948). A class of statistics with asymptotically normal distribution. Annals of Mathematical
Statistics 19, 293–325. The influence is that of a ratio (Serfling, R. J. (1980). Approximation Theorems of
Mathematical Statistics, chapter 6).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.alpha import alpha, prepare
from pipeline.agreement.arrays import sum_by
from pipeline.agreement.cohen import rated_together
from pipeline.agreement.distances import midranks
from pipeline.agreement.metrics import between_values
from pipeline.agreement.pairwise import RatioDistances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.agreement.arrays import Floats, Ints
    from pipeline.agreement.cells import Cells
    from pipeline.agreement.metrics import Scale
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement

NORMAL = 1.959964
"""Standard errors from the value to the ends of a 95% interval."""
ONE_SIDED = 1.644854
"""Standard errors that a variance is below with 95% confidence."""
FEWEST = 30
"""Groups below which an interval is not to be relied on, and no gate is decided."""
ALL_SHOWN = 4
"""Ratings of an item that show all of c₀, c₁ and c₂."""
ANNOTATORS = range(2, 8)
"""Annotators an item for which a plan is made."""
BLOCK = 2**22
"""Distances that are held at once."""


@dataclass(frozen=True, slots=True)
class Design:
    """A number of annotators an item, and the items it takes.

    ``cautious`` is that number by the upper end of what the pilot says of the variance, with 95% confidence.
    The numbers of an ``extrapolated`` design are an upper bound: the pilot has fewer annotators an item, and
    fewer than the four that show what more would gain.
    """

    annotators: int
    items: int
    cautious: int
    extrapolated: bool

    @property
    def ratings(self) -> int:
        """Number of ratings that the items take."""
        return self.annotators * self.items


@dataclass(frozen=True, slots=True)
class Plan:
    """Designs whose 95% interval of α is as wide as ``width``, from low to high end, going by a pilot.

    ``group_effect`` is how many times the items it takes because items of one group are alike. Without
    designs, ``undefined_because`` says why.
    """

    pilot: Agreement
    width: float
    group_effect: float
    designs: tuple[Design, ...]
    undefined_because: str | None = None


def plan(
    pilot: Ratings, level: Scale, width: float, annotators: Iterable[int] = ANNOTATORS, *, seed: int = 0
) -> Plan:
    """Say how many items each number of annotators takes for an interval of α of the given width.

    The items are assumed to be like the pilot's, and to come in groups like the pilot's. The ordinal level
    is planned with the distances that the pilot has.

    Raises ValueError for a width outside 0 … 2, fewer than two annotators, and as
    :func:`~pipeline.agreement.alpha.alpha` does.
    """
    counts = sorted(set(annotators))
    if not 0 < width < 2:
        raise ValueError(f"the width of an interval of α is between 0 and 2, not {width}")
    if not counts or counts[0] < 2:
        raise ValueError("a plan needs two annotators an item or more")
    measured = alpha(pilot, level, seed=seed)
    because = _why_none(measured)
    if because is not None:
        return Plan(measured, width, 1.0, (), because)
    coded, cells, _ = prepare(pilot, level)
    shown = _covariances(coded, cells, level)
    return Plan(
        measured,
        width,
        shown.group_effect,
        tuple(shown.design(count, width) for count in counts),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Covariances:
    """What the pilot shows of c₀, c₁ and c₂: means over its items, NaN where an item has too few ratings.

    ``by_item`` has shape (items, 3), ``group`` shape (items,); ``most`` is the most ratings of an item.
    """

    by_item: Floats
    group: Ints
    most: int
    group_effect: float

    def design(self, annotators: int, width: float) -> Design:
        """Plan for a number of annotators an item."""
        variance, error = self._variance(annotators)
        return Design(
            annotators,
            self._items(variance, width),
            self._items(variance + ONE_SIDED * error, width),
            extrapolated=self.most < min(annotators, ALL_SHOWN),
        )

    def _items(self, variance: float, width: float) -> int:
        items = self.group_effect * variance * (2 * NORMAL / width) ** 2
        return max(FEWEST, math.ceil(items))

    def _variance(self, annotators: int) -> tuple[float, float]:
        """Give V(k) and its standard error."""
        pairs = math.comb(annotators, 2)
        share = (math.comb(annotators - 2, 2) / pairs, 2 * (annotators - 2) / pairs, 1 / pairs)
        apart, one, both = (self.by_item[:, column] for column in range(3))
        # From the covariance that every pilot shows up to the one that few do.
        one = one if not np.isnan(one).all() else both
        apart = apart if not np.isnan(apart).all() else one
        means = [float(np.nanmean(column)) for column in (apart, one, both)]
        means[0] = max(means[0], 0.0)
        means[1] = max(means[1], means[0])
        means[2] = max(means[2], means[1])
        deviations = sum(
            weight * np.where(np.isnan(column), 0.0, column - mean) / np.mean(~np.isnan(column))
            for weight, column, mean in zip(share, (apart, one, both), means, strict=True)
        )
        by_group = sum_by(self.group, deviations, int(self.group.max()) + 1)
        error = float(np.sqrt(np.square(by_group).sum())) / len(self.by_item)
        return float(np.dot(share, means)), error


def _covariances(ratings: Ratings, cells: Cells, level: Scale) -> _Covariances:
    influence = _Influence.of(cells, level, np.array(ratings.values) if level != "nominal" else np.empty(0))
    order = np.lexsort((cells.rating, cells.unit[cells.cell]))
    unit, value = cells.unit[cells.cell][order], cells.value[cells.cell][order]
    left, right = rated_together(unit)
    pair = influence.between(value[left], value[right])
    size = np.bincount(unit, minlength=cells.n_units).astype(np.float64)
    each = sum_by(left, pair, len(unit)) + sum_by(right, pair, len(unit))
    total = 2 * sum_by(unit[left], pair, cells.n_units)
    squares = 2 * sum_by(unit[left], np.square(pair), cells.n_units)
    each_squared = sum_by(unit, np.square(each), cells.n_units)
    ways = np.stack(
        [size * (size - 1) * (size - 2) * (size - 3), size * (size - 1) * (size - 2), size * (size - 1)],
        axis=1,
    )
    sums = np.stack(
        [np.square(total) - 4 * each_squared + 2 * squares, each_squared - squares, squares], axis=1
    )
    by_item = np.divide(sums, ways, out=np.full_like(sums, np.nan), where=ways > 0)
    group = np.zeros(cells.n_units, dtype=np.int64)
    group[cells.unit] = cells.group
    own = size * total / (size * (size - 1))
    by_group = sum_by(group, own, cells.n_groups)
    independent = float(np.square(own).sum())
    effect = float(np.square(by_group).sum()) / independent if independent > 0 else 1.0
    return _Covariances(by_item, group, int(size.max()), max(effect, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class _Influence:
    """g between coded values, by their ``distance`` and h, ``to_all``, of shape (values,)."""

    distance: Callable[[Ints, Ints], Floats]
    to_all: Floats
    observed: float
    expected: float

    @classmethod
    def of(cls, cells: Cells, level: Scale, numbers: Floats) -> _Influence:
        marginals = cells.marginals()
        share = marginals / marginals.sum()
        distance = between_values(level, numbers, marginals)
        if level == "nominal":
            to_all: Floats = 1 - share
        elif level == "ratio":
            distances = RatioDistances(numbers)
            step = max(1, BLOCK // len(numbers))
            starts = range(0, len(numbers), step)
            some = (np.arange(start, min(start + step, len(numbers))) for start in starts)
            to_all = np.concatenate([distances.from_each(codes) @ share for codes in some])
        else:
            numbers = midranks(marginals) if level == "ordinal" else numbers
            mean = float(share @ numbers)
            to_all = np.square(numbers - mean) + float(share @ np.square(numbers - mean))
        expected = float(share @ to_all)
        left, right = cells.neighbours()
        apart = distance(cells.value[left], cells.value[right])
        amount = cells.count[left] * cells.count[right] / (cells.size[left] - 1)
        return cls(distance, to_all, float((amount * apart).sum() / len(cells.rating)), expected)

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give g of each pair of values."""
        chance = self.to_all[left] + self.to_all[right] - 2 * self.expected
        disagreement = self.distance(left, right) - self.observed
        influence: Floats = self.observed / self.expected**2 * chance - disagreement / self.expected
        return influence


def _why_none(pilot: Agreement) -> str | None:
    if pilot.value is None:
        return f"α of the pilot is undefined: {pilot.undefined_because}"
    if pilot.groups < 2:
        return "the pilot has fewer than two groups, so nothing shows how much they differ"
    if pilot.value == 1:
        return "nobody disagrees in the pilot, so nothing shows how much items differ"
    return None
