"""Answers of made-up annotators."""

from __future__ import annotations

import numpy as np

from pipeline.quality.annotators.answers import Answers, Categories


def answers(rows, *, seconds=None, suggested=None):
    """Answers from rows (item, annotator, text), given in that order of time."""
    rows = [(str(item), str(annotator), str(text)) for item, annotator, text in rows]
    order = sorted(range(len(rows)), key=lambda row: rows[row][:2])
    names = [sorted({row[column] for row in rows}) for column in range(3)]
    codes = [np.array([names[c].index(rows[row][c]) for row in order], dtype=np.int64) for c in range(3)]
    taken = [np.nan] * len(rows) if seconds is None else seconds
    began = [False] * len(rows) if suggested is None else suggested
    return Answers(
        *(tuple(own) for own in names),
        *codes,
        np.array([taken[row] for row in order], dtype=np.float64),
        np.array([began[row] for row in order], dtype=np.bool_),
        np.array(order, dtype=np.int64),
        tuple(f"2026-01-01T00:00:{row % 60:02}Z" for row in order),
    )


def nominal(of):
    """The answers as nominal categories."""
    return Categories(of.text, of.texts, "nominal")


def panel(seed, *, items=600, people=8, answers_an_item=3, labels=5, copying=0.0):
    """A crowd of uneven skill and items that are hard for all; annotator 1 copies 0 where both answer."""
    random = np.random.default_rng(seed)
    error = random.uniform(0.03, 0.3, people)
    rows = []
    for item in range(items):
        hard = 0.45 * (random.random() < 0.12)
        truth = random.integers(labels)
        given = {}
        for person in sorted(random.choice(people, answers_an_item, replace=False)):
            slip = (truth + 1) % labels if random.random() < 0.6 else random.integers(labels)
            given[person] = truth if random.random() >= error[person] + hard else slip
        if 0 in given and 1 in given and random.random() < copying:
            given[1] = given[0]
        rows += [(f"{item:05}", person, value) for person, value in given.items()]
    return answers(rows)
