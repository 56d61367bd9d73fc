"""JSON lines, and JSON arrays of records."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

from pipeline.corpora.checks import incident
from pipeline.corpora.readers import fields, json_array
from pipeline.corpora.readers.base import Format, Found, InputFile
from pipeline.corpora.readers.streams import open_lines
from pipeline.model import Incident
from pipeline.yamlfile import Json


class Options(fields.FieldOptions[str]):
    """Names of the records' fields; a mapped field must be there, and null says that it holds nothing."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read a JSON object a line, or one array of objects.

    A line that is not JSON costs that line. A malformed array costs the file: what follows cannot be told
    apart.

    Raises:
        BadInputError: an array is malformed or truncated.
    """
    with open_lines(file) as lines:
        for number, (row, record) in enumerate(_records(lines, file)):
            if isinstance(record, Incident):
                yield record
                continue
            try:
                yield from list(_documents(record, options, file, row, number))
            except fields.FieldError as error:
                yield incident("record.field", str(error), file=file.name, row=row)


def _documents(record: Json, options: Options, file: InputFile, row: int, number: int) -> Iterator[Found]:
    if not isinstance(record, dict):
        raise fields.FieldError(f"the record is no object but {json.dumps(record, ensure_ascii=False)[:40]}")

    def values(key: str) -> tuple[str, ...]:
        if key not in record:
            raise fields.FieldError(f"there is no field {key!r}")
        return tuple(_text(value, key) for value in _as_list(record[key]) if value not in (None, ""))

    yield from fields.documents(options, values, file, row, number)


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _text(value: Json, key: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise fields.FieldError(f"the field {key!r} holds neither text nor a whole number")
    return str(value)


def _records(lines: Iterator[str], file: InputFile) -> Iterator[tuple[int, Json | Incident]]:
    blank: list[str] = []
    for first in lines:
        if not first.isspace():
            lines = itertools.chain([*blank, first], lines)
            break
        blank.append(first)
    else:
        return
    if first.lstrip().startswith("["):
        yield from json_array.elements(lines, file.name)
        return
    for row, line in enumerate(lines, start=1):
        if line.isspace():
            continue
        try:
            yield row, json.loads(line)
        except (ValueError, RecursionError) as error:
            yield row, incident("json.syntax", f"the line is not JSON: {error}", file=file.name, row=row)


FORMAT = Format("jsonlines", Options, read)
