"""What α needs of a distance: the observed disagreement of cells and the expected one of marginals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from pipeline.agreement import distances
from pipeline.agreement.pairwise import Pairwise, RatioDistances
from pipeline.agreement.ratio_kernel import ManyRatios

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.agreement.arrays import Floats, Ints
    from pipeline.agreement.cells import Cells

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
"""Level of measurement."""


RATIO_PAIRS = 1_000
"""Distinct values up to which the ratio level's expected disagreement is summed pair by pair."""


class Metric(Protocol):
    """A distance between coded values, in the two sums that α is made of."""

    def observed(self, cells: Cells) -> Floats:
        """Mean distance of each cell's value to the other ratings of its unit, shape (cells,)."""
        ...

    def expected(self, marginals: Floats) -> Floats:
        """Map Σ_ck n_c n_k d(c, k) over marginals, shape (resamples, values) to (resamples,)."""
        ...


@dataclass(frozen=True, slots=True)
class Nominal:
    """Equal or different."""

    def observed(self, cells: Cells) -> Floats:
        """Give the share of the other ratings that differ."""
        share: Floats = (cells.size - cells.count) / (cells.size - 1)
        return share

    def expected(self, marginals: Floats) -> Floats:
        """Give n² − Σ n_c²."""
        pairs: Floats = np.square(marginals.sum(axis=1)) - np.square(marginals).sum(axis=1)
        return pairs


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """Squared differences of numbers, by sums and sums of squares; ``numbers`` has shape (values,)."""

    numbers: Floats

    def observed(self, cells: Cells) -> Floats:
        """Give the mean squared difference to the other ratings, by the unit's mean and spread."""
        number = self.numbers[cells.value]
        mean = (cells.per_unit(cells.count * number) / cells.per_unit(cells.count))[cells.unit]
        deviation = np.square(number - mean)
        spread = cells.per_unit(cells.count * deviation)[cells.unit]
        difference: Floats = (cells.size * deviation + spread) / (cells.size - 1)
        return difference

    def expected(self, marginals: Floats) -> Floats:
        """Give 2 n Σ n_c (x_c − x̄)²."""
        total = marginals.sum(axis=1)
        mean = marginals @ self.numbers / total
        deviation = np.square(self.numbers - mean[:, np.newaxis])
        pairs: Floats = 2 * total * (marginals * deviation).sum(axis=1)
        return pairs


def for_level(level: Scale, numbers: Floats, marginals: Floats) -> Metric:
    """Give the metric of a level over values that are ``numbers``; the nominal level does not look at them.

    ``marginals``, shape (values,), are what the ordinal level measures by.
    """
    if level == "nominal":
        return Nominal()
    if level == "ordinal":
        return Interval(distances.midranks(marginals))
    if level == "interval":
        return Interval(numbers)
    if len(numbers) and numbers[0] < 0:
        raise ValueError(f"the ratio level needs numbers from 0 up, and {numbers[0]} is below")
    pairwise = Pairwise(len(numbers), RatioDistances(numbers))
    return pairwise if len(numbers) <= RATIO_PAIRS else ManyRatios(pairwise, numbers)


def between_values(level: Scale, numbers: Floats, marginals: Floats) -> Callable[[Ints, Ints], Floats]:
    """Give the level's distance between coded values as a function of two arrays of codes, elementwise.

    ``numbers`` and ``marginals`` are as in :func:`for_level`.
    """
    if level == "nominal":
        return lambda left, right: distances.nominal(left, right)
    if level == "ratio":
        return RatioDistances(numbers).between
    scale = distances.midranks(marginals) if level == "ordinal" else numbers
    return lambda left, right: distances.interval(scale[left], scale[right])
