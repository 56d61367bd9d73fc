"""How far answers to the same item are alike: pair by pair, and each against the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.quality.annotators.answers import Answers, Categories
from pipeline.tasks.base import Task

Score = Callable[[str, str], float]
"""How far two stored values are alike, in [0, 1]; the same in both directions."""


@dataclass(frozen=True, slots=True, eq=False)
class PairScores:
    """Every pair of answers to one item; ``left``, ``right`` (rows) and ``score`` have shape (pairs,)."""

    left: Ints
    right: Ints
    score: Floats


def scorer(task: Task[Any, Any]) -> Score:
    """Score stored values as the task scores an answer against a reference; each is decoded once."""
    values: dict[str, Any] = {}

    def load(text: str) -> Any:  # noqa: ANN401 (the task's own type)
        if text not in values:
            values[text] = task.label.load_value(text)
        return values[text]

    def score(one: str, other: str) -> float:
        return 1.0 if one == other else task.accuracy(load(one), load(other))

    return score


def pair_scores(answers: Answers, score: Score) -> PairScores:
    """Score all pairs of answers to the same item; each pair of distinct values once."""
    rows = np.arange(len(answers))
    most = int(np.bincount(answers.item).max()) if len(answers) else 0
    left_parts, right_parts = [rows[:0]], [rows[:0]]
    for step in range(1, most):
        left = rows[:-step][answers.item[:-step] == answers.item[step:]]
        left_parts.append(left)
        right_parts.append(left + step)
    left, right = np.concatenate(left_parts), np.concatenate(right_parts)
    one, other = answers.text[left], answers.text[right]
    key = np.minimum(one, other) * max(len(answers.texts), 1) + np.maximum(one, other)
    distinct, place = np.unique(key, return_inverse=True)
    scored = [
        score(answers.texts[k // len(answers.texts)], answers.texts[k % len(answers.texts)])
        for k in distinct.tolist()
    ]
    return PairScores(left, right, np.array(scored, dtype=np.float64)[place])


def against_the_rest(answers: Answers, categories: Categories, pairs: PairScores) -> Floats:
    """Score each answer against the others to its item, shape (answers,); NaN where that is undefined.

    Where answers have a nominal category the score is 1 or 0: whether the answer is the one that most of the
    others gave; undefined where they are tied. Elsewhere it is the mean score with each of the others.
    """
    if categories.level == "nominal":
        majority = majority_of_the_rest(answers.item, categories.code, len(categories.names))
        return np.where(majority < 0, np.nan, (majority == categories.code).astype(np.float64))
    size = len(answers)
    total = sum_by(pairs.left, pairs.score, size) + sum_by(pairs.right, pairs.score, size)
    others = np.bincount(pairs.left, minlength=size) + np.bincount(pairs.right, minlength=size)
    mean: Floats = np.divide(total, others, out=np.full(size, np.nan), where=others > 0)
    return mean


def majority_of_the_rest(unit: Ints, value: Ints, values: int) -> Ints:
    """Give the value that most of the other ratings of a unit have, shape (ratings,).

    It is -1 where there are no others, or several values lead. ``unit`` and ``value`` are codes.
    """
    found: Ints = np.full(len(unit), -1, dtype=np.int64)
    if not len(unit):
        return found
    key, row, count = np.unique(unit * values + value, return_inverse=True, return_counts=True)
    cell_unit = key // values
    best = _leaders(cell_unit, count)
    # Without a rating, only the count of its own cell falls: the leader is among the unit's two best cells,
    # or tied with one of them.
    first, second, third = (best[rank][unit] for rank in range(3))
    padded = np.append(count, 0)
    votes = [padded[cell] - (cell == row) for cell in (first, second, third)]
    top = np.maximum.reduce(votes)
    leading = [(vote == top) & (vote > 0) for vote in votes]
    unique = sum(lead.astype(np.int64) for lead in leading) == 1
    for cell, lead in zip((first, second, third), leading, strict=True):
        take = unique & lead
        found[take] = key[cell[take]] % values
    return found


def _leaders(unit: Ints, count: Ints) -> list[Ints]:
    """Give the cells with the highest, second and third count of each unit; past the last, no cell."""
    order = np.lexsort((-count, unit))
    start = np.searchsorted(unit[order], np.arange(int(unit.max()) + 1))
    width = np.bincount(unit)
    nothing = len(count)
    padded = np.append(order, nothing)
    return [np.where(rank < width, padded[np.minimum(start + rank, nothing)], nothing) for rank in range(3)]
