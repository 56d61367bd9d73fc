"""Ratings: who gave which value to which unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from pipeline.agreement.encoding import Column, encode

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pipeline.agreement.arrays import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Ratings in long form, one row a rating, at most one for each unit and annotator.

    ``unit``, ``annotator`` and ``value``, each of shape (rows,), hold codes into ``units``, ``annotators``
    and ``values``; ``group``, of shape (units,), codes into ``groups``. Rows are sorted by unit, then
    annotator, and every list of names by :func:`~pipeline.agreement.encoding.sort_key`, so that the same
    ratings make the same object in whatever order they come.
    """

    unit: Ints
    annotator: Ints
    value: Ints
    group: Ints
    units: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]
    values: tuple[Hashable, ...]
    groups: tuple[Hashable, ...]

    @classmethod
    def from_columns(
        cls, unit: Column, annotator: Column, value: Column, group: Column | None = None
    ) -> Ratings:
        """Build ratings from parallel columns; rows whose value is missing are left out.

        ``group`` names what a resample keeps together; without it every unit is its own group.

        Raises ValueError where the columns differ in length, a unit, annotator or group is missing, a unit
        lies in two groups, or an annotator rates a unit twice (see :func:`first_answers`).

        >>> Ratings.from_columns(["u", "u", "v"], ["a", "b", "a"], ["yes", "no", None]).values
        ('no', 'yes')
        """
        return _build(unit, annotator, value, group, keep_first=False)[0]

    def without(self, annotator: Hashable) -> Ratings:
        """Give the ratings of everybody else."""
        return self._rows(self.annotator != self.annotators.index(annotator))

    def used_values(self) -> Ratings:
        """Give the same ratings with ``values`` reduced to those that occur."""
        used, value = np.unique(self.value, return_inverse=True)
        return replace(self, value=value, values=tuple(self.values[code] for code in used))

    def numeric(self) -> tuple[Ratings, Floats]:
        """Give the same ratings with values coded in numeric order, and the numbers, ascending.

        Values that are the same number ("1" and "1.0") become one. Raises ValueError for a value that is
        not a finite number.
        """
        numbers = np.array([_number(value) for value in self.values], dtype=np.float64)
        distinct, code = np.unique(numbers, return_inverse=True)
        value = code[self.value].astype(np.int64)
        return replace(self, value=value, values=tuple(distinct.tolist())), distinct

    def _rows(self, mask: Bools) -> Ratings:
        return replace(self, unit=self.unit[mask], annotator=self.annotator[mask], value=self.value[mask])


def first_answers(
    unit: Column, annotator: Column, value: Column, group: Column | None = None
) -> tuple[Ratings, Ints]:
    """Build ratings of each annotator's first answer to each unit.

    Returns the ratings and the indices of the rows that were dropped because they answer again, ascending.
    A row without a value is no answer. Raises as :meth:`Ratings.from_columns` does otherwise.
    """
    return _build(unit, annotator, value, group, keep_first=True)


def _build(
    unit: Column, annotator: Column, value: Column, group: Column | None, *, keep_first: bool
) -> tuple[Ratings, Ints]:
    lengths = {len(column) for column in (unit, annotator, value, group) if column is not None}
    if len(lengths) > 1:
        raise ValueError(f"the columns have different lengths: {sorted(lengths)}")
    unit_code, units = encode(unit)
    annotator_code, annotators = encode(annotator)
    value_code, values = encode(value)
    for name, code in (("unit", unit_code), ("annotator", annotator_code)):
        _require_all(name, code)
    group_of_unit: Ints = np.arange(len(units), dtype=np.int64)
    groups = units
    if group is not None:
        group_of_unit, groups = _group_of_unit(unit_code, units, group)

    answered = np.flatnonzero(value_code >= 0)
    order, again = _by_unit(unit_code[answered], annotator_code[answered], (len(units), len(annotators)))
    rows, repeated = answered[order[~again]], np.sort(answered[order[again]])
    if len(repeated) and not keep_first:
        row = int(repeated[0])
        raise ValueError(
            f"row {row}: {annotators[annotator_code[row]]!r} rates unit {units[unit_code[row]]!r} "
            "a second time; keep one answer, or use first_answers()"
        )
    ratings = Ratings(
        unit=unit_code[rows],
        annotator=annotator_code[rows],
        value=value_code[rows],
        group=group_of_unit,
        units=units,
        annotators=annotators,
        values=values,
        groups=groups,
    )
    return ratings, repeated


def _by_unit(unit: Ints, annotator: Ints, shape: tuple[int, int]) -> tuple[Ints, Bools]:
    """Order rows by unit, annotator and place, and tell which repeat the unit and annotator before them."""
    again = np.zeros(len(unit), dtype=np.bool_)
    key = unit * max(shape[1], 1) + annotator
    if (np.diff(key) > 0).all():
        return np.arange(len(unit)), again
    # A sparse matrix is sorted in linear time, and has fewer elements than rows if there are repetitions.
    places = csr_array((np.arange(len(unit)), (unit, annotator)), shape=shape)
    if places.nnz == len(unit):
        places.sort_indices()
        return places.data.astype(np.int64), again
    order = np.argsort(key, kind="stable")
    again[1:] = key[order][1:] == key[order][:-1]
    return order, again


def _group_of_unit(
    unit_code: Ints, units: tuple[Hashable, ...], group: Column
) -> tuple[Ints, tuple[Hashable, ...]]:
    code, groups = encode(group)
    _require_all("group", code)
    of_unit = np.empty(len(units), dtype=np.int64)
    # Backwards, so that the first row of a unit stays and the row that contradicts it is named.
    of_unit[unit_code[::-1]] = code[::-1]
    torn = np.flatnonzero(of_unit[unit_code] != code)
    if len(torn):
        unit = units[unit_code[torn[0]]]
        raise ValueError(f"row {int(torn[0])}: unit {unit!r} lies in two groups")
    return of_unit, groups


def _require_all(name: str, code: Ints) -> None:
    if (code < 0).any():
        raise ValueError(f"row {int(np.argmax(code < 0))}: the {name} is missing")


def _number(value: Hashable) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = float("nan")
    if not np.isfinite(number):
        raise ValueError(f"{value!r} is not a finite number; only the nominal level takes it")
    return number
