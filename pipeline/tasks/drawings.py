"""What an item and its answers look like, free of any medium: a task gives the parts, a report draws them.

A drawing holds one part for each answer, in the order of the answers. Which parts differ is not said: whoever
draws compares them, for they are equal where the answers are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """The machine name of a label, and what annotators read; the two may be the same.

    ``number``, from 0, tells apart the labels of one set that marks may have.
    """

    name: str
    korean: str
    number: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A labelled stretch of a text: ``text[start:end]``."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that annotators read; ``title`` says what it is, None where there is only one."""

    title: Label | None
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """Texts, and the labels that each answer chooses, the best first."""

    readings: tuple[Reading, ...]
    answers: tuple[tuple[Label, ...], ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """A text in which each answer marks spans, and what else was read with it."""

    readings: tuple[Reading, ...]
    text: str
    answers: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True, order=True)
class Arc:
    """A word's relation to its head, both counted from 0, and the word's own analysis; a root has no head."""

    word: int
    head: int | None
    label: str
    analysis: str


@dataclass(frozen=True, slots=True)
class Arcs:
    """The words of a sentence, and the tree of each answer: an arc for each word, in order."""

    words: tuple[str, ...]
    answers: tuple[tuple[Arc, ...], ...]


@dataclass(frozen=True, slots=True)
class Utterances:
    """A turn: what the user says, what the system answers, and what each answer notes down for it."""

    user: str
    system: str
    answers: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Turns, in order."""

    turns: tuple[Utterances, ...]


Drawing: TypeAlias = Choices | Marks | Arcs | Dialogue
