"""A text with marks, cut into pieces that can be written one after the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.report.phrases import Phrase
from pipeline.tasks.drawings import Label, Mark

WHOLE = 360
"""Code points up to which a text is shown whole; of a longer one the surroundings of its marks."""
AROUND = 70
"""Code points shown on either side of a mark."""
MOST_WINDOWS = 5
LONGEST = 160
"""Code points of one piece; more are cut out of its middle."""
HUES = 6

Kind = Literal["plain", "same", "differs", "missed", "gap"]
"""``same`` is marked by everybody alike, ``missed`` by others only, ``gap`` stands for what is left out."""
Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``label`` is set where a mark ends, ``hue`` goes by its label."""

    kind: Kind
    text: str
    hue: int = 0
    label: Phrase | None = None


def windows(text: str, marks: Collection[Mark]) -> tuple[Window, ...]:
    """Choose what is shown of a text: all of it, or the surroundings of its first marks."""
    if len(text) <= WHOLE:
        return ((0, len(text)),)
    found: list[Window] = []
    for mark in sorted(marks):
        start, end = _word_start(text, mark.start), _word_end(text, mark.end)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found[:MOST_WINDOWS]) or ((0, WHOLE),)


def pieces(
    text: str,
    own: Sequence[Mark],
    shared: Collection[Mark],
    others: Collection[Mark],
    shown: Sequence[Window],
) -> tuple[Piece, ...]:
    """Cut a text at the ends of marks: one's ``own``, and those of ``others``.

    ``shared`` are the marks that everybody made alike. Where marks overlap, the first one colours.
    """
    found: list[Piece] = []
    end = 0
    for window in shown:
        if window[0] > end:
            found.append(Piece("gap", "…"))
        found += _window(text, own, shared, others, window)
        end = window[1]
    if end < len(text):
        found.append(Piece("gap", "…"))
    return tuple(found)


def label_phrase(label: Label) -> Phrase:
    """Name a label in both languages."""
    return Phrase(label.korean, label.name)


def cut(text: str) -> str:
    """Shorten a text by its middle.

    >>> len(cut("가" * 10_000))
    160
    """
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 41] + "…" + text[-40:]


def _word_start(text: str, position: int) -> int:
    """Go back by :data:`AROUND`, then on to where a word begins, if one does."""
    start = max(position - AROUND, 0)
    space = text.find(" ", start, position) if start else -1
    return start if space < 0 else space + 1


def _word_end(text: str, position: int) -> int:
    """Go on by :data:`AROUND`, then back to where a word ends, if one does."""
    end = min(position + AROUND, len(text))
    space = text.rfind(" ", position, end) if end < len(text) else -1
    return end if space < 0 else space


def _window(
    text: str, own: Sequence[Mark], shared: Collection[Mark], others: Collection[Mark], window: Window
) -> list[Piece]:
    low, high = window
    ends = {edge for mark in own for edge in (mark.start, mark.end)}
    for edge in (edge for mark in others for edge in (mark.start, mark.end)):
        if not any(mark.start < edge < mark.end for mark in own):
            ends.add(edge)
    ends = {edge for edge in ends if low < edge < high}
    found = []
    for start, end in pairwise(sorted({low, high, *ends})):
        over = next((mark for mark in own if mark.start <= start and end <= mark.end), None)
        if over is None:
            missed = any(mark.start <= start and end <= mark.end for mark in others)
            # The text between marks is what the windows leave of it, and is shown in full.
            found.append(Piece("missed", cut(text[start:end])) if missed else Piece("plain", text[start:end]))
            continue
        closing = [mark for mark in own if mark.end == end and mark.start <= start]
        label = label_phrase(closing[0].label) if closing else None
        kind: Kind = "same" if over in shared else "differs"
        found.append(Piece(kind, cut(text[start:end]), over.label.number % HUES, label))
    return found
