"""Geometry of dependency trees: words in a row, an arc above them from each word to its head, in pixels."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.report.phrases import clip
from pipeline.tasks.drawings import Arc

MOST_WORDS = 60
LONGEST_WORD = 20
LONGEST_ANALYSIS = 36
WORD_SIZE, SMALL_SIZE = 14, 11
"""Font sizes, which the style sheet repeats."""

_GAP = 16
_STEP = 21
"""Pixels between an arc and the one above it."""
_PORT = 7
"""Pixels between the ends of two arcs at one word."""
_BEND = 6
_HEAD_ROOM = 16
_BELOW, _NOTED = 28, 46
"""Pixels below the line on which words stand, without and with analyses."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word at the middle ``x``; ``analysis`` is set where the answers differ in it."""

    x: float
    text: str
    analysis: str


@dataclass(frozen=True, slots=True)
class PlacedArc:
    """An arc with its label at the middle ``x`` and the height ``y`` of its top."""

    path: str
    label: str
    x: float
    y: float
    differs: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree in a box of ``width`` by ``height``; words stand on the line ``base``.

    ``said`` says each arc in words: word, head or None at the root, label, and whether the answers differ.
    """

    width: int
    height: int
    base: int
    words: tuple[PlacedWord, ...]
    arcs: tuple[PlacedArc, ...]
    said: tuple[tuple[str, str | None, str, bool], ...]


def trees(words: Sequence[str], answers: Sequence[Sequence[Arc]]) -> tuple[Tree, ...]:
    """Lay answers out, their words below each other; of a long sentence only its first words."""
    texts = [clip(word, LONGEST_WORD) for word in words[:MOST_WORDS]]
    drawn = [
        [arc for arc in own if arc.word < len(texts) and (arc.head is None or arc.head < len(texts))]
        for own in answers
    ]
    analyses = [{arc.word: arc.analysis for arc in own} for own in drawn]
    notes = [
        {
            word: clip(analysis, LONGEST_ANALYSIS)
            for word, analysis in own.items()
            if any(other.get(word) != analysis for other in analyses)
        }
        for own in analyses
    ]
    shared = frozenset.intersection(*(frozenset(map(_bare, own)) for own in drawn)) if drawn else frozenset()
    middles, width = _middles(texts, drawn, notes)
    room = _NOTED if any(notes) else _BELOW
    return tuple(
        _tree(texts, own, shared, middles, width, own_notes, room)
        for own, own_notes in zip(drawn, notes, strict=True)
    )


def text_width(text: str, size: float) -> float:
    """Estimate how wide a text is: wide characters take an em, others a little more than half of one.

    >>> text_width("가a", 10)
    16.0
    """
    ems = 0.0
    for character in text:
        if unicodedata.combining(character):
            continue
        ems += 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.6
    return ems * size


def _tree(
    texts: Sequence[str],
    arcs: Sequence[Arc],
    shared: Collection[Arc],
    middles: Sequence[float],
    width: int,
    notes: Mapping[int, str],
    room: int,
) -> Tree:
    """Lay one answer out; ``shared`` are the arcs that all have, whatever they say of the words."""
    levels = _levels(arcs)
    base = _HEAD_ROOM + (max(levels.values(), default=0) + 1) * _STEP
    ports = _ports(arcs)
    placed, said = [], []
    for arc in arcs:
        differs = _bare(arc) not in shared
        start = middles[arc.word] + ports[arc.word, arc]
        if arc.head is None:
            x, top, path = start, _HEAD_ROOM, f"M{start:.0f} {base}V{_HEAD_ROOM}"
        else:
            end = middles[arc.head] + ports[arc.head, arc]
            x, top = (start + end) / 2, base - levels[arc] * _STEP
            path = _path(start, end, base, top)
        placed.append(PlacedArc(path, arc.label, round(x, 1), top, differs))
        said.append((texts[arc.word], None if arc.head is None else texts[arc.head], arc.label, differs))
    return Tree(
        width=width,
        height=base + room,
        base=base,
        words=tuple(PlacedWord(middles[i], text, notes.get(i, "")) for i, text in enumerate(texts)),
        arcs=tuple(sorted(placed, key=lambda arc: arc.differs)),
        said=tuple(said),
    )


def _bare(arc: Arc) -> Arc:
    """Give an arc without the word's analysis."""
    return Arc(arc.word, arc.head, arc.label, "")


def _middles(
    texts: Sequence[str], answers: Sequence[Sequence[Arc]], notes: Sequence[Mapping[int, str]]
) -> tuple[list[float], int]:
    """Set the words side by side, with room for analyses, ends of arcs, and labels between neighbours."""
    labels: dict[int, float] = defaultdict(float)
    for arc in (arc for own in answers for arc in own):
        if arc.head is not None and abs(arc.head - arc.word) == 1:
            left = min(arc.head, arc.word)
            labels[left] = max(labels[left], text_width(arc.label, SMALL_SIZE) + 4 * _PORT)
    halves = []
    for index, text in enumerate(texts):
        ends = max(sum(index in (arc.word, arc.head) for arc in own) for own in answers)
        noted = max(text_width(own.get(index, ""), SMALL_SIZE) for own in notes)
        halves.append(max(text_width(text, WORD_SIZE), noted, ends * _PORT) / 2)
    middles: list[float] = []
    for index, half in enumerate(halves):
        if not index:
            middles.append(max(half, 3 * _PORT) + _GAP / 2)
            continue
        apart = max(halves[index - 1] + half + _GAP, labels[index - 1])
        middles.append(round(middles[-1] + apart, 1))
    last = max(halves[-1], 4 * _PORT) if halves else 0
    return middles, round((middles[-1] if middles else 0) + last + _GAP / 2)


def _levels(arcs: Sequence[Arc]) -> dict[Arc, int]:
    """Give each arc a height above all arcs below it."""
    levels: dict[Arc, int] = {}
    spans: list[tuple[int, int, int]] = []
    for arc in sorted((a for a in arcs if a.head is not None), key=lambda a: (_length(a), a.word)):
        low, high = sorted((arc.word, arc.head or 0))
        inside = (level for start, end, level in spans if low <= start and end <= high)
        levels[arc] = max(inside, default=0) + 1
        spans.append((low, high, levels[arc]))
    return levels


def _ports(arcs: Sequence[Arc]) -> dict[tuple[int, Arc], float]:
    """Set the ends of arcs at a word side by side so that none crosses another: outer ones lie outside."""
    ends: dict[int, list[tuple[int, int, Arc]]] = defaultdict(list)
    for arc in arcs:
        if arc.head is None:
            ends[arc.word].append((1, -MOST_WORDS, arc))
            continue
        for here, there in ((arc.word, arc.head), (arc.head, arc.word)):
            ends[here].append((0, _length(arc), arc) if there < here else (1, -_length(arc), arc))
    return {
        (word, arc): (place - (len(own) - 1) / 2) * _PORT
        for word, own in ends.items()
        for place, (_, _, arc) in enumerate(sorted(own))
    }


def _length(arc: Arc) -> int:
    return abs((arc.head or 0) - arc.word)


def _path(start: float, end: float, base: int, top: int) -> str:
    bend = _BEND if end > start else -_BEND
    return (
        f"M{start:.0f} {base}V{top + _BEND}Q{start:.0f} {top} {start + bend:.0f} {top}"
        f"H{end - bend:.0f}Q{end:.0f} {top} {end:.0f} {top + _BEND}V{base}"
    )
