"""Whether an annotator scores higher or lower than the others."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.agreement.arrays import sum_by
from pipeline.quality.annotators.shares import NORMAL_95
from pipeline.tasks.base import AlphaOver


@dataclass(frozen=True, slots=True)
class Bias:
    """Mean difference between an annotator's scores and the others' mean on the same items.

    ``low`` and ``high`` bound the 95% interval over ``items``; None where there are fewer than two. ``span``
    is the scale's length, from the lowest to the highest score that was given.
    """

    mean: float
    low: float | None
    high: float | None
    items: int
    span: float


def scaled(alphas: Sequence[AlphaOver]) -> AlphaOver | None:
    """Choose ratings on a scale: the first whose level of measurement has an order."""
    return next((over for over in alphas if over.level != "nominal"), None)


def biases(over: AlphaOver) -> dict[Hashable, Bias]:
    """Give each annotator's bias, where somebody else scored an item of theirs."""
    ratings, numbers = over.ratings.numeric()
    score = numbers[ratings.value]
    size = len(ratings.units)
    answers = np.bincount(ratings.unit, minlength=size)[ratings.unit]
    compared = answers > 1
    total = sum_by(ratings.unit, score, size)[ratings.unit]
    difference = score - np.divide(total - score, answers - 1, out=np.zeros(len(score)), where=compared)
    found: dict[Hashable, Bias] = {}
    for code, annotator in enumerate(ratings.annotators):
        own = difference[compared & (ratings.annotator == code)]
        if not len(own):
            continue
        mean, low, high = float(own.mean()), None, None
        if len(own) > 1:
            half = NORMAL_95 * float(own.std(ddof=1)) / math.sqrt(len(own))
            low, high = mean - half, mean + half
        found[annotator] = Bias(mean, low, high, len(own), float(numbers[-1] - numbers[0]))
    return found
