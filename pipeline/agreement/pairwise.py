"""α's two sums for any distance between values, never holding more than a block of the values' matrix."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.agreement.distances import SetDistance, ratio

if TYPE_CHECKING:
    from pipeline.agreement.cells import Cells

Distance: TypeAlias = Floats | SetDistance | Callable[[Any, Any], float]
"""A matrix over the distinct values, a distance between sets, or a function of two values."""

DENSE_VALUES = 5_000
"""Distinct values up to which a function of two values is called for every pair of them."""
BLOCK = 2**22
"""Distances that are held at once."""


class Distances(Protocol):
    """Distances between coded values."""

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give the distance of each pair; all three have shape (pairs,)."""
        ...

    def from_each(self, values: Ints) -> Floats:
        """Give the distances of some values to all, shape (some, values)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Pairwise:
    """The metric of any distance: pair by pair for what is observed, block by block for what is expected."""

    n_values: int
    distances: Distances

    def observed(self, cells: Cells) -> Floats:
        """Give the mean distance of each cell's value to the other ratings of its unit, shape (cells,)."""
        return mean_distances(cells, self.distances.between)

    def expected(self, marginals: Floats) -> Floats:
        """Sum n_c n_k d(c, k) over marginals, shape (resamples, values) to (resamples,)."""
        result = np.zeros(len(marginals))
        step = max(1, BLOCK // max(self.n_values, 1))
        for start in range(0, self.n_values, step):
            some = np.arange(start, min(start + step, self.n_values))
            result += ((marginals @ self.distances.from_each(some).T) * marginals[:, some]).sum(axis=1)
        return result


@dataclass(frozen=True, slots=True, eq=False)
class RatioDistances:
    """The ratio level's distances between ``numbers``, shape (values,)."""

    numbers: Floats

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give the distance of each pair."""
        return ratio(self.numbers[left], self.numbers[right])

    def from_each(self, values: Ints) -> Floats:
        """Give the distances of some values to all."""
        return ratio(self.numbers[values][:, np.newaxis], self.numbers)


@dataclass(frozen=True, slots=True, eq=False)
class MatrixDistances:
    """Distances looked up in a matrix, shape (values, values)."""

    matrix: Floats

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give the distance of each pair."""
        return self.matrix[left, right]

    def from_each(self, values: Ints) -> Floats:
        """Give the distances of some values to all."""
        return self.matrix[values]


@dataclass(frozen=True, slots=True, eq=False)
class SetDistances:
    """Distances between sets: ``elements``, shape (values, elements), is 1 where a set holds an element."""

    distance: SetDistance
    elements: csr_array[Any]
    size: Floats

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give the distance of each pair."""
        common = np.asarray(self.elements[left].multiply(self.elements[right]).sum(axis=1))
        return self.distance.of_sizes(common, self.size[left], self.size[right])

    def from_each(self, values: Ints) -> Floats:
        """Give the distances of some values to all."""
        meeting = (self.elements[values] @ self.elements.T).tocoo()
        rows, columns = meeting.coords
        distance = 1.0 - np.outer(self.size[values] == 0, self.size == 0)
        distance[rows, columns] = self.distance.from_sizes(
            meeting.data, self.size[values][rows], self.size[columns]
        )
        return distance


def mean_distances(cells: Cells, between: Callable[[Ints, Ints], Floats]) -> Floats:
    """Give the mean distance of each cell's value to the other ratings of its unit, shape (cells,)."""
    left, right = cells.neighbours()
    distance = cells.count[right] * between(cells.value[left], cells.value[right])
    mean: Floats = sum_by(left, distance, len(cells.value)) / (cells.size - 1)
    return mean


def for_distance(distance: Distance, values: tuple[Hashable, ...]) -> Pairwise:
    """Give the metric of a distance between the values.

    Raises ValueError for a matrix that is no distance over the values, for a set distance over anything but
    frozensets, and for a function over more than ``DENSE_VALUES`` values.
    """
    if isinstance(distance, SetDistance):
        return Pairwise(len(values), _between_sets(distance, values))
    matrix = distance if isinstance(distance, np.ndarray) else _tabulate(distance, values)
    _check_matrix(matrix, len(values))
    return Pairwise(len(values), MatrixDistances(matrix))


def _between_sets(distance: SetDistance, values: tuple[Hashable, ...]) -> SetDistances:
    sets = [value for value in values if isinstance(value, frozenset)]
    if len(sets) < len(values):
        other = next(value for value in values if not isinstance(value, frozenset))
        raise ValueError(f"{distance.name} is a distance between frozensets, and {other!r} is none")
    code: dict[Hashable, int] = {}
    column = [code.setdefault(element, len(code)) for each in sets for element in each]
    size = np.array([len(each) for each in sets], dtype=np.int64)
    row = np.repeat(np.arange(len(sets)), size)
    elements = csr_array(
        (np.ones(len(column)), (row, np.array(column, dtype=np.int64))), shape=(len(sets), max(len(code), 1))
    )
    return SetDistances(distance, elements, size.astype(np.float64))


def _tabulate(distance: Callable[[Any, Any], float], values: tuple[Hashable, ...]) -> Floats:
    if len(values) > DENSE_VALUES:
        raise ValueError(
            f"{len(values)} distinct values are too many for a function of two values, which takes "
            f"{DENSE_VALUES}; use alpha_sampled(), or give a matrix or a SetDistance"
        )
    table = [[distance(left, right) for right in values] for left in values]
    return np.array(table, dtype=np.float64).reshape(len(values), len(values))


def _check_matrix(matrix: Floats, n_values: int) -> None:
    if matrix.shape != (n_values, n_values):
        raise ValueError(f"{n_values} values need a matrix of that many rows and columns, not {matrix.shape}")
    if not (np.isfinite(matrix).all() and (matrix >= 0).all()):
        raise ValueError("a distance is finite and not negative")
    if (matrix.diagonal() != 0).any() or not np.allclose(matrix, matrix.T):
        raise ValueError("a distance is 0 between equal values and the same in both directions")
