"""What a check looks at: a record, a file, or all files of an audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.klue_format.problems import Problem

R = TypeVar("R")
"""A task's released record."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a record and the field it stands in.

    ``prose`` may go over several lines; ``shared`` texts, such as premises, stand in several records.
    """

    field: str
    text: str
    prose: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Record(Generic[R]):
    """A record with its place.

    ``line`` is where a file of KLUE's names the record, or a table's row, from 1. Where ``token_lines`` is
    set, the record's tokens follow one a line. ``fresh`` are the texts that no earlier record of the file
    shares with it: what is wrong in them is reported once. The label of a ``settled`` record need not follow
    from the votes: it is an adjudicator's, or some annotators were believed more than others. ``guid`` is
    empty where the file gives none.
    """

    row: R
    task: str
    file: str
    line: int | None
    guid: str
    texts: tuple[Text, ...]
    fresh: tuple[Text, ...]
    token_lines: bool = False
    settled: bool = False

    def line_of(self, index: int) -> int | None:
        """Give the line of a token, counted from 0: its own, or else the record's."""
        return self.line + 1 + index if self.token_lines and self.line is not None else self.line

    @property
    def place(self) -> str:
        """The record as a message names it."""
        return f"{self.guid or 'a record'} ({'/'.join(Path(self.file).parts[-2:])}:{self.line})"


@dataclass(frozen=True, slots=True, eq=False)
class DataFile:
    """A file that was read.

    Attributes:
        path: Its path, as it was given.
        task: Its task.
        split: The split that its name tells (train, dev or test), or None.
        records: Its records, in order.
        keys: For each path to a key (``qas[].answers[].text``) whether every object there has it.
        reference: Whether the others are only compared with it.
        ontology: The values that each slot may take, where the file's own are known.
        native: Whether it is a table that this pipeline released, and its contract applies.
        dropped: What could not be read as a record, and is not judged.
        noted: What records have beside their task's fields, or lack of them.
    """

    path: str
    task: str
    split: str | None
    records: tuple[Record[Any], ...]
    keys: Mapping[str, bool] = field(default_factory=dict)
    reference: bool = False
    ontology: Mapping[str, frozenset[str]] | None = None
    native: bool = False
    dropped: tuple[Problem, ...] = ()
    noted: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class DataSet:
    """The files of an audit: those that are judged, and those they are compared with."""

    files: tuple[DataFile, ...]

    @property
    def judged(self) -> tuple[DataFile, ...]:
        """The files that are judged."""
        return tuple(file for file in self.files if not file.reference)

    def by_task(self) -> Iterator[tuple[str, list[DataFile]]]:
        """Give the files of each task: references and training data first, then the other splits."""
        for task in dict.fromkeys(file.task for file in self.files):
            yield task, sorted((file for file in self.files if file.task == task), key=_rank)


def are_versions(one: DataFile, other: DataFile) -> bool:
    """Tell whether two files hold the same records, which then are no duplicates of one another."""
    guids, others = ({record.guid for record in file.records} - {""} for file in (one, other))
    return 2 * len(guids & others) > min(len(guids), len(others))


_SPLITS = ("train", "dev", "test")


def _rank(file: DataFile) -> tuple[bool, int]:
    return (not file.reference, _SPLITS.index(file.split) if file.split in _SPLITS else len(_SPLITS))
