"""Sentences and their morphemes, by kiwipiepy."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    """A sentence in its text: ``text[start:end]``, and its morphemes' forms, tags and offsets.

    The offsets count from the sentence's start. They are held column by column, as tables want them.
    """

    start: int
    end: int
    text: str
    forms: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @property
    def morphemes(self) -> tuple[Morpheme, ...]:
        """The morphemes one by one."""
        return tuple(map(Morpheme, self.forms, self.tags, self.starts, self.ends))


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
            forms=tuple([token.form for token in tokens]),
            tags=tuple([token.tag for token in tokens]),
            starts=tuple([token.start - sentence.start for token in tokens]),
            ends=tuple([token.end - sentence.start for token in tokens]),
        )
        for start, piece in _pieces(text)
        for sentence in _kiwi().split_into_sents(piece, return_tokens=True, return_sub_sents=False)
        if (tokens := sentence.tokens)
    ]


def analyser() -> str:
    """Name what splits, for fingerprints."""
    return " ".join(f"{package} {version(package)}" for package in ("kiwipiepy", "kiwipiepy-model"))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        while end - start > LONGEST_PIECE:
            window = text[start : start + LONGEST_PIECE]
            cut = _AFTER_A_SENTENCE.match(window) or _AFTER_A_WORD.match(window)
            piece = cut[0] if cut else window
            yield start, piece
            start += len(piece)
        rest = text[start:end]
        if rest.strip():
            yield start, rest
        start = end


@cache
def _kiwi() -> Kiwi:
    """Load the model, once a process: 0.7 s and 300 MB."""
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)
