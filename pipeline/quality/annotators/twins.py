"""Pairs of annotators who agree more than independent work explains, as when one copies the other.

On an item whose answers differ, each annotator may stand with the majority or outside it. How often two stand
together is compared with what follows from how often each stands outside with anybody, given how many do on
that item: items that are hard for all explain common errors. Where two of three agree, the pair that copies
is that of which the third is the odd one out too often.

An annotator of weight w stands outside on an item with m outside of k with probability about m·w / Σw, and
two do with that of drawing both in m draws without replacement; they then agree with the share of pairs
outside that do. Weights are fitted to the counts. The tail of the sum of independent, unequal trials is
bounded by exp(−n · KL(observed ‖ expected)) (Hoeffding 1963, JASA 58:13, theorem 1), and Holm's correction is
made for the number of pairs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pipeline.agreement.arrays import Bools, Floats, Ints, sum_by
from pipeline.quality.annotators.answers import Answers, Categories

FEWEST_COMMON = 10
"""Items with differing answers that a pair must share."""
_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Twins:
    """Two annotators, by code.

    Of ``items`` with differing answers that both answered they agree on ``agreed``, against ``expected``;
    ``outside`` counts those on which both gave the same answer against the majority. ``probability`` bounds
    that of as many in independent work, corrected for all pairs.
    """

    one: int
    other: int
    items: int
    agreed: int
    outside: int
    expected: float
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class _Split:
    """Items with three answers or more of which one leads and some differ; rows have shape (answers,).

    ``outside`` says who stands outside, ``item`` numbers the items from 0; ``same``, shape (items,), is the
    share of pairs outside that agree, ``count`` how many stand outside.
    """

    item: Ints
    annotator: Ints
    value: Ints
    outside: Bools
    count: Ints
    same: Floats


def find_twins(answers: Answers, categories: Categories) -> list[Twins]:
    """Test every pair that shares enough items with differing answers; the least likely first."""
    split = _split_items(answers, categories)
    if not len(split.item):
        return []
    people = len(answers.annotators)
    weight = _weights(split, people)
    total = sum_by(split.item, weight[split.annotator], len(split.count))
    tally = np.zeros((4, people * people))
    for left, right in _pairs(split.item):
        agreed = split.value[left] == split.value[right]
        chance = _chance(split, weight, total, left, right)
        key = split.annotator[left] * people + split.annotator[right]
        for row, amount in enumerate(
            (np.ones(len(left)), agreed, agreed & split.outside[left] & split.outside[right], chance)
        ):
            tally[row] += sum_by(key, amount, people * people)
    items, agreements, outside, expected = tally
    found = [
        Twins(
            one=key // people,
            other=key % people,
            items=int(items[key]),
            agreed=int(agreements[key]),
            outside=int(outside[key]),
            expected=float(expected[key]),
            probability=_tail(agreements[key], expected[key], items[key]),
        )
        for key in np.flatnonzero(items >= FEWEST_COMMON).tolist()
    ]
    return _holm(found)


def _split_items(answers: Answers, categories: Categories) -> _Split:
    values = max(len(categories.names), 1)
    key = answers.item * values + categories.code
    cells, row, count = np.unique(key, return_inverse=True, return_counts=True)
    items = len(answers.items)
    size = np.bincount(answers.item, minlength=items)
    best = np.zeros(items, dtype=np.int64)
    np.maximum.at(best, cells // values, count)
    leads = count == best[cells // values]
    leaders = np.bincount((cells // values)[leads], minlength=items)
    chosen = (size >= 3) & (leaders == 1) & (best < size)
    rows = np.flatnonzero(chosen[answers.item])
    _, item = np.unique(answers.item[rows], return_inverse=True)
    outside = ~leads[row[rows]]
    number = np.bincount(item, weights=outside).astype(np.int64) if len(rows) else item
    equal = np.bincount(item, weights=np.where(outside, count[row[rows]] - 1, 0)) if len(rows) else number
    pairs = number * (number - 1)
    same = np.divide(equal, pairs, out=np.zeros(len(number)), where=pairs > 0)
    return _Split(item, answers.annotator[rows], categories.code[rows], outside, number, same)


def _weights(split: _Split, people: int) -> Floats:
    """Fit how readily each annotator stands outside: expected and observed counts meet."""
    observed = np.bincount(split.annotator, weights=split.outside, minlength=people) + 0.5
    weight = np.ones(people)
    for _ in range(_ROUNDS):
        total = sum_by(split.item, weight[split.annotator], len(split.count))
        exposure = sum_by(split.annotator, (split.count / total)[split.item], people) + 0.5 / weight.mean()
        weight = observed / exposure
        weight /= weight.mean()
    return weight


def _pairs(item: Ints) -> list[tuple[Ints, Ints]]:
    """List the pairs of rows of one item, those of neighbours first; rows are sorted by item."""
    rows = np.arange(len(item))
    steps = range(1, int(np.bincount(item).max()))
    same = [(rows[:-step], item[:-step] == item[step:], step) for step in steps]
    return [(left[one], left[one] + step) for left, one, step in same]


def _chance(split: _Split, weight: Floats, total: Floats, left: Ints, right: Ints) -> Floats:
    """Give the probability that the annotators of two rows of an item agree, shape (pairs,)."""
    item = split.item[left]
    count, whole = split.count[item], total[item]
    one, other = weight[split.annotator[left]], weight[split.annotator[right]]
    both = one / whole * other / (whole - one) + other / whole * one / (whole - other)
    both = np.minimum(both * count * (count - 1) / 2, 1.0)
    alone = np.minimum(count * one / whole, 1.0) + np.minimum(count * other / whole, 1.0) - 2 * both
    chance: Floats = np.clip(1.0 - np.maximum(alone, 0.0) - both * (1 - split.same[item]), 0.0, 1.0)
    return chance


def _tail(agreed: float, expected: float, items: float) -> float:
    """Bound the probability of at least ``agreed`` of ``items``."""
    rate, mean = agreed / items, min(max(expected / items, 1e-9), 1 - 1e-9)
    if rate <= mean:
        return 1.0
    divergence = rate * math.log(rate / mean)
    if rate < 1:
        divergence += (1 - rate) * math.log((1 - rate) / (1 - mean))
    return math.exp(-items * divergence)


def _holm(pairs: list[Twins]) -> list[Twins]:
    """Correct probabilities for their number (Holm 1979)."""
    ordered = sorted(pairs, key=lambda pair: (pair.probability, pair.one, pair.other))
    corrected, highest = [], 0.0
    for rank, pair in enumerate(ordered):
        highest = max(highest, min(1.0, pair.probability * (len(ordered) - rank)))
        corrected.append(
            Twins(pair.one, pair.other, pair.items, pair.agreed, pair.outside, pair.expected, highest)
        )
    return corrected
