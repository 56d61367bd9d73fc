"""Seconds per answer, and answers that were too fast to be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.agreement.arrays import Floats, Ints
from pipeline.quality.annotators.shares import Share, share

TOO_FAST = 1 / 3
"""Of the median of the others' seconds on the same item; below it an answer is too fast.

Items differ in length and difficulty, so that no number of seconds would do for all. People's paces on one
item differ by a factor of two more often than of three.
"""
FEWEST_OTHERS = 2
"""Others whose seconds a median is taken of."""


@dataclass(frozen=True, slots=True)
class Speed:
    """One annotator's pace.

    ``median`` is of the seconds per answer, None where none were taken; ``pace`` the median of their ratio to
    the others' median on the same item (1 is as fast as the others, .5 twice as fast).
    """

    median: float | None
    timed: int
    pace: float | None
    too_fast: Share


def median_of_the_rest(item: Ints, seconds: Floats) -> Floats:
    """Give the median seconds of the other answers to the same item, shape (answers,).

    ``item`` holds codes; NaN where fewer than :data:`FEWEST_OTHERS` others were timed, or the answer was not.
    """
    found: Floats = np.full(len(item), np.nan)
    timed = np.flatnonzero(~np.isnan(seconds))
    order = timed[np.lexsort((seconds[timed], item[timed]))]
    if not len(order):
        return found
    own = item[order]
    start = np.searchsorted(own, own)
    others = np.bincount(own)[own] - 1
    rank = np.arange(len(order)) - start
    ordered = seconds[order]

    def other(place: Ints) -> Floats:
        """Give the ``place``-th smallest of the others."""
        taken = start + place + (place >= rank)
        result: Floats = ordered[np.minimum(taken, len(order) - 1)]
        return result

    median = (other(np.maximum(others - 1, 0) // 2) + other(others // 2)) / 2
    found[order] = np.where(others >= FEWEST_OTHERS, median, np.nan)
    return found


def speed(seconds: Floats, rest: Floats) -> Speed:
    """Describe one annotator's answers: their seconds, and :func:`median_of_the_rest` of each."""
    timed = seconds[~np.isnan(seconds)]
    comparable = ~np.isnan(rest) & (rest > 0)
    ratio = seconds[comparable] / rest[comparable]
    undefined = "no item was timed for two others" if len(timed) else "no seconds were taken"
    return Speed(
        median=float(np.median(timed)) if len(timed) else None,
        timed=len(timed),
        pace=float(np.median(ratio)) if len(ratio) else None,
        too_fast=share(float((ratio < TOO_FAST).sum()), len(ratio), undefined=undefined),
    )
