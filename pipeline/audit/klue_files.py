"""KLUE's own files, read as far as they can be understood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.audit.file_records import records_of, split_of
from pipeline.audit.foreign import Raw, adapt, task_of
from pipeline.audit.keys import columns_of, keys_of
from pipeline.audit.record_lines import record_lines
from pipeline.audit.records import DataFile
from pipeline.errors import BadInputError
from pipeline.klue_format.base import KlueFormat
from pipeline.klue_format.files import Source, load
from pipeline.klue_format.json_rows import first_of, read_array
from pipeline.klue_format.problems import Problems
from pipeline.klue_format.records import Notes
from pipeline.klue_format.registry import FORMATS, detect
from pipeline.yamlfile import Json

_ONTOLOGY = "ontology.json"
_TABULAR = ("ner", "dp")
_ARRAYS = ("tc", "sts", "nli", "re", "tod")


def read_klue_file(path: Path, task: str | None, reference: bool) -> DataFile:
    """Read a file; its task is told from its keys if it is not given.

    Raises:
        BadInputError: the file is missing, breaks off, is of no task, or none of its records can be read.
    """
    source = load(path)
    if task is not None:
        return _read(path, source, FORMATS[task], reference)
    try:
        chosen = detect(source)
    except BadInputError:
        found = _foreign_task(source)
        if found is None:
            raise
        chosen = FORMATS[found]
    return _read(path, source, chosen, reference)


def read_klue_file_if_any(path: Path, reference: bool) -> DataFile | None:
    """Read a file of a folder; None if it is in order, but of no task.

    Raises:
        BadInputError: it is of a task and cannot be read, or is meant to be JSON and is not.
    """
    source = load(path)
    try:
        chosen = detect(source)
    except BadInputError:
        if path.suffix != ".tsv" and not _is_json(source.text):
            raise
        found = None if path.suffix == ".tsv" else _foreign_task(source)
        if found is None:
            return None
        chosen = FORMATS[found]
    return _read(path, source, chosen, reference)


def _read(path: Path, source: Source, chosen: KlueFormat[Any, Any], reference: bool) -> DataFile:
    is_array = source.text.lstrip().startswith("[")
    tabular = chosen.task in _TABULAR and not is_array
    problems = Problems(source.name, lenient=True)
    rows: tuple[Any, ...] = ()
    if not is_array or chosen.task in _ARRAYS:
        rows = chosen.parse(source, problems).rows
    if is_array and not rows:
        adapted = Problems(source.name, lenient=True)
        rows = _read_adapted(source, chosen, adapted)
        if rows or not problems.found:
            problems = adapted
    if not rows:
        problems.refuse()
    lines = record_lines(source.text, [row.guid for row in rows], tabular=tabular)
    return DataFile(
        path=str(path),
        task=chosen.task,
        split=split_of(path),
        records=records_of(chosen.task, rows, str(path), lines, token_lines=tabular),
        keys=columns_of(source.text) if tabular else keys_of(source.text),
        reference=reference,
        ontology=_ontology_beside(path) if chosen.task == "tod" else None,
        dropped=tuple(problems.found),
        noted=tuple(problems.notes),
    )


def _read_adapted(source: Source, chosen: KlueFormat[Any, Any], problems: Problems) -> tuple[Any, ...]:
    """Read an array whose records do not have KLUE's keys, but others that are understood."""

    def decode(value: Json, notes: Notes) -> object:
        record: Raw | Json = adapt(chosen.task, dict(value)) if isinstance(value, dict) else value
        return chosen.codec.decode(record, notes)  # type: ignore[arg-type]

    return read_array(source, problems, decode)


def _foreign_task(source: Source) -> str | None:
    """Tell the task of an array by the keys of its first record, where they are not KLUE's."""
    try:
        first = first_of(source) if source.text.lstrip().startswith("[") else None
    except BadInputError:
        return None
    return task_of(first) if isinstance(first, dict) else None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _ontology_beside(path: Path) -> Mapping[str, frozenset[str]] | None:
    """Read the ontology that KLUE ships beside its dialogues, if it is there.

    Raises:
        BadInputError: it is no mapping of slots to lists of values.
    """
    beside = path.parent / _ONTOLOGY
    if not beside.is_file():
        return None
    try:
        slots = json.loads(load(beside).text)
        return {str(slot): frozenset(map(str, values)) for slot, values in slots.items()}
    except (ValueError, AttributeError, TypeError):
        raise BadInputError(f"{beside}: is no ontology: a mapping of slots to values is wanted") from None
