"""What a format is: how a file of one task is read and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from pipeline.klue_format.files import Newline, Source, load, save
from pipeline.klue_format.problems import Problems
from pipeline.klue_format.records import Codec
from pipeline.tasks.release_row import RawAnswer

R = TypeVar("R")
"""A task's released record."""
F = TypeVar("F")
"""What a file holds beside its rows and must be written again: header lines, layout, names of keys."""


@dataclass(frozen=True, slots=True)
class KlueFile(Generic[R, F]):
    """A file that was read; ``newline`` is noted and not kept: files are written with line feeds."""

    rows: tuple[R, ...]
    frame: F
    newline: Newline = "\n"


@dataclass(frozen=True, slots=True)
class Given:
    """What the annotators whom a row names answered, and the share of them that its own answer has.

    Without any the share is 0: nobody is known to stand behind the row.
    """

    answers: tuple[RawAnswer, ...] = ()
    support: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KlueFormat(Generic[R, F]):
    """The file format of a task.

    Attributes:
        task: The task's short name.
        row_type: Its released record.
        signs: Names of keys or columns by which a file of this task is known.
        frame: What a file that nobody read before is written with.
        parse: Reads a text, and collects what of it would be lost; raises BadInputError if it breaks off or
            is of another kind.
        render: Writes rows; raises BadInputError if one cannot be read back as it is.
        sources: Names the sources of a row, as far as the file does.
        given: Gives what a row's own annotators answered.
        codec: Reads a record that stands by itself, as in JSON lines and tables.
    """

    task: str
    row_type: type[R]
    signs: frozenset[str]
    frame: F
    parse: Callable[[Source, Problems], KlueFile[R, F]]
    render: Callable[[Sequence[R], F], str]
    sources: Callable[[R], tuple[str, ...]]
    given: Callable[[R], Given]
    codec: Codec[R]

    def read(self, path: Path) -> KlueFile[R, F]:
        """Read a file whole.

        Values are taken as they are, damaged or not: judging them is the contract's business.

        Raises:
            MalformedError: rows do not have the format's shape; it names every one with its line.
            BadInputError: the file is missing, is not UTF-8, breaks off or is not JSON.
        """
        return self.understand(load(path))

    def understand(self, source: Source) -> KlueFile[R, F]:
        """Read a text whole.

        Raises:
            MalformedError: rows do not have the format's shape; it names every one with its line.
            BadInputError: the text breaks off or is not JSON.
        """
        problems = Problems(source.name)
        file = self.parse(source, problems)
        problems.refuse()
        return file

    def write(self, file: KlueFile[R, F], path: Path) -> None:
        """Write a file; nothing is written if a row cannot be.

        Raises:
            BadInputError: the format cannot hold a row.
            UsageError: the place cannot be written to.
        """
        save(path, self.render(file.rows, file.frame))


class NamesSource(Protocol):
    """A row with its source."""

    @property
    def source(self) -> str:
        """Name of the source; empty where there is none."""


def named_source(row: NamesSource) -> tuple[str, ...]:
    """Give the one source that a row names."""
    return (row.source,) if row.source else ()


def none_given(_row: object) -> Given:
    """Say that a format names no annotators."""
    return Given()


def no_sources(_row: object) -> tuple[str, ...]:
    """Say that a format names no sources."""
    return ()
