"""Units of several annotators on one text, how unlike two units are, and what chance makes of them.

Mathet, Y., Widlöcher, A. & Métivier, J.-P. (2015). The unified and holistic method gamma (γ) for
inter-annotator agreement measure and alignment. Computational Linguistics 41, 437–479.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.agreement.arrays import Floats, Ints
    from pipeline.agreement.readings import Span


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """One annotator's units: starts, ends and codes of labels, each of shape (units,)."""

    start: Floats
    end: Floats
    label: Ints

    @classmethod
    def of(cls, spans: Iterable[Span], code: Mapping[str, int]) -> Units:
        """Take over spans, in their order on the text."""
        rows = sorted((start, end, code[label]) for start, end, label in spans)
        start, end, label = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return cls(start.astype(np.float64), end.astype(np.float64), label)

    def __len__(self) -> int:
        """Count the units."""
        return len(self.start)


Continuum: TypeAlias = tuple[Units, ...]
"""The units of each annotator of a text."""


@dataclass(frozen=True, slots=True)
class UnitDissimilarity:
    """How unlike two units are: Δ∅ · (α · d_pos + β · d_cat), and Δ∅ for a unit beside none.

    d_pos = ((|s − s′| + |e − e′|) / (e − s + e′ − s′))², the positional sporadic dissimilarity, is 1 for
    units of one length that touch; d_cat is 1 for different labels. ``positional`` is α, ``categorical`` β,
    and ``empty`` Δ∅.
    """

    positional: float = 1.0
    categorical: float = 1.0
    empty: float = 1.0

    def __post_init__(self) -> None:
        if min(self.positional, self.categorical) < 0 or self.empty <= 0:
            raise ValueError("α and β are not negative, and Δ∅ is above 0")

    def between(self, left: Units, right: Units) -> Floats:
        """Give the dissimilarity of each two units, shape (left, right)."""
        apart = np.abs(left.start[:, np.newaxis] - right.start) + np.abs(left.end[:, np.newaxis] - right.end)
        length = (left.end - left.start)[:, np.newaxis] + (right.end - right.start)
        differs = left.label[:, np.newaxis] != right.label
        unlike: Floats = self.positional * np.square(apart / length) + self.categorical * differs
        return self.empty * unlike


def mean_units(continuum: Continuum) -> float:
    """Give x̄, the mean number of units of an annotator."""
    return sum(map(len, continuum)) / len(continuum)


def shuffled(continuum: Continuum, length: int, generator: np.random.Generator) -> Continuum:
    """Draw as many annotators as there are, and move the units of each around the text (section 5.2.1).

    Each is drawn with replacement and moved by an offset of its own; what leaves the end comes in at the
    start, units whole. Offsets lie at least a mean unit apart, around the text, while there is room, so that
    one annotator drawn twice does not agree with themselves. A draw without units is drawn again; somebody
    must have one.
    """
    nearest = np.concatenate([units.end - units.start for units in continuum]).mean()
    drawn = generator.integers(0, len(continuum), size=len(continuum))
    while not any(len(continuum[one]) for one in drawn):
        drawn = generator.integers(0, len(continuum), size=len(continuum))
    free = np.ones(length, dtype=np.bool_)
    result = []
    for one in drawn:
        places = np.flatnonzero(free) if free.any() else np.arange(length)
        offset = int(places[generator.integers(0, len(places))])
        apart = np.abs(np.arange(length) - offset)
        free &= np.minimum(apart, length - apart) >= nearest
        result.append(_moved(continuum[one], offset, length))
    return tuple(result)


def _moved(units: Units, offset: int, length: int) -> Units:
    start = (units.start + offset) % length
    order = np.argsort(start, kind="stable")
    end = start + units.end - units.start
    return Units(start[order], end[order], units.label[order])
