"""The alignment of several annotators' units with the least disorder.

A unitary alignment takes at most one unit of each of n annotators. With P = n(n − 1)/2 pairs of annotators,
its disorder is the mean over the pairs of the dissimilarity of their two units, Δ∅ where one or both are
missing. An alignment puts every unit into one unitary alignment; its disorder is the sum of theirs by x̄, the
mean number of units of an annotator (Mathet, Widlöcher & Métivier 2015, section 4.3).

It is found exactly, for each part of the text by itself that shares no useful unitary alignment with another:
for two annotators as an assignment; for more as a set packing over the unitary alignments that no unit does
better to leave. Where these are too many, annotators are realigned one at a time, each optimally, until
nothing improves, and the bound says how much better the best alignment could be.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array

from pipeline.agreement.alignment_problem import AlignmentProblem
from pipeline.agreement.continuum import Continuum, UnitDissimilarity, mean_units
from pipeline.agreement.packing import Known, best_packing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.agreement.arrays import Floats, Ints

MOST_CANDIDATES = 50_000
"""Unitary alignments of one block up to which the best alignment is sought exactly."""
MOST_TRIALS = 2**24
"""Unitary alignments and units of one more annotator that are tried with each other at once at most."""
CYCLES = 50
"""How often all annotators are realigned at most."""
TOLERANCE = 1e-12
"""Relative difference below which two sums of disorders are one."""
BLOCK = 100
"""Units of an annotator up to which parts of a text are aligned in one go."""


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """The unitary alignments, shape (alignments, annotators): numbers of units, −1 for none.

    ``disorder`` is theirs, and no alignment's is below ``bound``; they are equal where it is the best.
    """

    rows: Ints
    disorder: float
    bound: float


def best_alignment(continuum: Continuum, dissimilarity: UnitDissimilarity) -> Alignment:
    """Align the units of two annotators or more.

    Raises ValueError where there are fewer annotators or no unit.
    """
    if len(continuum) < 2 or not any(map(len, continuum)):
        raise ValueError("an alignment needs two annotators and a unit")
    rows, cost, bound = [], 0.0, 0.0
    for units, found in _solved(continuum, dissimilarity):
        padded = [np.append(numbers, -1) for numbers in units]
        rows.append(np.stack([padded[one][found.rows[:, one]] for one in range(len(units))], axis=1))
        cost += found.cost
        bound += found.bound
    mean = mean_units(continuum)
    return Alignment(np.concatenate(rows), cost / mean, bound / mean)


@dataclass(frozen=True, slots=True, eq=False)
class _Solution:
    """Unitary alignments of some units, their summed disorder, and a bound below it."""

    rows: Ints
    cost: float
    bound: float


def _solved(continuum: Continuum, dissimilarity: UnitDissimilarity) -> Iterator[tuple[list[Ints], _Solution]]:
    """Align a small text in one go; a large one, or what is too much at once, by its parts."""
    if max(map(len, continuum)) <= BLOCK:
        whole: list[Ints] = [np.arange(len(units), dtype=np.int64) for units in continuum]
        found = _align(AlignmentProblem.of(continuum, whole, dissimilarity))
        if found.bound == found.cost:
            yield whole, found
            return
    for parts in _blocks(_parts(continuum, dissimilarity)):
        block = [np.concatenate(numbers) for numbers in zip(*parts, strict=True)]
        found = _align(AlignmentProblem.of(continuum, block, dissimilarity))
        if found.bound == found.cost or len(parts) == 1:
            yield block, found
        else:
            yield from ((part, _align(AlignmentProblem.of(continuum, part, dissimilarity))) for part in parts)


def _parts(continuum: Continuum, dissimilarity: UnitDissimilarity) -> Iterator[list[Ints]]:
    """Split the units into parts that no useful unitary alignment ties: by annotator, their numbers.

    A unitary alignment is no worse split in two unless some pair across is less unlike than (P + 1)Δ∅.
    """
    from scipy.sparse.csgraph import connected_components

    sizes = [len(units) for units in continuum]
    first = np.cumsum([0, *sizes])
    limit = (len(sizes) * (len(sizes) - 1) / 2 + 1) * dissimilarity.empty
    left, right = [], []
    for a, b in combinations(range(len(sizes)), 2):
        row, column = np.nonzero(dissimilarity.between(continuum[a], continuum[b]) < limit)
        left.append(first[a] + row)
        right.append(first[b] + column)
    ties = np.concatenate(left), np.concatenate(right)
    total = int(first[-1])
    graph = coo_array((np.ones(len(ties[0])), ties), shape=(total, total))
    count, label = connected_components(graph, directed=False)
    members = np.split(np.argsort(label, kind="stable"), np.cumsum(np.bincount(label, minlength=count))[:-1])
    for part in members:
        ends = np.searchsorted(part, first)
        yield [part[ends[a] : ends[a + 1]] - first[a] for a in range(len(sizes))]


def _blocks(parts: Iterator[list[Ints]]) -> Iterator[list[list[Ints]]]:
    """Put small parts together, so that arrays are worth their overhead."""
    block: list[list[Ints]] = []
    size = 0
    for part in parts:
        own = max(map(len, part))
        if block and size + own > BLOCK:
            yield block
            block, size = [], 0
        block.append(part)
        size += own
    yield block


def _align(problem: AlignmentProblem) -> _Solution:
    pairs = problem.alone / problem.empty
    rows = _realigned(problem)
    cost = bound = problem.cost(rows)
    # For two annotators, realigning one is the whole assignment.
    if sum(size > 0 for size in problem.sizes) > 2:
        bound = _pairwise_bound(problem)
        candidates = _candidates(problem) if cost - bound > TOLERANCE * cost else None
        if candidates is not None:
            rows, bound = _packed(problem, *candidates, rows, bound)
            cost = problem.cost(rows)
    if cost - bound <= TOLERANCE * cost:
        bound = cost
    return _Solution(rows, cost / pairs, bound / pairs)


def _realigned(problem: AlignmentProblem) -> Ints:
    """Add one annotator after another, then realign each in turn until nothing improves."""
    rows: Ints = np.empty((0, problem.annotators), dtype=np.int64)
    best = np.inf
    for _ in range(CYCLES):
        for one in range(problem.annotators):
            rows = _assigned(problem, rows, one)
        if problem.annotators == 2:
            break
        cost = problem.cost(rows)
        if not cost < best - TOLERANCE * cost:
            break
        best = cost
    return rows


def _assigned(problem: AlignmentProblem, rows: Ints, one: int) -> Ints:
    """Align one annotator anew with the others as they are aligned, at the least cost."""
    from scipy.optimize import linear_sum_assignment

    if not len(rows):
        return problem.units_alone(one, np.empty(0, dtype=np.int64))
    others = rows.copy()
    others[:, one] = -1
    others = others[(others >= 0).any(axis=1)]
    change = np.minimum(problem.joining(others, one), 0)
    row, unit = linear_sum_assignment(change)
    joined = change[row, unit] < 0
    others[row[joined], one] = unit[joined]
    return np.concatenate([others, problem.units_alone(one, unit[joined])])


def _pairwise_bound(problem: AlignmentProblem) -> float:
    """Bound the cost from below by the best alignment of every two annotators by themselves.

    With N unitary alignments the cost is P N Δ∅ + Σ (d − Δ∅) over the pairs of units that are aligned, and N
    is at least the largest number of units.
    """
    from scipy.optimize import linear_sum_assignment

    bound = max(problem.sizes) * problem.alone
    for a, b in combinations(range(problem.annotators), 2):
        gain = np.minimum(problem.pairs[a, b][:-1] - problem.empty, 0)
        bound += float(gain[linear_sum_assignment(gain)].sum())
    return bound


def _candidates(problem: AlignmentProblem) -> tuple[Ints, Floats] | None:
    """List the unitary alignments that no unit does better to leave, and what each saves.

    None where there are too many. Of k units, one that is unlike the others by (P + k − 1)Δ∅ in all does
    better alone.
    """
    count = problem.annotators
    most = problem.alone + (count - 1) * problem.empty
    rows: Ints = np.full((1, count), -1, dtype=np.int64)
    unlike: Floats = np.zeros((1, count))
    for b in range(count):
        if len(rows) * problem.sizes[b] > MOST_TRIALS:
            return None
        tables = [problem.pairs[a, b] for a in range(b)]
        added = np.zeros((len(rows), problem.sizes[b]))
        possible = np.ones(added.shape, dtype=np.bool_)
        for a, table in enumerate(tables):
            apart = table[rows[:, a]]
            added += apart
            possible &= unlike[:, a, np.newaxis] + apart < most
        row, unit = np.nonzero(possible & (added < most))
        if len(rows) + len(row) > MOST_CANDIDATES:
            return None
        longer, further = rows[row], unlike[row]
        longer[:, b] = unit
        for a, table in enumerate(tables):
            further[:, a] += table[rows[row, a], unit]
        further[:, b] = added[row, unit]
        rows, unlike = np.concatenate([rows, longer]), np.concatenate([unlike, further])
    size = (rows >= 0).sum(axis=1)
    stays = (unlike < (problem.alone + (size - 1) * problem.empty)[:, np.newaxis]) | (rows < 0)
    saved = problem.saved_against_alone(rows)
    useful = (size > 1) & stays.all(axis=1) & (saved > 0)
    return rows[useful], saved[useful]


def _packed(
    problem: AlignmentProblem, candidates: Ints, saved: Floats, known: Ints, bound: float
) -> tuple[Ints, float]:
    """Choose the candidates that save most, and improve the bound; ``known`` is an alignment beforehand."""
    first = np.cumsum([0, *problem.sizes])
    place = np.empty(int(first[-1]) + 1, dtype=np.int64)
    place[np.argsort(problem.position, kind="stable")] = np.arange(len(place) - 1)
    place[-1] = len(place)
    unit = np.where(candidates >= 0, first[:-1] + candidates, -1)
    sets = np.sort(place[unit], axis=1)
    before = np.where(known >= 0, first[:-1] + known, -1)
    packing = best_packing(
        [row[:size] for row, size in zip(sets, (candidates >= 0).sum(axis=1), strict=True)],
        saved / problem.alone,
        len(place) - 1,
        Known(place[before].min(axis=1), problem.saved_against_alone(known) / problem.alone),
    )
    chosen = candidates[packing.chosen]
    left = [problem.units_alone(one, chosen[:, one]) for one in range(problem.annotators)]
    rows = np.concatenate([chosen, *left])
    if problem.cost(known) < problem.cost(rows):
        rows = known
    return rows, max(bound, (len(place) - 1 - packing.bound) * problem.alone)
