"""Tables in any common format: cells are read as they are written, and written as they were read."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import math
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import BadInputError, UsageError
from pipeline.text.decode import decode
from pipeline.workspace import replace_file

Cell: TypeAlias = str | int | float | bool | None
"""Text from text formats, what JSON and Parquet hold from those; None is missing."""

_DECOMPRESS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".bz2": bz2.decompress,
    ".xz": lzma.decompress,
}
_COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    # Without a time stamp, so that the same table makes the same file.
    ".gz": lambda data: gzip.compress(data, mtime=0),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}
_JSON_LINES = (".jsonl", ".ndjson")
READABLE = (".csv", ".tsv", ".txt", *_JSON_LINES, ".json", ".parquet")
WRITABLE = (".csv", ".tsv", *_JSON_LINES, ".parquet")
_LONGEST_CELL = 2**31 - 1
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What the name of a file says of its content."""

    suffix: str
    compression: str

    @classmethod
    def of(cls, path: Path, suffixes: Sequence[str]) -> FileFormat:
        """Read a name.

        Raises:
            UsageError: it ends in none of the suffixes.
        """
        name = path.name.lower()
        compression = next((suffix for suffix in _DECOMPRESS if name.endswith(suffix)), "")
        plain = name.removesuffix(compression)
        for suffix in suffixes:
            if plain.endswith(suffix):
                return cls(suffix, compression)
        raise UsageError(
            f"{path}: cannot tell the format", f"name it {', '.join(suffixes)} (or add .gz, .bz2, .xz)"
        )


def read_table(path: Path) -> pd.DataFrame:
    """Read a CSV, TSV, JSON or Parquet file, compressed or not, into cells.

    Nothing is taken for a number, a date or a missing value that the file does not write as one; empty text
    is missing.

    Raises:
        BadInputError: the file is missing, damaged or in an encoding that cannot be told.
        UsageError: its name does not tell the format.
    """
    form = FileFormat.of(path, READABLE)
    try:
        data = path.read_bytes()
        return _parse(_DECOMPRESS[form.compression](data) if form.compression else data, form.suffix)
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise BadInputError(f"{path}: is a folder") from None
    except BadInputError as error:
        raise BadInputError(f"{path}: {error.what}", error.remedy) from None
    except (OSError, EOFError, lzma.LZMAError, pa.ArrowException, ValueError) as error:
        raise BadInputError(f"{path}: cannot be read: {error}") from None


def read_columns(path: Path, wanted: Sequence[str]) -> pd.DataFrame:
    """Read the named columns of a table.

    Raises:
        BadInputError: the table cannot be read or lacks one of them.
        UsageError: its name does not tell the format.
    """
    table = read_table(path)
    missing = [column for column in wanted if column not in table.columns]
    if missing:
        raise BadInputError(
            f"{path}: has no column {', '.join(missing)}",
            "its columns are " + ", ".join(map(str, table.columns)),
        )
    return table[list(dict.fromkeys(wanted))]


def check_writable(path: Path) -> None:
    """Refuse a place that a table cannot be written to, before any work is done.

    Raises:
        UsageError: the name does not tell the format, is a folder's, or lies in none.
    """
    FileFormat.of(path, WRITABLE)
    if path.is_dir():
        raise UsageError(f"{path}: is a folder", "name a file")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}", "make it first")


def write_columns(path: Path, columns: Mapping[str, Sequence[Hashable]]) -> None:
    """Write columns of equal length, of cells, in the format that the name tells, whole or not at all.

    Raises:
        UsageError: the name does not tell the format.
    """
    form = FileFormat.of(path, WRITABLE)
    if form.suffix == ".parquet":
        data = _parquet(columns)
    elif form.suffix in _JSON_LINES:
        data = _json_lines(columns)
    else:
        data = _separated(columns, "\t" if form.suffix == ".tsv" else ",")
    replace_file(path, _COMPRESS[form.compression](data) if form.compression else data)


def _parse(data: bytes, suffix: str) -> pd.DataFrame:
    if suffix == ".parquet":
        return _frame(pq.read_table(io.BytesIO(data)).to_pydict())
    text = decode(data).text
    if suffix in _JSON_LINES or suffix == ".json":
        return _parse_json(text)
    return _parse_separated(text, suffix)


def _parse_json(text: str) -> pd.DataFrame:
    """Read an array of objects or an object a line."""
    if text.lstrip().startswith("["):
        rows = json.loads(text)
    else:
        rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise BadInputError(f"record {number} is no JSON object")
    names = dict.fromkeys(name for row in rows for name in row)
    return _frame({name: [row.get(name) for row in rows] for name in names})


def _parse_separated(text: str, suffix: str) -> pd.DataFrame:
    separator = _separator(text, suffix)
    as_is = separator == "\t" and _one_row_a_line(text)
    csv.field_size_limit(_LONGEST_CELL)
    quoting: Literal[0, 3] = csv.QUOTE_NONE if as_is else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=True)
    names: list[str] = []
    columns: list[list[str | None]] = []
    try:
        for row in reader:
            cells = list(map(_unquote, row)) if as_is else row
            if not names:
                names, columns = cells, [[] for _ in cells]
            elif any(cells[len(names) :]):
                raise BadInputError(
                    f"line {reader.line_num}: has {len(cells)} cells, and the header {len(names)}",
                    "cells that hold the separator must be quoted",
                )
            elif cells:
                for column, cell in zip_longest(columns, cells[: len(names)]):
                    column.append(cell)
    except csv.Error as error:
        raise BadInputError(f"line {reader.line_num}: {error}", "are its quotes in pairs?") from None
    if not names:
        raise BadInputError("is empty")
    # Of columns with one name the first counts.
    return _frame(dict(reversed(list(zip(names, columns, strict=True)))))


def _separator(text: str, suffix: str) -> str:
    """Give the tab for TSV, else whichever of comma, tab and semicolon the header has most of."""
    header = text.partition("\n")[0]
    return "\t" if suffix == ".tsv" else max(",\t;", key=header.count)


def _one_row_a_line(text: str) -> bool:
    """Tell whether quotes cannot hold line ends: every line has as many tabs."""
    return len({line.count("\t") for line in text.split("\n") if line.strip("\r")}) == 1


def _unquote(cell: str) -> str:
    """Take the quotes from a cell that is wholly quoted; quotes that are part of a text stay."""
    if cell.startswith('"') and _QUOTED.fullmatch(cell):
        return cell[1:-1].replace('""', '"')
    return cell


def _frame(columns: Mapping[str, Iterable[object]]) -> pd.DataFrame:
    return pd.DataFrame(
        {name: pd.Series(list(map(_cell, cells)), dtype=object) for name, cells in columns.items()}
    )


def _cell(value: object) -> Cell:
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value)


def _parquet(columns: Mapping[str, Sequence[Hashable]]) -> bytes:
    arrays = {}
    for name, cells in columns.items():
        mixed = len({type(cell) for cell in cells if cell is not None}) > 1
        alike: list[Any] = [str(c) if mixed and c is not None else c for c in cells]
        arrays[name] = pa.array(alike)
    file = io.BytesIO()
    pq.write_table(pa.table(arrays), file)
    return file.getvalue()


def _json_lines(columns: Mapping[str, Sequence[Hashable]]) -> bytes:
    rows = zip(*columns.values(), strict=True)
    return "".join(
        json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n" for row in rows
    ).encode()


def _separated(columns: Mapping[str, Sequence[Hashable]], separator: str) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue().encode()
