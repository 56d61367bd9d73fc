"""The answers of one task's label round as arrays."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.agreement import Scale
from pipeline.agreement.arrays import Bools, Floats, Ints
from pipeline.model import Annotation, Item
from pipeline.tasks.base import AlphaOver


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Answers in long form, sorted by item, then annotator; skips are left out.

    ``item``, ``annotator`` and ``text``, each of shape (answers,), hold codes into ``items``, ``annotators``
    and ``texts``, the distinct values as they are stored. ``seconds`` is NaN where it was not taken,
    ``suggested`` says whether the annotator began from a pre-annotation. ``position`` is the place of an
    answer in the order in which all were given.
    """

    items: tuple[str, ...]
    annotators: tuple[str, ...]
    texts: tuple[str, ...]
    item: Ints
    annotator: Ints
    text: Ints
    seconds: Floats
    suggested: Bools
    position: Ints
    created_at: tuple[str, ...]

    @classmethod
    def of(cls, items: Iterable[Item[str]], annotations: Iterable[Annotation[str]], task: str) -> Answers:
        """Take the answers of a task's label round; answers of one moment are ordered by item."""
        known = {item.item_id for item in items if (item.task, item.round) == (task, "label")}
        rows = [
            (a.item_id, a.annotator, a.value, a.seconds, a.suggestion is not None, a.created_at)
            for a in annotations
            if (a.task, a.round) == (task, "label") and a.value is not None and a.item_id in known
        ]
        rows.sort(key=lambda row: row[:2])
        created = tuple(row[5] for row in rows)
        order = sorted(range(len(rows)), key=created.__getitem__)
        position = np.empty(len(rows), dtype=np.int64)
        position[order] = np.arange(len(rows))
        names = [_encode([row[column] for row in rows]) for column in range(3)]
        return cls(
            items=names[0][1],
            annotators=names[1][1],
            texts=names[2][1],
            item=names[0][0],
            annotator=names[1][0],
            text=names[2][0],
            seconds=np.array([np.nan if row[3] is None else row[3] for row in rows], dtype=np.float64),
            suggested=np.array([row[4] for row in rows], dtype=np.bool_),
            position=position,
            created_at=created,
        )

    def __len__(self) -> int:
        return len(self.item)

    def rows_of(self, annotator: int) -> Ints:
        """Give the rows of an annotator in the order in which they were given."""
        rows = np.flatnonzero(self.annotator == annotator)
        ordered: Ints = rows[np.argsort(self.position[rows])]
        return ordered


@dataclass(frozen=True, slots=True, eq=False)
class Categories:
    """The category of every answer, shape (answers,), as codes into ``names``.

    ``level`` is the level of measurement, None where answers have no category and stand for themselves.
    """

    code: Ints
    names: tuple[Hashable, ...]
    level: Scale | None


def categories_of(answers: Answers, alphas: Sequence[AlphaOver], headline: str | None) -> Categories:
    """Give the categories that the headline measure compares; where it has none, the answers as they stand.

    A task's answers are categorical where its headline is an α over one rating an answer.
    """
    for over in alphas:
        ratings = over.ratings
        if over.measure == headline and ratings.units == answers.items and len(ratings.unit) == len(answers):
            return Categories(ratings.value, ratings.values, over.level)
    return Categories(answers.text, answers.texts, None)


def _encode(column: Sequence[Any]) -> tuple[Ints, tuple[str, ...]]:
    names = sorted(set(column))
    code = {name: number for number, name in enumerate(names)}
    return np.array([code[name] for name in column], dtype=np.int64), tuple(names)
