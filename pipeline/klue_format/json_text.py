"""JSON read strictly, value by value, with the line on which each begins."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn

from pipeline.errors import BadInputError
from pipeline.klue_format.files import Source
from pipeline.yamlfile import Json

_SPACE = re.compile(r"[ \t\n\r]*")


class Scanner:
    """Walks through the text of a file.

    All methods raise BadInputError, with file and line, where the text is not JSON, breaks off, repeats a key
    or holds a number that JSON does not have.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._at = 0
        self._line = 1
        self._counted = 0

    @property
    def line(self) -> int:
        """The line, from 1, that has been reached."""
        self._line += self._source.text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> str:
        """Skip white space and give the next character; empty at the end."""
        found = _SPACE.match(self._source.text, self._at)
        assert found is not None
        self._at = found.end()
        return self._source.text[self._at : self._at + 1]

    def value(self) -> Json:
        """Read the value that begins here."""
        self.peek()
        try:
            value: Json
            value, self._at = _DECODER.raw_decode(self._source.text, self._at)
        except json.JSONDecodeError as error:
            problem = error.msg.removesuffix(" at").removesuffix(" starting")
            raise self._error(error.pos, problem) from None
        except RecursionError:
            raise self._error(self._at, "nested too deeply") from None
        except ValueError as error:
            raise self._error(self._at, str(error)) from None
        return value

    def elements(self) -> Iterator[tuple[int, Json]]:
        """Read an array; give each element with its line."""
        self._take("[")
        if self.peek() != "]":
            while True:
                self.peek()
                yield self.line, self.value()
                if self.peek() != ",":
                    break
                self._take(",")
        self._take("]")

    def members(self) -> Iterator[str]:
        """Walk through an object; who is given a key reads its value before asking for the next."""
        self._take("{")
        if self.peek() != "}":
            seen: set[str] = set()
            while True:
                self.peek()
                start, key = self._at, self.value()
                if not isinstance(key, str):
                    raise self._error(start, "a key is wanted")
                if key in seen:
                    raise self._error(start, f"the key {key!r} is repeated")
                seen.add(key)
                self._take(":")
                yield key
                if self.peek() != ",":
                    break
                self._take(",")
        self._take("}")

    def end(self) -> None:
        """Make sure that nothing follows."""
        if self.peek():
            raise self._error(self._at, "something follows the end")

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise self._error(self._at, f"{character!r} is wanted")
        self._at += 1

    def _error(self, position: int, problem: str) -> BadInputError:
        if position >= len(self._source.text.rstrip()) or problem.startswith("Unterminated"):
            problem = f"it breaks off ({problem})"
        return self._source.error(
            self._source.line(position), f"not the JSON that KLUE's files are: {problem}"
        )


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {repeated!r} is repeated in the value that begins here")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} in the value that begins here is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
