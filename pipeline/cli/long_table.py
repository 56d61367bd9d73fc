"""Measures agreement in any table of ratings in long form: one row an item, annotator and value."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pipeline.agreement import Ratings, alpha, first_answers
from pipeline.agreement.arrays import Ints
from pipeline.cli.output import print_json, print_table, say
from pipeline.cli.table_files import Cell, read_columns
from pipeline.errors import BadInputError

Level = Literal["nominal", "ordinal", "interval", "ratio"]


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that matter."""

    item: str
    annotator: str
    value: str
    group: str | None = None

    @property
    def wanted(self) -> list[str]:
        """All of them."""
        return [c for c in (self.item, self.annotator, self.value, self.group) if c is not None]


def read_ratings(path: Path, columns: Columns, level: Level) -> tuple[Ratings, Ints]:
    """Read each annotator's first answer to each item, and the rows in which they answer again.

    Raises:
        UsageError: the file's name does not tell the format.
        BadInputError: the file cannot be read, or lacks a column.
        ValueError: a row does not fit the others.
    """
    table = read_columns(path, columns.wanted)
    return first_answers(
        table[columns.item].tolist(),
        table[columns.annotator].tolist(),
        _values(table[columns.value].tolist(), level),
        None if columns.group is None else table[columns.group].tolist(),
    )


def measure_file(path: Path, columns: Columns, level: Level, seed: int, as_json: bool) -> None:
    """Print Krippendorff's α of a file with its interval."""
    try:
        ratings, repeated = read_ratings(path, columns, level)
        measured = alpha(ratings, level, seed=seed)
    except ValueError as error:
        raise BadInputError(f"{path}: {error}", f"is {level} the level of {columns.value}?") from None
    if as_json:
        print_json({**asdict(measured), "repeated_answers_dropped": len(repeated)})
        return
    row = (measured.measure, measured.value, measured.low, measured.high)
    counts = (measured.items, measured.annotators, measured.ratings, measured.undefined_because or "")
    header = ("measure", "value", "low", "high", "items", "annotators", "ratings", "")
    print_table(f"Agreement in {path.name}, with its 95% interval", header, [(*row, *counts)], False)
    if len(repeated):
        say(f"{len(repeated)} repeated answers were left out: an annotator's first answer to an item counts")


def _values(cells: list[Cell], level: Level) -> list[Cell]:
    """Give labels as they are written; numbers, where a level wants numbers, are parsed by the measure."""
    if level == "nominal":
        return [None if cell is None else str(cell) for cell in cells]
    return cells
