"""Straight-lining: the same answer time after time, without looking at the item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from pipeline.agreement.arrays import Floats, Ints

FEWEST = 10
"""Answers a run is looked for in."""
_NEGLIGIBLE = 1e-18


@dataclass(frozen=True, slots=True)
class Run:
    """The longest run of one answer among ``answers`` in order of time, and how likely chance gives one.

    ``value`` is the answer's code, ``probability`` that of a run at least as long, None where there are too
    few answers.
    """

    length: int
    value: int
    answers: int
    probability: float | None


def longest_run(values: Ints, others: Floats) -> Run:
    """Find the longest run in an annotator's answers and compare it with chance.

    ``values``, shape (answers,), are codes in order of time; items come in random order, so that neighbours
    are independent. ``others``, shape (codes,), counts the others' answers to the same items. Chance gives a
    value as often as the annotator and the others do on average: an annotator who always says the same is
    then no likely one, and neither is one who leans towards a value called suspicious for it.
    """
    if not len(values):
        return Run(0, -1, 0, None)
    bounds = np.flatnonzero(np.diff(values)) + 1
    starts = np.concatenate([[0], bounds])
    lengths = np.diff(np.append(starts, len(values)))
    best = int(np.argmax(lengths))
    length = int(lengths[best])
    own = np.bincount(values, minlength=len(others)).astype(np.float64)
    chance = own / own.sum()
    if others.sum() > 0:
        chance = (chance + others / others.sum()) / 2
    probability = run_probability(length, len(values), chance) if len(values) >= FEWEST else None
    return Run(length, int(values[starts[best]]), len(values), probability)


def run_probability(length: int, answers: int, chance: Floats) -> float:
    """Give the probability of a run of ``length`` or more in independent draws; exact.

    ``chance``, shape (values,), sums to 1. Sequences without such a run have the generating function
    1 / (1 − Σ_v Σ_{k ≥ 0} (u^{kL+1} − u^{(k+1)L})), u = p_v x, L the length: Smirnov words with every letter
    replaced by a run shorter than L (Flajolet & Sedgewick 2009, Analytic Combinatorics, example III.24).

    >>> round(run_probability(3, 3, np.array([0.5, 0.5])), 6)
    0.25
    """
    if length <= 1:
        return 1.0
    if length > answers:
        return 0.0
    drawn = chance[chance > 0]
    coefficients = np.zeros(answers + 1)
    for block in range(answers // length + 1):
        first, last = block * length + 1, (block + 1) * length
        powers = np.power(drawn, first).sum()
        if powers < _NEGLIGIBLE:
            break
        if first <= answers:
            coefficients[first] += powers
        if last <= answers:
            coefficients[last] -= np.power(drawn, last).sum()
    impulse = np.zeros(answers + 1)
    impulse[0] = 1.0
    used = np.trim_zeros(coefficients, "b")
    without = lfilter([1.0], np.concatenate([[1.0], -used[1:]]), impulse)[answers]
    return float(np.clip(1.0 - without, 0.0, 1.0))
