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
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import BadInputError, UsageError
from pipeline.text.decode import UndecodableError, decode
from pipeline.workspace import replace_file

if TYPE_CHECKING:
    from _csv import Reader

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
_PART = 10_000
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


def read_table(path: Path, *, header: bool = True, encoding: str | None = None) -> pd.DataFrame:
    """Read a CSV, TSV, JSON or Parquet file, compressed or not, into cells.

    Nothing is taken for a number, a date or a missing value that the file does not write as one; empty text
    is missing. Without a header, the columns of CSV and TSV are called 1, 2, 3 … The encoding is told from
    the bytes unless it is given.

    Raises:
        BadInputError: the file is missing, damaged or in an encoding that cannot be told.
        UsageError: its name does not tell the format.
    """
    form = FileFormat.of(path, READABLE)
    try:
        data = path.read_bytes()
        plain = _DECOMPRESS[form.compression](data) if form.compression else data
        return _parse(plain, form.suffix, header, encoding)
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise BadInputError(f"{path}: is a folder") from None
    except UndecodableError as error:
        raise UndecodableError(error.offset, error.encodings_tried, path) from None
    except BadInputError as error:
        raise BadInputError(f"{path}: {error.what}", error.remedy) from None
    except (OSError, EOFError, lzma.LZMAError, pa.ArrowException, ValueError) as error:
        raise BadInputError(f"{path}: cannot be read: {error}") from None


def read_columns(path: Path, wanted: Sequence[str], *, header: bool = True) -> pd.DataFrame:
    """Read the named columns of a table; in what encoding the others are does not matter.

    Raises:
        BadInputError: the table cannot be read or lacks one of them.
        UsageError: its name does not tell the format.
    """
    try:
        return _columns(path, read_table(path, header=header), wanted)
    except UndecodableError:
        # Every byte is a character of Latin-1, and those below 128 are ASCII in nearly every encoding.
        table = _columns(path, read_table(path, header=header, encoding="latin-1"), wanted)
        if any(isinstance(cell, str) and not cell.isascii() for name in table for cell in table[name]):
            raise
        return table


def _columns(path: Path, table: pd.DataFrame, wanted: Sequence[str]) -> pd.DataFrame:
    names = list(map(str, table.columns))
    missing = [column for column in wanted if column not in names]
    if missing:
        likely = [f"{near}?" for column in missing if (near := _nearest(column, names)) is not None]
        meant = f"did you mean {' '.join(likely)} " if likely else ""
        raise BadInputError(
            f"{path}: has no column {', '.join(missing)}", f"{meant}its columns are {', '.join(names)}"
        )
    return table[list(dict.fromkeys(wanted))]


def _nearest(name: str, names: Sequence[str]) -> str | None:
    """Give the column whose name is most like one that is not there, if any is."""
    plain = {other.strip().casefold(): other for other in names}
    near = get_close_matches(name.strip().casefold(), plain, n=1)
    return plain[near[0]] if near else None


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


def _parse(data: bytes, suffix: str, header: bool, encoding: str | None) -> pd.DataFrame:
    if suffix == ".parquet":
        return _frame(pq.read_table(pa.BufferReader(data), use_threads=False).to_pydict())
    text = decode(data).text if encoding is None else data.decode(encoding)
    if suffix in _JSON_LINES or suffix == ".json":
        return _parse_json(text)
    return _parse_separated(text, suffix, header)


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


def _parse_separated(text: str, suffix: str, header: bool) -> pd.DataFrame:
    separator = _separator(text, suffix)
    as_is = separator == "\t" and _one_row_a_line(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quoting=csv.QUOTE_NONE if as_is else csv.QUOTE_MINIMAL,
        skipinitialspace=separator == " ",
        strict=True,
    )
    try:
        names = next((row for row in reader if row), None)
        if names is None:
            raise BadInputError("is empty")
        if as_is:
            names = list(map(_unquote, names))
        rows = _rows(reader, len(names))
        if not header:
            rows = chain([names], rows)
            names = [str(number) for number in range(1, len(names) + 1)]
        columns: list[list[str]] = [[] for _ in names]
        # A few rows at a time: a million lists would be walked through by the garbage collector.
        while part := list(islice(rows, _PART)):
            for column, cells in zip(columns, zip(*part, strict=True), strict=True):
                column.extend(map(_unquote, cells) if as_is else cells)
    except csv.Error as error:
        raise BadInputError(f"line {reader.line_num}: {error}", "are its quotes in pairs?") from None
    of_name: dict[str, list[str]] = {}
    for name, column in zip(names, columns, strict=True):
        # Of columns with one name the first counts.
        of_name.setdefault(name, column)
    return _frame(of_name)


def _rows(reader: Reader, width: int) -> Iterator[list[str]]:
    """Yield rows of so many cells; what a row lacks is empty."""
    for row in reader:
        if len(row) == width:
            yield row
        elif any(row[width:]):
            raise BadInputError(
                f"line {reader.line_num}: has {len(row)} cells, and the header {width}",
                "cells that hold the separator must be quoted",
            )
        elif row:
            yield (row + [""] * width)[:width]


def _separator(text: str, suffix: str) -> str:
    """Give the tab for TSV, else what the header has most of: commas, tabs or semicolons, else spaces."""
    header = text.partition("\n")[0]
    separator = "\t" if suffix == ".tsv" else max(",\t;", key=header.count)
    return separator if separator in header or " " not in header.strip() else " "


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
    if type(value) is str:
        return value or None
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
