"""An annotator's scores in order of time, in stretches of equal length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.agreement.arrays import Floats

MOST_STRETCHES = 24
SHORTEST = 10
"""Answers of a stretch, at least: a mean of fewer jumps too much to show anything."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive answers: how many came before, how many there are, their mean score, when they began."""

    start: int
    answers: int
    mean: float
    began: str


def trend(scores: Floats, created_at: Sequence[str]) -> tuple[Stretch, ...]:
    """Cut scores, shape (answers,), into equal stretches; none where there are too few for two."""
    count = min(MOST_STRETCHES, len(scores) // SHORTEST)
    if count < 2:
        return ()
    parts = np.array_split(scores, count)
    starts = np.cumsum([0, *(len(part) for part in parts)])[:-1].tolist()
    return tuple(
        Stretch(start, len(part), float(part.mean()), created_at[start])
        for start, part in zip(starts, parts, strict=True)
    )
