"""What a reader is given and what it yields."""

from __future__ import annotations

import codecs
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Generic, TypeVar

import pydantic

from pipeline.errors import BadInputError
from pipeline.model import Incident, Link
from pipeline.settings import Section

Opts = TypeVar("Opts", bound="Options")


def name_of(path: Path, root: Path) -> str:
    """Name a file by its path below the root, in NFC; bytes that are no UTF-8 are escaped."""
    name = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", name)


def is_part(path: Path) -> bool:
    """Tell whether a file belongs to a retrieval under way (:mod:`pipeline.corpora.retrieve`)."""
    return path.name.startswith(".") and path.name.endswith((".part", ".part.json", ".lock"))


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of a source; ``name`` is its path below the corpora's root, with slashes.

    The member of an archive is called ``archive.zip!inner/file.csv``, and lies where it was unpacked to.
    ``members`` is a pattern of those that are wanted of a file that is an archive; None: all. ``part`` says
    between which bytes of the file those records begin that are wanted; None: all.
    """

    path: Path
    name: str
    members: str | None = None
    part: tuple[int, int] | None = None

    @property
    def stem(self) -> str:
        """The last part of the name, without its last suffix."""
        return PurePosixPath(self.name).stem

    @property
    def size(self) -> int:
        """Bytes of the file, or of the part."""
        return self.path.stat().st_size if self.part is None else self.part[1] - self.part[0]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as its file has it, not yet normalised; ``row`` is where it begins, counted from 1.

    Links are offsets into ``text``, which a reader that gives links has normalised itself. ``notes`` are
    incidents that did not cost the document.
    """

    row: int
    text: str
    native_id: str | None = None
    native_group: str | None = None
    title: str | None = None
    links: tuple[Link, ...] = ()
    url: str | None = None
    revision: str | None = None
    contributors: tuple[str, ...] = ()
    published_at: str | None = None
    category: str | None = None
    notes: tuple[Incident, ...] = ()


Found = RawDocument | Incident
"""A document, or the incident that cost one."""


class DamagedFileError(BadInputError):
    """From some place on a file cannot be read; what was read of it before is sound.

    ``check`` names the incident that is made of it, ``row`` (from 1) and ``offset`` (in bytes) the place.
    """

    def __init__(
        self,
        file: str,
        check: str,
        problem: str,
        remedy: str | None = None,
        row: int | None = None,
        offset: int | None = None,
    ) -> None:
        where = file if row is None else f"{file}:{row}"
        super().__init__(f"{where}: {problem}", remedy)
        self.file = file
        self.check = check
        self.problem = problem
        self.row = row
        self.offset = offset

    def __reduce__(self) -> tuple[type[DamagedFileError], tuple[str | int | None, ...]]:
        return type(self), (self.file, self.check, self.problem, self.remedy, self.row, self.offset)


class Options(Section):
    """What a format lets the catalogue say about its files."""


class TextOptions(Options):
    """What may be said of every file of text."""

    encoding: str | None = None
    """What the files are written in, by Python's name of the codec, where it cannot be told from them."""

    @pydantic.field_validator("encoding")
    @classmethod
    def _is_text_encoding(cls, name: str | None) -> str | None:
        try:
            if name is not None:
                "".encode(name)
                name = codecs.lookup(name).name
        except LookupError:
            raise ValueError(f"{name!r} is no encoding: utf-8, cp949, johab, utf-16-le, …") from None
        return name


@dataclass(frozen=True, slots=True)
class Format(Generic[Opts]):
    """A file format: what may be said about its files, and how one is read.

    ``read`` raises :class:`DamagedFileError` where a file cannot be read further: it is truncated,
    malformed, or in an encoding that cannot be told. Any other :class:`~pipeline.errors.BadInputError` says
    that what the catalogue says does not fit the file, and ends the run. ``files`` lists the files to read
    of a folder that is one data set; without it a folder is just where files are. ``split`` cuts a large file
    into parts that ``read`` reads by themselves, counting their rows from 1; without it files stay whole.
    """

    name: str
    options: type[Opts]
    read: Callable[[InputFile, Opts], Iterator[Found]]
    files: Callable[[Path, Opts], list[Path]] | None = None
    split: Callable[[InputFile], Sequence[InputFile]] | None = None
