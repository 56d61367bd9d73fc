"""What pictures are: typed values that templates write down, a ``kind`` a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.model import Status
from pipeline.report.phrases import Phrase
from pipeline.report.pictures.marked import Piece
from pipeline.report.pictures.trees import Tree

HALF_PAGE = 520
"""Pixels of width that half of a page has for a picture."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whose answer it is."""

    name: str
    adjudicator: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that was read."""

    title: Phrase | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """What the same answer has in common: the labels, the best first, and who gave it."""

    labels: tuple[Phrase, ...]
    by: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class ChoicePicture:
    """Texts, and the votes, the most frequent first."""

    readings: tuple[Shown, ...]
    votes: tuple[Vote, ...]
    kind: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """The text as one answer marks it; ``marks`` counts the spans."""

    who: Who
    pieces: tuple[Piece, ...]
    marks: int


@dataclass(frozen=True, slots=True)
class MarksPicture:
    """What was read, and a row an answer."""

    readings: tuple[Shown, ...]
    rows: tuple[MarkedRow, ...]
    kind: Literal["marks"] = "marks"


@dataclass(frozen=True, slots=True)
class TreesPicture:
    """A sentence, and a tree an answer; ``more`` counts the words that are not drawn."""

    sentence: str
    trees: tuple[tuple[Who, Tree], ...]
    more: int
    kind: Literal["trees"] = "trees"

    @property
    def wide(self) -> bool:
        """Whether it takes more than half of a page."""
        return any(tree.width > HALF_PAGE for _, tree in self.trees)


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes for a turn, each with whether it differs; everybody's alike where ``who`` is None."""

    who: Who | None
    notes: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Bubbles:
    """A turn with the notes beside it."""

    user: str
    system: str
    notes: tuple[Notes, ...]


@dataclass(frozen=True, slots=True)
class DialoguePicture:
    """Turns in order; ``more`` counts those that are not shown."""

    turns: tuple[Bubbles, ...]
    more: int
    kind: Literal["dialogue"] = "dialogue"


Picture: TypeAlias = ChoicePicture | MarksPicture | TreesPicture | DialoguePicture


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as it was seen, with its answers; ``agreement`` is the mean score of their pairs."""

    item_id: str
    picture: Picture
    agreement: float | None
    status: Status | None
