"""Value counts of the pairable ratings: all that a measure of agreement needs to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.arrays import Floats, Ints, renumber, sum_by
from pipeline.agreement.bootstrap import Coverage

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from pipeline.agreement.ratings import Ratings

ROOM = 16
"""Units × values for each rating, up to which values are counted in a table of all; beyond, by sorting."""
NO_PAIRS = "no unit has answers from two annotators"
"""Why a measure over pairs of answers may be undefined."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """How often each value was given to each pairable unit, that is, each with at least two ratings.

    A cell is a unit and a value that was given to it ``count`` times; ``size`` counts the ratings of its
    unit. These four columns and ``group`` have shape (cells,), sorted by unit, then value. Pairable units
    are numbered from 0, and ``units`` holds their codes in the ratings; so are the ``n_groups`` groups with
    a pairable unit. ``rating`` holds the rows of the pairable ratings, and ``cell`` the cell that each
    falls into.
    """

    unit: Ints
    value: Ints
    count: Ints
    size: Ints
    group: Ints
    units: Ints
    n_groups: int
    n_values: int
    rating: Ints
    cell: Ints

    @property
    def n_units(self) -> int:
        """Number of pairable units."""
        return len(self.units)

    def marginals(self) -> Floats:
        """Count how often each value was given, shape (values,)."""
        return sum_by(self.value, self.count, self.n_values)

    def per_unit(self, amount: ArrayLike) -> Floats:
        """Sum an amount per cell, shape (cells,), over the cells of each unit."""
        return sum_by(self.unit, amount, self.n_units)

    def neighbours(self) -> tuple[Ints, Ints]:
        """List the ordered pairs of different cells of the same unit, as two arrays of cell numbers."""
        width = np.bincount(self.unit, minlength=self.n_units)
        first = np.cumsum(width) - width
        repeats = width[self.unit]
        left = np.repeat(np.arange(len(self.unit)), repeats)
        within = np.arange(len(left)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        right = np.repeat(first[self.unit], repeats) + within
        different = left != right
        return left[different], right[different]


def count_values(ratings: Ratings) -> Cells:
    """Count the values of every unit with at least two ratings."""
    answers = np.bincount(ratings.unit, minlength=len(ratings.units))
    rating = np.flatnonzero(answers[ratings.unit] >= 2)
    units, unit_of_rating = renumber(ratings.unit[rating], len(ratings.units))
    n_values = len(ratings.values)
    of_rating = unit_of_rating * max(n_values, 1) + ratings.value[rating]
    if len(units) * n_values <= ROOM * len(rating):
        key, cell = renumber(of_rating, len(units) * n_values)
    else:
        key, cell = np.unique(of_rating, return_inverse=True)
    count = np.bincount(cell, minlength=len(key))
    unit, value = key // max(n_values, 1), key % max(n_values, 1)
    groups, group_of_unit = renumber(ratings.group[units], len(ratings.groups))
    return Cells(
        unit=unit,
        value=value,
        count=count,
        size=answers[units][unit],
        group=group_of_unit[unit],
        units=units,
        n_groups=len(groups),
        n_values=n_values,
        rating=rating,
        cell=cell,
    )


def coverage(ratings: Ratings, cells: Cells) -> Coverage:
    """Say how much was pairable."""
    return Coverage(
        items=cells.n_units,
        groups=cells.n_groups,
        annotators=len(np.unique(ratings.annotator[cells.rating])),
        ratings=len(cells.rating),
    )
