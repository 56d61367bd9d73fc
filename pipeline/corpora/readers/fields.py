"""Fields of records to documents: what JSON lines and delimited files have in common."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Annotated, Generic, TypeVar

import pydantic
from pydantic import BeforeValidator, Field

from pipeline.corpora.checks import incident
from pipeline.corpora.readers.base import Found, InputFile, RawDocument, TextOptions
from pipeline.model import Incident
from pipeline.yamlfile import Json

K = TypeVar("K", str, str | int)


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


Keys = Annotated[tuple[K, ...], BeforeValidator(_as_list)]


class FieldOptions(TextOptions, Generic[K]):
    """Which field of a record holds what."""

    id: Keys[K] = ()
    """The source's own key; several fields are joined by a slash."""
    title: K | None = None
    """Title."""
    text: Keys[K] = ()
    """Text; several fields are as many documents of one group; none: the title is the text."""
    group: K | None = None
    """The source's own grouping."""
    group_rows: Annotated[int, Field(ge=2)] | None = None
    """Records, one after another, that form a group where no field says so."""
    url: K | None = None
    """Address."""
    published: K | None = None
    """Date of publication."""
    published_format: str | None = None
    """Pattern of the date as strptime has it (``%y.%m.%d``); empty: ISO 8601."""
    category: K | None = None
    """The source's own category."""
    contributor: K | None = None
    """Who wrote it."""

    def mapped(self) -> tuple[K, ...]:
        """List the fields that are mapped."""
        single = [self.title, self.group, self.url, self.published, self.category, self.contributor]
        return self.id + self.text + tuple(key for key in single if key is not None)

    @pydantic.model_validator(mode="after")
    def _has_text(self) -> FieldOptions[K]:
        if not self.text and self.title is None:
            raise ValueError("say which field holds the text (`text`), or the title")
        return self


class FieldError(Exception):
    """A record lacks a mapped field, or holds in it what is neither text nor a number."""


def read_records(
    records: Iterable[tuple[int, Json | Incident]], options: FieldOptions[str], file: InputFile
) -> Iterator[Found]:
    """Make the documents of records that come with their rows; a record that does not fit is an incident."""
    for number, (row, record) in enumerate(records):
        if isinstance(record, Incident):
            yield record
            continue
        try:
            yield from list(_of_record(record, options, file, row, number))
        except FieldError as error:
            yield incident("record.field", str(error), file=file.name, row=row)


def _of_record(
    record: Json, options: FieldOptions[str], file: InputFile, row: int, number: int
) -> Iterator[Found]:
    if not isinstance(record, dict):
        raise FieldError(f"the record is no object but {json.dumps(record)[:40]}")

    def values(key: str) -> tuple[str, ...]:
        found = record[key] if key in record else _inner(record, key)
        return tuple(_text(value, key) for value in _as_values(found) if value not in (None, ""))

    yield from documents(options, values, file, row, number)


def _inner(record: Json, key: str) -> Json:
    """Follow a key through records in records: ``article.body``."""
    for step in key.split("."):
        if not isinstance(record, dict) or step not in record:
            raise FieldError(f"there is no field {key!r}")
        record = record[step]
    return record


def _as_values(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _text(value: Json, key: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise FieldError(f"the field {key!r} holds neither text nor a whole number")
    return str(value)


def documents(
    options: FieldOptions[K],
    values: Callable[[K], tuple[str, ...]],
    file: InputFile,
    row: int,
    number: int,
) -> Iterator[Found]:
    """Make the documents of one record, the ``number``-th of its file counted from 0, at line ``row``.

    ``values`` gives what a field holds: nothing where it is null or empty.

    Raises:
        FieldError: as ``values`` raises it.
    """

    def value(key: K | None) -> str | None:
        return None if key is None else ", ".join(values(key)) or None

    own = [value(key) for key in options.id]
    if None in own:
        raise FieldError("the field of the id is empty")
    native_id = "/".join(part for part in own if part is not None) or None
    published, notes = _published(value(options.published), options.published_format, file, row)
    keys = options.text or (() if options.title is None else (options.title,))
    group = _group(options, value(options.group), native_id, file, row, number)
    for key in keys:
        yield RawDocument(
            row=row,
            text=value(key) or "",
            native_id=f"{native_id}#{key}" if native_id and len(keys) > 1 else native_id,
            native_group=group,
            title=value(options.title),
            url=value(options.url),
            contributors=() if options.contributor is None else values(options.contributor),
            published_at=published,
            category=value(options.category),
            notes=notes,
        )


def _group(
    options: FieldOptions[K],
    stated: str | None,
    native_id: str | None,
    file: InputFile,
    row: int,
    number: int,
) -> str | None:
    if stated is not None:
        return stated
    if options.group_rows is not None:
        return f"{file.stem}:{number // options.group_rows + 1}"
    if len(options.text) > 1:
        return native_id or f"{file.stem}:{row}"
    return None


def _published(
    stated: str | None, pattern: str | None, file: InputFile, row: int
) -> tuple[str | None, tuple[Incident, ...]]:
    if stated is None:
        return None, ()
    try:
        if pattern is None:
            return date.fromisoformat(stated[:10]).isoformat(), ()
        return date(*time.strptime(stated, pattern)[:3]).isoformat(), ()
    except ValueError:
        problem = f"{stated!r} is no date"
        return None, (incident("document.date", problem, file=file.name, row=row),)
