"""The elements of one large JSON array, decoded one by one."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

from pipeline.errors import BadInputError
from pipeline.yamlfile import Json


def elements(lines: Iterator[str], name: str) -> Iterator[tuple[int, Json]]:
    """Yield each element with the line, from 1, on which it begins.

    Raises:
        BadInputError: the array is malformed or breaks off; ``name`` is its file.
    """
    ahead = _Lookahead(lines)
    if ahead.char() != "[":
        raise _malformed(name, ahead, "there is no array")
    ahead.take(1)
    first = True
    while ahead.char() != "]":
        if not first:
            if ahead.char() != ",":
                raise _malformed(name, ahead, "a comma is missing, or the array breaks off")
            ahead.take(1)
            ahead.char()
        first = False
        line = ahead.line
        try:
            element, end = ahead.decode()
        except (ValueError, RecursionError) as error:
            raise _malformed(name, ahead, str(error)) from None
        ahead.take(end)
        yield line, element
    ahead.take(1)
    if ahead.char():
        raise _malformed(name, ahead, "something follows the array")


def _malformed(name: str, ahead: _Lookahead, problem: str) -> BadInputError:
    return BadInputError(f"{name}:{ahead.line}: not a JSON array of records: {problem}")


class _Lookahead:
    """The text that has been read and not yet consumed; ``line`` is the number of its first line."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.line = 1
        self._lines = lines
        self._text = ""

    def char(self) -> str:
        """Skip white space and give the next character; empty at the end."""
        while True:
            rest = self._text.lstrip()
            self.take(len(self._text) - len(rest))
            if rest or not self._read(1):
                return rest[:1]

    def take(self, length: int) -> None:
        """Consume text."""
        self.line += self._text.count("\n", 0, length)
        self._text = self._text[length:]

    def decode(self) -> tuple[Json, int]:
        """Decode the value that begins here, reading on, ever more, until it is whole."""
        more = 1
        while True:
            try:
                value, end = json.JSONDecoder().raw_decode(self._text)
            except ValueError:
                if not self._read(more):
                    raise
                more *= 2
            else:
                return value, end

    def _read(self, count: int) -> bool:
        lines = list(itertools.islice(self._lines, count))
        self._text += "".join(lines)
        return bool(lines)
