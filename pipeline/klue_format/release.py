"""KLUE's files to release tables and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pydantic

from pipeline import canonical
from pipeline.contracts.arrow import arrow_schema
from pipeline.contracts.odcs import read_contract
from pipeline.corpora.licences import combine
from pipeline.errors import BadInputError, UsageError
from pipeline.ids import stable_id
from pipeline.klue_format.base import KlueFile, KlueFormat
from pipeline.klue_format.files import load
from pipeline.klue_format.registry import FORMATS, detect
from pipeline.resources import shipped
from pipeline.tables import from_table, to_table
from pipeline.tasks.release_row import Shared, Verdict

_FRAME = "klue_frame"
_RECORDS = "klue_records"
IMPORTED = "imported"
"""Status of the answer of a row that somebody else released."""
METHOD = "unstated"


def import_file(path: Path, task: str | None, licence: str) -> pa.Table:
    """Read a file into a release table; the task is told from the file where it is not given.

    ``licence`` is the SPDX licence under which the file was released.

    Raises:
        MalformedError: rows do not have the format's shape.
        BadInputError: the file cannot be read, its task cannot be told, or the licence is none.
        UsageError: there is no such task.
    """
    stated = combine([licence]).licence
    source = load(path)
    chosen = detect(source) if task is None else _format(task)
    try:
        file = chosen.understand(source)
        return _with_frame(to_release(chosen.task, file.rows, stated), file.frame)
    except (pa.ArrowInvalid, OverflowError) as error:
        raise BadInputError(f"{path}: does not fit the contract {chosen.task}: {error}") from None


def export_table(table: pa.Table, task: str, path: Path) -> None:
    """Write the rows of a release table as KLUE does; nothing is written if one does not fit.

    A table that was imported, and still holds the records it was imported with, is written in the layout of
    the file it came from.

    Raises:
        BadInputError: the table is none of the task's, or KLUE's format cannot hold a row.
        UsageError: there is no such task, or the file cannot be written.
    """
    chosen = _format(task)
    rows = tuple(from_release(task, table))
    chosen.write(KlueFile(rows, _frame_of(table, chosen)), path)


def to_release(task: str, rows: Sequence[Any], licence: str) -> pa.Table:
    """Put rows into a table of the task's contract, with the shared columns of an import.

    Sources and raw answers are the file's own, as far as it has them; how the answers were found it does not
    say, and documents it has none.

    Raises:
        pyarrow.ArrowInvalid: a row does not fit the contract's schema.
        UsageError: there is no such task.
    """
    chosen = _format(task)
    schema = _schema(task)
    own = to_table(rows, _part(schema, chosen.row_type))
    shared = to_table((_shared(chosen, row, licence) for row in rows), _part(schema, Shared))
    return pa.Table.from_arrays([*own.columns, *shared.columns], schema=schema)


def from_release(task: str, table: pa.Table) -> list[Any]:
    """Take the task's rows out of a release table; the shared columns are left.

    Raises:
        BadInputError: the table is none of the task's.
        UsageError: there is no such task.
    """
    row_type = _format(task).row_type
    names = [field.name for field in dataclasses.fields(row_type)]
    missing = [name for name in names if name not in table.schema.names]
    if missing:
        raise BadInputError(f"this is no table of the task {task}: it has no column {', '.join(missing)}")
    try:
        return from_table(table.select(names), row_type)
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BadInputError(f"this is no table of the task {task}: {where}: {first['msg']}") from None


def _with_frame(table: pa.Table, frame: object) -> pa.Table:
    """Note beside the table how its file was laid out, and for which records that holds."""
    return table.replace_schema_metadata({_FRAME: canonical.dump(frame), _RECORDS: _records(table)})


def _frame_of(table: pa.Table, chosen: KlueFormat[Any, Any]) -> Any:  # noqa: ANN401 (each format has its own)
    """Give the layout that was noted, or KLUE's own where there is none for these records."""
    noted = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    if _FRAME not in noted or noted.get(_RECORDS) != _records(table):
        return chosen.frame
    try:
        return canonical.load(type(chosen.frame), noted[_FRAME])
    except pydantic.ValidationError:
        return chosen.frame


def _records(table: pa.Table) -> str:
    return stable_id(*(str(guid) for guid in table["guid"].to_pylist()))


def _format(task: str) -> KlueFormat[Any, Any]:
    if task not in FORMATS:
        raise UsageError(f"there is no task {task}", f"there are {', '.join(FORMATS)}")
    return FORMATS[task]


@cache
def _schema(task: str) -> pa.Schema:
    return arrow_schema(read_contract(shipped("data_contracts") / f"{task}.odcs.yaml"))


def _part(schema: pa.Schema, cls: type) -> pa.Schema:
    """Give the columns that a dataclass fills."""
    return pa.schema([schema.field(field.name) for field in dataclasses.fields(cls)])


def _shared(chosen: KlueFormat[Any, Any], row: object, licence: str) -> Shared:
    given = chosen.given(row)
    return Shared(
        source_ids=chosen.sources(row),
        doc_ids=(),
        licence=licence,
        release_licence=licence,
        raw_answers=given.answers,
        consensus=Verdict(METHOD, given.support, given.support, IMPORTED),
    )
