"""Files, tables and folders to records with their places."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.audit.keys import columns_of, keys_of
from pipeline.audit.records import DataFile, Record, Text
from pipeline.audit.texts import ANATOMY
from pipeline.errors import BadInputError, UsageError
from pipeline.klue_format.base import KlueFormat
from pipeline.klue_format.files import Source, load
from pipeline.klue_format.registry import FORMATS, detect
from pipeline.klue_format.release import IMPORTED, from_release
from pipeline.model import Status
from pipeline.tasks.tod.ontology import DONTCARE, NONE, ontology

_SUFFIXES = (".json", ".tsv", ".parquet")
_ONTOLOGY = "ontology.json"
_TABULAR = ("ner", "dp")
_SETTLED: Status = "settled"
_SPLIT = re.compile(r"(?<![a-z])(train|dev|valid|validation|test)(?![a-z])")
_GUID_KEY = re.compile(r'(?<!\\)"guid"\s*:')
_GUID_HEAD = re.compile(r"^## \S+\t", re.MULTILINE)


def read_paths(paths: Sequence[Path], task: str | None, *, reference: bool = False) -> list[DataFile]:
    """Read KLUE's files, release tables and folders of either, in the order of their names.

    In a folder, what is of no task (or, where ``task`` is given, of another) is left out.

    Raises:
        BadInputError: a file is missing, malformed, or of no task; a folder holds no data.
        UsageError: there is no such task.
    """
    if task is not None and task not in FORMATS:
        raise UsageError(f"there is no task {task}", f"there are {', '.join(FORMATS)}")
    files = []
    for path in paths:
        if path.is_dir():
            inside = [file for file in _folder(path, task, reference) if task in (None, file.task)]
            if not inside:
                raise BadInputError(
                    f"{path}: there are no data of {task or 'any task'} in this folder",
                    f"name a folder with {', '.join(_SUFFIXES)} files of KLUE's or a release's",
                )
            files += inside
        else:
            files.append(_read(path, task, reference))
    return files


def read_data(paths: Sequence[Path], against: Path | None, task: str | None) -> list[DataFile]:
    """Read what is to be judged, each file once, and what it is compared with.

    Raises:
        BadInputError: as :func:`read_paths`.
        UsageError: there is no such task.
    """
    files = {Path(file.path).resolve(): file for file in read_paths(paths, task)}
    if against is not None:
        for file in read_paths([against], task, reference=True):
            files.setdefault(Path(file.path).resolve(), file)
    return list(files.values())


def split_of(path: Path) -> str | None:
    """Tell the split from the name of a file.

    >>> split_of(Path("klue-nli-v1.1_dev.json")), split_of(Path("train-00000-of-00001.parquet"))
    ('dev', 'train')
    """
    found = _SPLIT.findall(path.stem.lower())
    if not found:
        return None
    return "dev" if found[-1].startswith("valid") else str(found[-1])


def _folder(folder: Path, task: str | None, reference: bool) -> Iterator[DataFile]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix not in _SUFFIXES or hidden or not path.is_file():
            continue
        if path.suffix == ".parquet":
            if _task_of(pq.read_schema(path).names):
                yield _read_table(path, None, reference)
            continue
        source = load(path)
        if (found := _detect(source, path)) and task in (None, found.task):
            yield _read_klue(path, source, found, reference)


def _detect(source: Source, path: Path) -> KlueFormat[Any, Any] | None:
    """Tell the format; None if the file is in order but of no task."""
    try:
        return detect(source)
    except BadInputError:
        if path.suffix == ".tsv":
            return None
        if not _is_json(source.text):
            raise
        return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _read(path: Path, task: str | None, reference: bool) -> DataFile:
    if path.suffix == ".parquet":
        return _read_table(path, task, reference)
    source = load(path)
    return _read_klue(path, source, detect(source) if task is None else FORMATS[task], reference)


def _read_klue(path: Path, source: Source, chosen: KlueFormat[Any, Any], reference: bool) -> DataFile:
    rows = chosen.parse(source).rows
    tabular = chosen.task in _TABULAR
    lines = _lines(source.text, _GUID_HEAD if tabular else _GUID_KEY, len(rows))
    return DataFile(
        path=str(path),
        task=chosen.task,
        split=split_of(path),
        records=_records(chosen.task, rows, str(path), lines, token_lines=tabular),
        keys=columns_of(source.text) if tabular else keys_of(source.text),
        reference=reference,
        ontology=_ontology_beside(path) if chosen.task == "tod" else None,
    )


def _read_table(path: Path, task: str | None, reference: bool) -> DataFile:
    try:
        table = pq.read_table(path)
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except (pa.ArrowInvalid, OSError) as error:
        raise BadInputError(f"{path}: is no Parquet table ({error})") from None
    chosen = task or _task_of(table.schema.names)
    if chosen is None:
        raise BadInputError(
            f"{path}: is of none of the tasks: its columns are {', '.join(table.schema.names)}",
            f"say which: {', '.join(FORMATS)}",
        )
    try:
        rows = from_release(chosen, table)
    except BadInputError as error:
        raise BadInputError(f"{path}: {error.what}", error.remedy) from None
    records = _records(chosen, rows, str(path), range(1, len(rows) + 1), token_lines=False)
    statuses = _statuses(table)
    native = bool(statuses) and IMPORTED not in statuses
    settled = [status == _SETTLED for status in statuses] or [False] * len(records)
    return DataFile(
        path=str(path),
        task=chosen,
        split=split_of(path),
        records=tuple(
            dataclasses.replace(record, settled=by_somebody)
            for record, by_somebody in zip(records, settled, strict=True)
        ),
        keys=dict.fromkeys(table.schema.names, True),
        reference=reference,
        ontology=_own_ontology() if chosen == "tod" and native else None,
        native=native,
    )


def _records(
    task: str, rows: Sequence[Any], file: str, lines: Sequence[int | None], *, token_lines: bool
) -> tuple[Record[Any], ...]:
    seen: set[Text] = set()
    records = []
    for row, line in zip(rows, lines, strict=True):
        texts = ANATOMY[task].texts(row)
        fresh = tuple(text for text in texts if text not in seen)
        seen.update(text for text in texts if text.shared)
        records.append(Record(row, task, file, line, row.guid, texts, fresh, token_lines))
    return tuple(records)


def _lines(text: str, guid: re.Pattern[str], count: int) -> list[int | None]:
    """Give the line on which each record is named, in order."""
    lines: list[int | None] = []
    line, counted = 1, 0
    for found in guid.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        lines.append(line)
    return lines if len(lines) == count else [None] * count


def _task_of(columns: Sequence[str]) -> str | None:
    names = set(columns)
    for each in FORMATS.values():
        if {field.name for field in dataclasses.fields(each.row_type)} <= names:
            return each.task
    return None


def _statuses(table: pa.Table) -> list[str]:
    """Tell how each row's answer was found; nothing of a table that does not say."""
    if "consensus" not in table.schema.names:
        return []
    return [str(status) for status in pc.struct_field(table["consensus"], "status").to_pylist()]


def _own_ontology() -> Mapping[str, frozenset[str]]:
    """Give the values of the slots that list theirs; those with a pattern are judged by their form."""
    slots = ontology().slots.items()
    return {name: frozenset((*slot.values, NONE, DONTCARE)) for name, slot in slots if slot.values}


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
