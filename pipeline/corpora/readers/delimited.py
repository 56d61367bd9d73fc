"""Tab- and comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from pipeline.corpora.checks import incident
from pipeline.corpora.readers import fields
from pipeline.corpora.readers.base import DamagedFileError, Format, Found, InputFile
from pipeline.corpora.readers.streams import open_text
from pipeline.errors import BadInputError
from pipeline.text.decode import LONGEST

Column = str | int


class Options(fields.FieldOptions[Column]):
    """Columns by name, where there is a header, or by number from 1."""

    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    """What stands between two columns; ``"\\t"`` for a tab."""
    quoted: bool = True
    """Whether double quotes enclose fields; if not they are characters like others."""
    header: bool = True
    """Whether the first row names the columns."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read rows; one with more or fewer columns than the first is rejected, empty lines are passed over.

    Raises:
        BadInputError: a column that the catalogue maps is not there.
        DamagedFileError: a quoted field is malformed or does not end.
    """
    with open_text(file, options) as text:
        lines = iter(text)
        rows = _quoted(lines, options, file) if options.quoted else _unquoted(lines, options)
        row, first = next(rows, (1, []))
        columns = _columns(first, options, file)
        if not options.header and first:
            yield from _documents(first, columns, options, file, row, 0)
        for number, (row, cells) in enumerate(rows, start=0 if options.header else 1):
            if len(cells) != len(first):
                problem = f"{len(cells)} columns where the first row has {len(first)}"
                yield incident("delimited.columns", problem, file=file.name, row=row)
            else:
                yield from _documents(cells, columns, options, file, row, number)
        yield from text.incidents()


def _documents(
    cells: list[str],
    columns: dict[Column, int],
    options: Options,
    file: InputFile,
    row: int,
    number: int,
) -> Iterator[Found]:
    def values(column: Column) -> tuple[str, ...]:
        cell = cells[columns[column]]
        return (cell,) if cell else ()

    try:
        yield from list(fields.documents(options, values, file, row, number))
    except fields.FieldError as error:
        yield incident("record.field", str(error), file=file.name, row=row)


def _columns(first: list[str], options: Options, file: InputFile) -> dict[Column, int]:
    """Find the place, from 0, of every column that is mapped."""
    found: dict[Column, int] = {}
    for column in options.mapped() if first else ():
        names = first if options.header else []
        if isinstance(column, int) and 1 <= column <= len(first):
            found[column] = column - 1
        elif isinstance(column, str) and names.count(column) == 1:
            found[column] = names.index(column)
        else:
            there = ", ".join(names) if names else f"1 to {len(first)}"
            raise BadInputError(
                f"{file.name}:1: there is no column {column!r} (or more than one)",
                f"the columns are: {there}; set `options` in the catalogue",
            )
    return found


def _unquoted(lines: Iterator[str], options: Options) -> Iterator[tuple[int, list[str]]]:
    for row, line in enumerate(lines, start=1):
        content = line.removesuffix("\n")
        if content:
            yield row, content.split(options.delimiter)


def _quoted(lines: Iterator[str], options: Options, file: InputFile) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST)
    reader = csv.reader(lines, delimiter=options.delimiter, strict=True)
    row = 1
    try:
        for cells in reader:
            if cells:
                yield row, cells
            row = reader.line_num + 1
    except csv.Error as error:
        raise DamagedFileError(
            file.name,
            "file.syntax",
            f"the quotes of this row do not match ({error})",
            "mend the row, or say `quoted: false` in the catalogue if quotes are characters",
            row=row,
        ) from None


FORMAT = Format("delimited", Options, read)
