"""Weighted set packing: disjoint sets of elements that save most together, exactly.

Elements stand in an order in which sets are short, as units on a text do. Between two elements that no set
spans, the problem falls in two. In each stretch a sweep decides one element after another: which set it
opens, if any. What matters of the past is only which later elements are taken, so the best choice is kept for
each such state (dynamic programming), and a state is dropped when its saving cannot catch up with a packing
that is known. Where there are too many states, the stretch goes to mixed integer programming.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array

from pipeline.agreement.arrays import Floats, Ints, sum_by

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_STATES = 3_000
"""States of one element up to which the sweep goes on."""
MOST_NODES = 1_000
"""Nodes of the search tree of mixed integer programming, after which the best that was found is taken."""
SCALE = 2.0**14
"""Factor on a saving of 1 for the solver, whose absolute tolerance is 10⁻⁶."""


@dataclass(frozen=True, slots=True, eq=False)
class Packing:
    """Numbers of the sets chosen, and a bound: no packing saves more."""

    chosen: Ints
    bound: float


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A packing that is known: the first element of each of its sets, and what it saves, shape (sets,)."""

    first: Ints
    saved: Floats


def best_packing(sets: list[Ints], saved: Floats, elements: int, known: Known) -> Packing:
    """Choose disjoint sets that save most; ``saved``, shape (sets,), is what each saves, above 0.

    A set is the ascending numbers, 0 … elements − 1, of what it takes. The known packing makes the search
    short, and need not be of these sets.
    """
    if not sets:
        return Packing(np.empty(0, dtype=np.int64), 0.0)
    choices = _Choices.of(sets, saved, elements)
    chosen: list[int] = []
    bound = 0.0
    for start, end in choices.stretches():
        own = [number for opened in choices.opening[start:end] for number in opened]
        if not own:
            continue
        within = (start <= known.first) & (known.first < end)
        numbers = choices.sweep(start, end, float(known.saved[within].sum()))
        if numbers is None:
            numbers, most = _program([sets[number] - start for number in own], saved[own], end - start)
            numbers = [own[number] for number in numbers]
        else:
            most = float(saved[numbers].sum())
        chosen += numbers
        bound += most
    return Packing(np.array(chosen, dtype=np.int64), bound)


@dataclass(frozen=True, slots=True, eq=False)
class _Choices:
    """What each element may open.

    An element's ``share`` is the most that a set saves for each element it takes: no packing saves more than
    all shares, and a choice loses something against that. ``opening`` has the numbers of the sets that begin
    with each element; ``taken`` the elements of each set as bits, from its first; ``last`` its last element.
    """

    share: list[float]
    opening: list[list[int]]
    taken: list[int]
    loss: list[float]
    last: list[int]

    @classmethod
    def of(cls, sets: list[Ints], saved: Floats, elements: int) -> _Choices:
        sizes = np.array([len(numbers) for numbers in sets])
        flat = np.concatenate(sets)
        owner = np.repeat(np.arange(len(sets)), sizes)
        begin = np.cumsum(sizes) - sizes
        share = np.zeros(elements)
        np.maximum.at(share, flat, (saved / sizes)[owner])
        loss = np.maximum(sum_by(owner, share[flat], len(sets)) - saved, 0)
        first = flat[begin].tolist()
        taken = [0] * len(sets)
        for number, offset in zip(owner.tolist(), (flat - flat[begin][owner]).tolist(), strict=True):
            taken[number] |= 1 << offset
        opening: list[list[int]] = [[] for _ in range(elements)]
        for number, element in enumerate(first):
            opening[element].append(number)
        return cls(share.tolist(), opening, taken, loss.tolist(), flat[begin + sizes - 1].tolist())

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Cut where no set spans two elements."""
        start = reach = 0
        for element, opened in enumerate(self.opening):
            reach = max(reach, element, *(self.last[number] for number in opened))
            if reach == element:
                yield start, element + 1
                start = element + 1

    def sweep(self, start: int, end: int, known: float) -> list[int] | None:
        """Give the numbers of the sets chosen in a stretch; None if there are too many states."""
        all_shares = sum(self.share[start:end])
        # Rounding must not drop the packing that is known.
        most_lost = all_shares - known + 1e-9 * all_shares
        # By the later elements that are taken, as bits from the current one: what is lost so far, the state
        # before, and the set opened.
        layers: list[dict[int, tuple[float, int, int]]] = []
        states: dict[int, tuple[float, int, int]] = {0: (0.0, 0, -1)}
        for element in range(start, end):
            following: dict[int, tuple[float, int, int]] = {}
            for state, (lost, _, _) in states.items():
                if state & 1:
                    choices = [(state, lost, -1)]
                else:
                    choices = [(state, lost + self.share[element], -1)]
                    choices += [
                        (state | self.taken[number], lost + self.loss[number], number)
                        for number in self.opening[element]
                        if not state & self.taken[number]
                    ]
                for taken, after, number in choices:
                    later = taken >> 1
                    if after <= most_lost and (later not in following or after < following[later][0]):
                        following[later] = (after, state, number)
            if len(following) > MOST_STATES or not following:
                return None
            layers.append(following)
            states = following
        chosen, state = [], 0
        for layer in reversed(layers):
            _, state, number = layer[state]
            if number >= 0:
                chosen.append(number)
        return chosen[::-1]


def _program(sets: list[Ints], saved: Floats, elements: int) -> tuple[list[int], float]:
    """Choose by mixed integer programming: the numbers of the sets, none if it finds none, and a bound."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    sizes = [len(numbers) for numbers in sets]
    column = np.repeat(np.arange(len(sets)), sizes)
    within = csc_array((np.ones(len(column)), (np.concatenate(sets), column)), shape=(elements, len(sets)))
    found = milp(
        -saved * SCALE,
        constraints=LinearConstraint(within, ub=1),
        integrality=np.ones(len(saved), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
    )
    bound = float(saved.sum()) if found.mip_dual_bound is None else -float(found.mip_dual_bound) / SCALE
    if found.x is None:
        return [], bound
    chosen = np.flatnonzero(found.x > 0.5).tolist()
    # A search that ended leaves a gap of rounding only.
    return chosen, float(saved[chosen].sum()) if found.status == 0 else bound
