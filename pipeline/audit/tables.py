"""Tables: our own releases, and those of others in Parquet, CSV, TSV and JSON lines."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.audit.file_records import records_of, split_of
from pipeline.audit.foreign import adapt, task_of
from pipeline.audit.records import DataFile
from pipeline.audit.table_rows import TableRows, is_table, read_rows
from pipeline.errors import BadInputError
from pipeline.klue_format.problems import Problems
from pipeline.klue_format.records import MismatchError
from pipeline.klue_format.registry import FORMATS
from pipeline.klue_format.release import IMPORTED, from_release
from pipeline.model import Status
from pipeline.tasks.posterior import METHOD as POSTERIOR
from pipeline.tasks.sts.quality import WEIGHTED
from pipeline.tasks.tod.ontology import DONTCARE, NONE, ontology

_SETTLED: Status = "settled"
_WEIGHED = frozenset({POSTERIOR, WEIGHTED})
"""Methods of consensus that believe some annotators more than others."""


def read_table(path: Path, task: str | None, reference: bool) -> DataFile:
    """Read a table; its task is told from its columns if it is not given.

    Raises:
        BadInputError: the file is missing, no table, of no task, or none of its rows can be read.
    """
    rows = read_rows(path)
    chosen = task or _task_of(rows.columns)
    if chosen is None:
        raise BadInputError(
            f"{path}: is of none of the tasks: its columns are {', '.join(rows.columns)}",
            f"say which with --task: {', '.join(FORMATS)}",
        )
    return _read(path, rows, chosen, reference)


def read_table_if_any(path: Path, reference: bool) -> DataFile | None:
    """Read a table of a folder; None if it is of no task.

    Raises:
        BadInputError: it is no table, or of a task and cannot be read.
    """
    if not is_table(path):
        return None
    rows = read_rows(path)
    chosen = _task_of(rows.columns)
    return None if chosen is None else _read(path, rows, chosen, reference)


def _read(path: Path, rows: TableRows, task: str, reference: bool) -> DataFile:
    if rows.table is not None and _release_task(rows.columns) == task:
        try:
            return _read_release(path, rows.table, task, reference)
        except BadInputError:
            if "consensus" in rows.columns:
                raise
    problems = Problems(str(path), lenient=True)
    for line, message in rows.broken:
        problems.add(line, message)
    read, lines = [], []
    for line, record in zip(rows.lines, rows.records(), strict=True):
        notes: list[MismatchError] = []
        guid = record.get("guid")
        name = guid if isinstance(guid, str) else None
        try:
            read.append(FORMATS[task].codec.decode(adapt(task, record), notes))  # type: ignore[arg-type]
        except MismatchError as error:
            problems.add(line, str(error), name)
            continue
        lines.append(line)
        for note in notes:
            problems.note(line, str(note), name)
    if not read:
        problems.refuse()
    return DataFile(
        path=str(path),
        task=task,
        split=split_of(path),
        records=records_of(task, read, str(path), lines),
        keys=dict.fromkeys(rows.columns, True),
        reference=reference,
        dropped=tuple(problems.found),
        noted=tuple(problems.notes),
    )


def _read_release(path: Path, table: pa.Table, task: str, reference: bool) -> DataFile:
    try:
        rows = from_release(task, table)
    except BadInputError as error:
        raise BadInputError(f"{path}: {error.what}", error.remedy) from None
    statuses = _consensus(table, "status")
    native = bool(statuses) and IMPORTED not in statuses
    return DataFile(
        path=str(path),
        task=task,
        split=split_of(path),
        records=records_of(task, rows, str(path), range(1, len(rows) + 1), settled=_settled(table)),
        keys=dict.fromkeys(table.schema.names, True),
        reference=reference,
        ontology=_own_ontology() if task == "tod" and native else None,
        native=native,
    )


def _task_of(columns: Sequence[str]) -> str | None:
    return _release_task(columns) or task_of(columns)


def _release_task(columns: Sequence[str]) -> str | None:
    """Tell of which task a table has all columns."""
    names = set(columns)
    for each in FORMATS.values():
        if {field.name for field in dataclasses.fields(each.row_type)} <= names:
            return each.task
    return None


def _settled(table: pa.Table) -> list[bool] | None:
    """Tell the rows whose answer need not be what the votes say; None of a table that does not tell."""
    stated = zip(_consensus(table, "status"), _consensus(table, "method"), strict=True)
    return [status == _SETTLED or method in _WEIGHED for status, method in stated] or None


def _consensus(table: pa.Table, field: str) -> list[str]:
    """Give a field of each row's consensus; nothing of a table that has none."""
    if "consensus" not in table.schema.names:
        return []
    return [str(value) for value in pc.struct_field(table["consensus"], field).to_pylist()]


def _own_ontology() -> Mapping[str, frozenset[str]]:
    """Give the values of the slots that list theirs; those with a pattern are judged by their form."""
    slots = ontology().slots.items()
    return {name: frozenset((*slot.values, NONE, DONTCARE)) for name, slot in slots if slot.values}
