"""Plain text: a file, a paragraph or a line is a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pipeline.corpora.readers import base
from pipeline.corpora.readers.base import Format, Found, InputFile, RawDocument
from pipeline.corpora.readers.streams import open_text


class Options(base.TextOptions):
    """What one document is."""

    unit: Literal["document", "paragraph", "line"] = "document"
    """``document``: the file, known by its name; ``paragraph``: what stands between blank lines; ``line``."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read texts; a form feed ends a line, and blank lines are no documents."""
    with open_text(file, options) as content:
        lines = _lines(content)
        match options.unit:
            case "document":
                yield RawDocument(row=1, text="\n".join(line for _, line in lines), native_id=file.name)
            case "paragraph":
                yield from _paragraphs(lines)
            case "line":
                yield from (RawDocument(row=row, text=line) for row, line in lines if line.strip())
        yield from content.incidents()


def _lines(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    for row, line in enumerate(lines, start=1):
        parts = [part for part in line.removesuffix("\n").split("\f") if part.strip()]
        yield from ((row, part) for part in parts or [""])


def _paragraphs(lines: Iterator[tuple[int, str]]) -> Iterator[RawDocument]:
    held: list[tuple[int, str]] = []
    for row, line in lines:
        if line.strip():
            held.append((row, line))
        elif held:
            yield _paragraph(held)
            held = []
    if held:
        yield _paragraph(held)


def _paragraph(held: list[tuple[int, str]]) -> RawDocument:
    return RawDocument(row=held[0][0], text="\n".join(line for _, line in held))


FORMAT = Format("plain", Options, read)
