"""Answers and known values as `klue aggregate` takes them from tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.agreement import first_answers
from pipeline.cli.long_table import Columns
from pipeline.cli.table_files import Cell, read_columns, read_table
from pipeline.consensus.crowd import Ordered
from pipeline.errors import BadInputError, UsageError
from pipeline.model import Incident

GOLD = "gold"
"""Column of known values, and ITEM that of their items, where they are not called as in the input."""
ITEM = "item"


@dataclass(frozen=True, slots=True)
class Gold:
    """A file of known values; ``use`` fixes its items to them instead of scoring against them."""

    file: Path
    use: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """The ratings of a file, values in order of appearance, and what was not taken from it.

    ``repeated``, ``nobodys`` (no item or no annotator) and ``empty`` (no value) are rows, counted from 1
    without the header.
    """

    ratings: Ordered
    repeated: tuple[int, ...]
    nobodys: tuple[int, ...]
    empty: tuple[int, ...]

    def incidents(self, path: Path) -> tuple[Incident, ...]:
        """Name the rows of a file that were rejected; a missing value is no incident, but missing data."""
        kinds = (
            (
                "answer.repeated",
                self.repeated,
                "the annotator has answered the item before; the first counts",
            ),
            ("answer.owner", self.nobodys, "there is no item or no annotator"),
        )
        return tuple(
            Incident(check, "warning", message, file=str(path), row=row)
            for check, rows, message in kinds
            for row in rows
        )


@dataclass(frozen=True, slots=True)
class Known:
    """Known values of items with answers, in the answers' own terms; ``strangers`` counts the other items."""

    values: dict[Hashable, Hashable]
    strangers: int


def read_answers(path: Path, columns: Columns, *, header: bool = True) -> Answers:
    """Read each annotator's first answer to each item.

    Raises:
        UsageError: two of the columns are one, or the file's name does not tell the format.
        BadInputError: the file cannot be read, or lacks a column.
    """
    names = (columns.item, columns.annotator, columns.value)
    for name in names:
        if names.count(name) > 1:
            raise UsageError(
                f"column {name} cannot be two of item, annotator and value", "name three different columns"
            )
    table = read_columns(path, names, header=header)
    owned = (table[columns.item].notna() & table[columns.annotator].notna()).to_numpy()
    values = table[columns.value]
    rows = owned.nonzero()[0]
    rated = table if owned.all() else table.iloc[rows]
    ratings, repeated = first_answers(*(rated[name] for name in names))
    return Answers(
        ratings=Ordered.by_appearance(ratings, values.unique()),
        repeated=_numbers(rows[repeated]),
        nobodys=_numbers((~owned).nonzero()[0]),
        empty=_numbers((owned & values.isna().to_numpy()).nonzero()[0]),
    )


def read_gold(path: Path, columns: Columns, ratings: Ordered, *, header: bool = True) -> Known:
    """Read known values.

    A name is found as it is written, else as the only one that is the same number: `1.0` is `1`.

    Raises:
        BadInputError: the file cannot be read, its columns cannot be told, or an item has two values.
    """
    table = read_table(path, header=header)
    item_column, gold_column = _gold_columns(path, list(map(str, table.columns)), columns, header=header)
    pairs = table[[item_column, gold_column]].dropna().drop_duplicates()
    unit_of = _matching(ratings.units[unit] for unit in sorted(set(ratings.unit.tolist())))
    value_of = _matching(ratings.values)
    known: dict[Hashable, Hashable] = {}
    strangers: set[Cell] = set()
    for item, value in zip(pairs[item_column].tolist(), pairs[gold_column].tolist(), strict=True):
        unit = unit_of(item)
        if unit is None:
            strangers.add(item)
            continue
        given = value_of(value)
        right = value if given is None else given
        if known.setdefault(unit, right) != right:
            raise BadInputError(
                f"{path}: item {item} has two values, {known[unit]} and {right}", "keep the right one"
            )
    return Known(known, len(strangers))


def number(value: Any) -> float | None:  # noqa: ANN401 (whatever float takes)
    """Give a value as a finite number, if it is one."""
    try:
        parsed = float(value)
    except (TypeError, ValueError):
        return None
    return parsed if math.isfinite(parsed) else None


def _numbers(rows: Any) -> tuple[int, ...]:  # noqa: ANN401 (an array of positions)
    return tuple((rows + 1).tolist())


def _gold_columns(path: Path, names: list[str], columns: Columns, *, header: bool) -> tuple[str, str]:
    """Choose the columns of items and known values: by their names, or as the only other one."""
    if not header and len(names) == 2:
        return names[0], names[1]
    item = next((name for name in (columns.item, ITEM) if name in names), None)
    value = next((name for name in (GOLD, columns.value) if name in names and name != item), None)
    if item is None and value is not None and len(names) == 2:
        item = next(name for name in names if name != value)
    if value is None and item is not None and len(names) == 2:
        value = next(name for name in names if name != item)
    if item is None or value is None:
        raise BadInputError(
            f"{path}: cannot tell which column is which in {', '.join(names)}",
            f"name the columns {columns.item} and {GOLD}",
        )
    return item, value


def _matching(names: Iterable[Hashable]) -> Callable[[Cell], Hashable]:
    """Give a function that finds a name as it is written, else the only one that is the same number."""
    written: dict[str, Hashable] = {}
    numbers: dict[float, list[Hashable]] = {}
    for name in names:
        written[str(name)] = name
        parsed = number(name)
        if parsed is not None:
            numbers.setdefault(parsed, []).append(name)

    def find(cell: Cell) -> Hashable:
        if str(cell) in written:
            return written[str(cell)]
        parsed = number(cell)
        same = [] if parsed is None else numbers.get(parsed, [])
        return same[0] if len(same) == 1 else None

    return find
