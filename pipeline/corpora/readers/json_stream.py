"""JSON of any size, decoded value by value: the elements of an array, the members of an object."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.corpora.readers.base import DamagedFileError
from pipeline.yamlfile import Json

LONGEST = 1 << 24
"""Characters of the largest value that is decoded in one piece."""
_WHITE = " \t\n\r"


class JsonStream:
    """A JSON text that is read in blocks and consumed from the front.

    ``line`` is the line, from 1, of what comes next. Every method raises
    :class:`~pipeline.corpora.readers.base.DamagedFileError` where the text is not JSON or breaks off.
    """

    def __init__(self, blocks: Iterator[str], name: str) -> None:
        self.line = 1
        self._name = name
        self._blocks = blocks
        self._text = ""
        self._at = 0
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """Skip white space and give the next character; empty at the end."""
        while True:
            while self._at < len(self._text):
                char = self._text[self._at]
                if char not in _WHITE:
                    return char
                self.line += char == "\n"
                self._at += 1
            if not self._more():
                return ""

    def elements(self) -> Iterator[tuple[int, Json]]:
        """Yield the elements of the array that begins here, each with the line on which it begins."""
        for _ in self._parts("[", "]"):
            yield self.line, self.value()

    def members(self) -> Iterator[str]:
        """Yield the keys of the object that begins here; whoever asks consumes the value of each."""
        for _ in self._parts("{", "}"):
            key = self.value()
            if not isinstance(key, str):
                raise self.error("a key is no text")
            self._take(":")
            self.peek()
            yield key

    def value(self) -> Json:
        """Decode the value that begins here.

        A value that ends where the text read so far ends may go on in the next block.
        """
        wanted = 0
        while True:
            try:
                found: tuple[Json, int] = self._decoder.raw_decode(self._text, self._at)
                value, end = found
            except RecursionError:
                raise self.error("its values are nested too deeply") from None
            except ValueError as error:
                wanted = max(2 * wanted, len(self._text) - self._at, 1)
                if len(self._text) - self._at > LONGEST or not self._more(wanted):
                    raise self.error(f"a value is malformed, too long or breaks off ({error})") from None
            else:
                if end < len(self._text) or not self._more():
                    self.line += self._text.count("\n", self._at, end)
                    self._at = end
                    return value

    def end(self) -> None:
        """See that nothing follows."""
        if self.peek():
            raise self.error("something follows the end")

    def error(self, problem: str) -> DamagedFileError:
        """Build an error that names the place."""
        return DamagedFileError(
            self._name, "file.syntax", f"not JSON as it should be: {problem}", "mend the file", row=self.line
        )

    def _parts(self, opening: str, closing: str) -> Iterator[None]:
        """Stop before each element or member."""
        self._take(opening)
        first = True
        while self.peek() != closing:
            if not first:
                self._take(",")
                self.peek()
            first = False
            yield
        self._at += 1

    def _take(self, char: str) -> None:
        if self.peek() != char:
            raise self.error(f"{char} is missing, or it breaks off")
        self._at += 1

    def _more(self, length: int = 1) -> bool:
        """Drop what has been consumed, and read on, at least so many characters if there are."""
        pieces = [self._text[self._at :]]
        come = 0
        while come < length and (block := next(self._blocks, None)) is not None:
            pieces.append(block)
            come += len(block)
        self._text = "".join(pieces)
        self._at = 0
        return come > 0
