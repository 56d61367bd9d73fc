"""Paths to the files of an audit: KLUE's files, tables, and folders of either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.audit.klue_files import read_klue_file, read_klue_file_if_any
from pipeline.audit.records import DataFile
from pipeline.audit.tables import read_table, read_table_if_any
from pipeline.errors import BadInputError, UsageError
from pipeline.klue_format.files import load
from pipeline.klue_format.registry import FORMATS

_KLUES = (".json", ".tsv")
_TABLES = (".parquet", ".csv", ".jsonl", ".tsv")
_BLOCKS = "##"


def read_paths(paths: Sequence[Path], task: str | None, *, reference: bool = False) -> list[DataFile]:
    """Read files, tables and folders of either, in the order of their names.

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
            inside = [file for file in _folder(path, reference) if task in (None, file.task)]
            if not inside:
                raise BadInputError(
                    f"{path}: there are no data of {task or 'any task'} in this folder",
                    f"name a folder with {', '.join(dict.fromkeys(_KLUES + _TABLES))} files of KLUE's tasks",
                )
            files += inside
        else:
            files.append(_read(path, task, reference))
    return files


def read_data(paths: Sequence[Path], against: Sequence[Path], task: str | None) -> list[DataFile]:
    """Read what is to be judged, each file once, and what it is compared with.

    Raises:
        BadInputError: as :func:`read_paths`.
        UsageError: there is no such task.
    """
    files = {Path(file.path).resolve(): file for file in read_paths(paths, task)}
    for file in read_paths(against, task, reference=True):
        files.setdefault(Path(file.path).resolve(), file)
    return list(files.values())


def _folder(folder: Path, reference: bool) -> Iterator[DataFile]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file():
            continue
        if path.suffix in _KLUES and (path.suffix != ".tsv" or _is_klues(path)):
            file = read_klue_file_if_any(path, reference)
        elif path.suffix in _TABLES:
            file = read_table_if_any(path, reference)
        else:
            continue
        if file is not None:
            yield file


def _read(path: Path, task: str | None, reference: bool) -> DataFile:
    if path.suffix == ".conllu":
        raise BadInputError(
            f"{path}: trees of Universal Dependencies are not audited",
            "their scheme has other relations than KLUE's, and heads on both sides: use UD's own validator",
        )
    if path.suffix in _TABLES and (path.suffix != ".tsv" or not _is_klues(path)):
        return read_table(path, task, reference)
    return read_klue_file(path, task, reference)


def _is_klues(path: Path) -> bool:
    """Tell whether a file with tabs is one of KLUE's, which begin with comments, or a table."""
    return load(path).text.startswith(_BLOCKS) if path.is_file() else True
