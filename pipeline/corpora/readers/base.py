"""What a reader is given and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pipeline.config import Section
from pipeline.model import Incident, Link

Opts = TypeVar("Opts", bound="Options")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of a source; ``name`` is its path below the corpora's root, with slashes."""

    path: Path
    name: str


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


class Options(Section):
    """What a format lets the catalogue say about its files."""


@dataclass(frozen=True, slots=True)
class Format(Generic[Opts]):
    """A file format: what may be said about its files, and how one is read.

    ``read`` raises :class:`~pipeline.errors.BadInputError` where the file as a whole cannot be read: it is
    truncated, malformed, or in an encoding that cannot be told.
    """

    name: str
    options: type[Opts]
    read: Callable[[InputFile, Opts], Iterator[Found]]
