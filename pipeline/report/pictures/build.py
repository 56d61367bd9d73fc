"""From a task's drawing to a picture: who answered what, and where the answers differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.report.phrases import clip
from pipeline.report.pictures.marked import label_phrase, pieces, windows
from pipeline.report.pictures.trees import trees
from pipeline.report.pictures.values import (
    Bubbles,
    ChoicePicture,
    DialoguePicture,
    MarkedRow,
    MarksPicture,
    Notes,
    Picture,
    Shown,
    TreesPicture,
    Vote,
    Who,
)
from pipeline.tasks.base import Answer, Task, Unit
from pipeline.tasks.drawings import Arcs, Choices, Dialogue, Drawing, Marks, Reading, Utterances

LONGEST_UTTERANCE = 400
LONGEST_NOTE = 80
MOST_NOTES = 12
MOST_TURNS = 30


def picture(
    task: Task[Any, Any],
    unit: Unit[Any, Any],
    names: Mapping[str, str],
    settled: Answer[Any] | None = None,
) -> Picture:
    """Draw an item with its answers, the adjudicator's last; ``names`` are people's short ones."""
    answers = unit.answers if settled is None else (*unit.answers, settled)
    people = [Who(names[answer.annotator]) for answer in unit.answers]
    if settled is not None:
        people.append(Who(names[settled.annotator], adjudicator=True))
    return _picture(task.drawing(Unit(unit.item, answers, unit.authored)), people)


def _picture(drawing: Drawing, people: Sequence[Who]) -> Picture:
    match drawing:
        case Choices():
            return _choices(drawing, people)
        case Marks():
            return _marks(drawing, people)
        case Arcs():
            return _trees(drawing, people)
        case Dialogue():
            turns = tuple(_bubbles(turn, people) for turn in drawing.turns[:MOST_TURNS])
            return DialoguePicture(turns, len(drawing.turns) - len(turns))


def _choices(drawing: Choices, people: Sequence[Who]) -> ChoicePicture:
    counts = Counter(drawing.answers)
    return ChoicePicture(
        readings=tuple(map(_reading, drawing.readings)),
        votes=tuple(
            Vote(
                labels=tuple(label_phrase(label) for label in chosen),
                by=tuple(who for who, own in zip(people, drawing.answers, strict=True) if own == chosen),
            )
            for chosen in sorted(counts, key=lambda labels: (-counts[labels], labels))
        ),
    )


def _marks(drawing: Marks, people: Sequence[Who]) -> MarksPicture:
    shared = _shared(drawing.answers)
    everything = {mark for own in drawing.answers for mark in own}
    shown = windows(drawing.text, everything)
    rows = tuple(
        MarkedRow(who, pieces(drawing.text, own, shared, everything - set(own), shown), len(own))
        for who, own in zip(people, drawing.answers, strict=True)
    )
    return MarksPicture(tuple(map(_reading, drawing.readings)), rows)


def _trees(drawing: Arcs, people: Sequence[Who]) -> TreesPicture:
    placed = trees(drawing.words, drawing.answers)
    shown = max((len(each.words) for each in placed), default=0)
    sentence = clip(" ".join(drawing.words), LONGEST_UTTERANCE)
    return TreesPicture(sentence, tuple(zip(people, placed, strict=True)), len(drawing.words) - shown)


def _bubbles(turn: Utterances, people: Sequence[Who]) -> Bubbles:
    shared = _shared(turn.answers)
    notes = [
        Notes(who, tuple((clip(note, LONGEST_NOTE), note not in shared) for note in own[:MOST_NOTES]))
        for who, own in zip(people, turn.answers, strict=True)
    ]
    if all(set(own) == shared for own in turn.answers):
        notes = [Notes(None, notes[0].notes)] if shared else []
    return Bubbles(clip(turn.user, LONGEST_UTTERANCE), clip(turn.system, LONGEST_UTTERANCE), tuple(notes))


def _reading(reading: Reading) -> Shown:
    shown = windows(reading.text, reading.marks)
    parts = pieces(reading.text, reading.marks, reading.marks, (), shown)
    return Shown(None if reading.title is None else label_phrase(reading.title), parts)


def _shared(answers: Sequence[Sequence[Any]]) -> frozenset[Any]:
    """Give what all answers have."""
    return frozenset.intersection(*map(frozenset, answers)) if answers else frozenset()
