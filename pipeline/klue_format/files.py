"""Bytes to text and back: KLUE's files are UTF-8."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import BadInputError, UsageError

Newline = Literal["\n", "\r\n"]

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, its lines ended by line feeds whatever ``newline`` they end with there."""

    name: str
    text: str
    newline: Newline = "\n"

    def line(self, position: int) -> int:
        """Give the line, from 1, of a position in the text."""
        return self.text.count("\n", 0, position) + 1

    def error(self, line: int, problem: str, remedy: str | None = None) -> BadInputError:
        """Build an error that names the file and the line."""
        return BadInputError(f"{self.name}:{line}: {problem}", remedy)


def load(path: Path) -> Source:
    """Read a file; a byte order mark is dropped.

    Raises:
        BadInputError: it is missing or not UTF-8; the message names the line.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInputError(
            f"{path}:{line}: is not UTF-8 (byte {error.start} of the file: {error.reason})",
            "KLUE's files are UTF-8: convert it, or fetch it again",
        ) from None
    newline: Newline = "\r\n" if "\r\n" in text else "\n"
    return Source(str(path), text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n"), newline)


def save(path: Path, text: str) -> None:
    """Write a file.

    Raises:
        BadInputError: the text holds half of a surrogate pair, which is no character.
        UsageError: the file cannot be written.
    """
    try:
        path.write_bytes(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        half = ascii(text[error.start])
        line = text.count("\n", 0, error.start) + 1
        raise BadInputError(
            f"{path}:{line}: was not written: the line would hold {half}, half of a surrogate pair",
            "mend the text",
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from None
