"""Files that are one JSON array, an object a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from pipeline.errors import BadInputError
from pipeline.klue_format.base import Given, KlueFile, KlueFormat
from pipeline.klue_format.files import Source
from pipeline.klue_format.json_text import Scanner
from pipeline.klue_format.layout import KLUES, Layout
from pipeline.klue_format.problems import Problems, shown
from pipeline.klue_format.records import Codec, MismatchError, Notes
from pipeline.yamlfile import Json

R = TypeVar("R")


Decode = Callable[[Json, Notes], R]
"""Reads a record; raises MismatchError. With notes it is lenient, and says there what it passed over."""


def read_array(source: Source, problems: Problems, decode: Decode[R]) -> tuple[R, ...]:
    """Read the rows of an array.

    Raises:
        BadInputError: the text is not a JSON array.
    """
    scanner = Scanner(source)
    rows = read_elements(scanner.elements(), problems, decode)
    scanner.end()
    return rows


def read_elements(
    elements: Iterable[tuple[int, Json]], problems: Problems, decode: Decode[R]
) -> tuple[R, ...]:
    """Decode elements that come with their lines; those that do not fit become problems."""
    rows = []
    for line, value in elements:
        notes: list[MismatchError] | None = [] if problems.lenient else None
        try:
            rows.append(decode(value, notes))
        except MismatchError as error:
            problems.add(line, str(error), guid_of(value))
            continue
        for note in notes or ():
            problems.note(line, str(note), guid_of(value))
    return tuple(rows)


def encode_all(rows: Sequence[R], encode: Callable[[R], Json]) -> list[Json]:
    """Encode rows; ``encode`` raises MismatchError.

    Raises:
        BadInputError: one cannot be written as JSON.
    """
    records = []
    for number, row in enumerate(rows, start=1):
        try:
            records.append(encode(row))
        except MismatchError as error:
            name = shown(getattr(row, "guid", f"element {number}"))
            raise BadInputError(f"{name}: cannot be written as JSON: {error}", "mend the text") from None
    return records


def guid_of(value: Json) -> str | None:
    """Give the guid of a record that may not even be one."""
    guid = value.get("guid") if isinstance(value, dict) else None
    return guid if isinstance(guid, str) else None


def first_of(source: Source) -> Json:
    """Give the first element of an array; None if there is none.

    Raises:
        BadInputError: it is not JSON.
    """
    return next((value for _, value in Scanner(source).elements()), None)


def array_format(
    task: str,
    row_type: type[R],
    signs: frozenset[str],
    *,
    names: dict[str, str] | None = None,
    blanks: Mapping[str, object],
    sources: Callable[[R], tuple[str, ...]],
    given: Callable[[R], Given],
) -> KlueFormat[R, Layout]:
    """Describe a format whose objects have a key for each field of the row, called as ``names`` has it.

    ``blanks`` are what an audit takes for fields that a record lacks.
    """
    codec = Codec(row_type, names, blanks)

    def parse(source: Source, problems: Problems) -> KlueFile[R, Layout]:
        rows = read_array(source, problems, codec.decode)
        return KlueFile(rows, Layout.of(source.text), source.newline)

    def render(rows: Sequence[R], frame: Layout) -> str:
        return frame.dump(encode_all(rows, codec.encode))

    return KlueFormat(
        task=task,
        row_type=row_type,
        signs=signs,
        frame=KLUES,
        parse=parse,
        render=render,
        sources=sources,
        given=given,
        codec=codec,
    )
