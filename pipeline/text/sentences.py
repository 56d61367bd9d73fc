"""Sentences and their morphemes, by kiwipiepy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline.errors import BadInputError
from pipeline.model import Morpheme

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

LONGEST_PIECE = 3_000
"""Code points that are analysed at once; longer ones cost kiwipiepy more than their share of time."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_AFTER_A_SENTENCE = re.compile(r".*[.!?…。]['\"’”)\]」』》]*\s", re.DOTALL)
_AFTER_A_WORD = re.compile(r".*\s", re.DOTALL)


class LoneSurrogateError(BadInputError):
    """A text holds half of a UTF-16 pair: it is no sequence of characters."""

    def __init__(self, offset: int) -> None:
        super().__init__(
            f"the code point at offset {offset} is half of a UTF-16 pair",
            "decode the text from its bytes again, strictly",
        )
        self.offset = offset

    def __reduce__(self) -> tuple[type[LoneSurrogateError], tuple[int]]:
        return type(self), (self.offset,)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence in its text: ``text[start:end]``. Offsets of morphemes count from the sentence's start."""

    start: int
    end: int
    text: str
    morphemes: tuple[Morpheme, ...]


def split(text: str) -> list[Segment]:
    """Split a text into sentences without the white space around them.

    The text should be clean (:func:`pipeline.text.normalise.clean`): kiwipiepy neither composes characters
    nor takes rare separators for white space.

    A sentence never goes over the end of a line. A line of more than :data:`LONGEST_PIECE` code points is
    cut first: after the end of a sentence where it can be seen, else after a word. The result depends on
    the text alone.

    Raises:
        LoneSurrogateError: the text holds half of a UTF-16 pair.
    """
    if surrogate := _SURROGATE.search(text):
        raise LoneSurrogateError(surrogate.start())
    return [
        Segment(
            start=start + sentence.start,
            end=start + sentence.end,
            text=text[start + sentence.start : start + sentence.end],
            morphemes=tuple(
                Morpheme(token.form, token.tag, token.start - sentence.start, token.end - sentence.start)
                for token in sentence.tokens
            ),
        )
        for start, piece in _pieces(text)
        for sentence in _kiwi().split_into_sents(piece, return_tokens=True, return_sub_sents=False)
    ]


def split_all(texts: Iterable[str]) -> Iterator[list[Segment]]:
    """Split many texts, one after another; kiwipiepy's own threads would gain a tenth."""
    return map(split, texts)


def analyser() -> str:
    """Name what splits, for fingerprints."""
    return " ".join(f"{package} {version(package)}" for package in ("kiwipiepy", "kiwipiepy-model"))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        rest = line
        while len(rest) > LONGEST_PIECE:
            window = rest[:LONGEST_PIECE]
            cut = _AFTER_A_SENTENCE.match(window) or _AFTER_A_WORD.match(window)
            piece = cut[0] if cut else window
            yield start, piece
            start += len(piece)
            rest = rest[len(piece) :]
        if rest.strip():
            yield start, rest
        start += len(rest)


@cache
def _kiwi() -> Kiwi:
    """Load the model, once a process: 0.7 s and 300 MB."""
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)
