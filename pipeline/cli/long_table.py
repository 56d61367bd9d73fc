"""Measures agreement in any table of ratings in long form: one row an item, annotator and value."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from pipeline.agreement import alpha, first_answers
from pipeline.cli.output import print_json, print_table, say
from pipeline.errors import BadInputError, UsageError

Level = Literal["nominal", "ordinal", "interval", "ratio"]

_DECOMPRESS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
    ".xz": lzma.decompress,
}
_FORMATS = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet")


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


def measure_file(path: Path, columns: Columns, level: Level, seed: int, as_json: bool) -> None:
    """Print Krippendorff's α of a file with its interval."""
    table = read_table(path, columns)
    try:
        ratings, repeated = first_answers(
            table[columns.item].tolist(),
            table[columns.annotator].tolist(),
            _values(table[columns.value], level),
            None if columns.group is None else table[columns.group].tolist(),
        )
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


def read_table(path: Path, columns: Columns) -> pd.DataFrame:
    """Read the columns of a CSV, TSV, JSON lines or Parquet file, compressed or not; all cells as text.

    Raises:
        BadInputError: the file is missing, damaged, not UTF-8, or lacks a column.
        UsageError: its name does not tell the format.
    """
    name = path.name.lower()
    compression = next((suffix for suffix in _DECOMPRESS if name.endswith(suffix)), "")
    plain = name.removesuffix(compression)
    suffix = next((suffix for suffix in _FORMATS if plain.endswith(suffix)), None)
    if suffix is None:
        raise UsageError(f"{path}: cannot tell the format", "name it " + ", ".join(_FORMATS) + " (or .gz)")
    try:
        data = path.read_bytes()
        table = _parse(_DECOMPRESS[compression](data) if compression else data, suffix)
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise BadInputError(f"{path}: is a folder") from None
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        raise BadInputError(f"{path}: cannot be read: {error}") from None
    missing = [column for column in columns.wanted if column not in table.columns]
    if missing:
        raise BadInputError(
            f"{path}: has no column {', '.join(missing)}",
            "its columns are " + ", ".join(map(str, table.columns)),
        )
    return table[columns.wanted]


def _parse(data: bytes, suffix: str) -> pd.DataFrame:
    if suffix == ".parquet":
        return pd.read_parquet(io.BytesIO(data))
    if suffix in (".jsonl", ".ndjson", ".json"):
        return pd.read_json(io.BytesIO(data), lines=suffix != ".json" or data[:1] == b"{", dtype=False)
    separator = "\t" if suffix == ".tsv" else "," if suffix == ".csv" else None
    return pd.read_csv(
        io.BytesIO(data),
        sep=separator,
        engine="python" if separator is None else "c",
        dtype=str,
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8-sig",
    )


def _values(column: pd.Series, level: Level) -> list[object]:
    """Give labels as they are written; numbers, where a level wants numbers, are parsed by the measure."""
    cells = column.astype(object).where(column.notna(), None).tolist()
    if level == "nominal":
        return [None if cell is None else str(cell) for cell in cells]
    return cells
