r"""KLUE's tabular files: header lines, then sentence by sentence a head, a line a row, and a blank line.

A head is ``## <guid>\t<text>``; a header line begins with ``##`` as well, but no guid with a tab follows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.errors import BadInputError
from pipeline.klue_format.base import KlueFile
from pipeline.klue_format.files import Source
from pipeline.klue_format.problems import Problems, shown

R = TypeVar("R")

_MARK = "##"
_HEAD = re.compile(r"## (\S+)\t(.*)")
_SOURCE = re.compile(r".+_[0-9]+[-_](\S+)")
_COLUMNS = " : "
_UNWRITABLE = re.compile("[\t\n\r\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class BlockFrame:
    """The lines before the first sentence."""

    header: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence as the file has it; ``line`` is that of its head, the rows come with their own."""

    line: int
    guid: str
    text: str
    rows: list[tuple[int, str]]


class ShapeError(ValueError):
    """A row of a block does not have the format's shape."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


def read_blocks(source: Source, problems: Problems, decode: Callable[[Block], R]) -> KlueFile[R, BlockFrame]:
    """Read a file; ``decode`` raises ShapeError.

    Raises:
        BadInputError: there is nothing in the file.
    """
    if not source.text.strip():
        raise source.error(1, "the file is empty", "fetch it again")
    lines = source.text.split("\n")
    if "\r" in source.text:
        number = next(number for number, line in enumerate(lines, start=1) if "\r" in line)
        problems.add(number, "a carriage return stands inside a line")
    if lines.pop():
        problems.add(len(lines) + 1, "the last line is not ended; the file may break off in it")
    header = tuple(itertools.takewhile(_is_header, lines))
    rows = []
    for block in _blocks(lines, len(header), problems):
        try:
            rows.append(decode(block))
        except ShapeError as error:
            problems.add(error.line, str(error), block.guid)
    return KlueFile(tuple(rows), BlockFrame(header), source.newline)


def write_blocks(frame: BlockFrame, blocks: Iterable[tuple[str, str, Sequence[str]]]) -> str:
    """Write header and blocks: guid, text and rows of each."""
    lines = [*frame.header]
    for guid, text, rows in blocks:
        lines += [f"{_MARK} {guid}\t{text}", *rows, ""]
    return "".join(f"{line}\n" for line in lines)


def columns(source: Source) -> frozenset[str]:
    """Give the names of the columns that the header states; none if it does not."""
    header = itertools.takewhile(_is_header, source.text.split("\n"))
    return frozenset(name for line in header for name in line.rpartition(_COLUMNS)[2].split("\t"))


def check_head(guid: str, text: str) -> None:
    """Make sure that a head can be read back.

    Raises:
        BadInputError: the guid is empty or holds white space, or the text holds a tab or ends its line.
    """
    if not re.fullmatch(r"\S+", guid):
        raise unwritable(guid, f"the guid {guid!r} is empty or holds white space")
    check_cells(guid, [text])


def check_cells(guid: str, cells: Iterable[str]) -> None:
    """Make sure that texts can be read back from one line.

    Raises:
        BadInputError: one holds a tab, a line break or half of a surrogate pair.
    """
    for cell in cells:
        found = _UNWRITABLE.search(cell)
        if found:
            raise unwritable(guid, f"{cell[:40]!r} holds {found[0]!r}")


def unwritable(guid: str, problem: str) -> BadInputError:
    """Build the error about a row that the format cannot hold."""
    return BadInputError(
        f"{shown(guid)}: cannot be written: {problem}",
        "KLUE's tabular format cannot hold it; mend or drop the row",
    )


class HasGuid(Protocol):
    """A row with its name."""

    @property
    def guid(self) -> str:
        """Name of the row."""


def source_in_guid(row: HasGuid) -> tuple[str, ...]:
    """Give the source that a guid such as ``klue-dp-v1_dev_00000_wikitree`` ends with, if it does."""
    found = _SOURCE.fullmatch(row.guid)
    return (found[1],) if found else ()


def _is_header(line: str) -> bool:
    return line.startswith(_MARK) and not _HEAD.fullmatch(line)


def _blocks(lines: list[str], skip: int, problems: Problems) -> Iterator[Block]:
    block: Block | None = None
    stray = False
    for number, line in enumerate(itertools.islice(lines, skip, None), start=skip + 1):
        if not line:
            if block:
                yield block
            block, stray = None, False
        elif line.startswith(_MARK):
            if block:
                problems.add(number, "no blank line ends the sentence before this one", block.guid)
                yield block
                block = None
            head = _HEAD.fullmatch(line)
            if head:
                block = Block(number, head[1], head[2], [])
            else:
                problems.add(number, "a comment that is no sentence's head would be lost")
        elif block:
            block.rows.append((number, line))
        elif not stray:
            problems.add(number, "no sentence's head stands before this row")
            stray = True
    if block:
        yield block
