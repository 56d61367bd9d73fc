"""Geometry of the charts, in percent of their width, so that a chart fits any page; templates draw it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Agreement
from pipeline.report.phrases import Phrase

TICK = 0.2
_MARGIN = 2.5
"""Percent of the width at each end of an axis, so that a dot on the end is drawn whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stacked bar; ``kind`` is its colour's name."""

    kind: str
    name: Phrase
    count: int
    start: float
    width: float


def stack(counts: Iterable[tuple[str, Phrase, int]], total: int) -> tuple[Part, ...]:
    """Lay counts end to end on a bar whose full width is ``total``; nothings are left out."""
    parts = []
    before = 0
    for kind, name, count in counts:
        if count:
            parts.append(Part(kind, name, count, _percent(before, total), _percent(count, total)))
        before += count
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis from ``low`` to ``high``."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Iterable[float]) -> Axis:
        """Reach from 0, or from the tick below the smallest value, to 1."""
        smallest = min(values, default=0.0)
        return cls(min(0.0, math.floor(smallest / TICK) * TICK), 1.0)

    def at(self, value: float) -> float:
        """Give the place of a value in percent of the width; values beyond an end are drawn on it."""
        inside = min(max(value, self.low), self.high)
        return round(_MARGIN + (100 - 2 * _MARGIN) * (inside - self.low) / (self.high - self.low), 2)

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Places and labels of the ticks."""
        steps = range(round(self.low / TICK), round(self.high / TICK) + 1)
        return tuple((self.at(step * TICK), f"{step * TICK:.1f}".replace("-", "−")) for step in steps)


@dataclass(frozen=True, slots=True)
class Whisker:
    """A point with its interval on an axis; a gate's floor and green line, and a band to compare with."""

    value: float | None
    low: float | None
    high: float | None
    floor: float | None = None
    green: float | None = None
    band: tuple[float, float] | None = None


def whisker(axis: Axis, agreement: Agreement) -> Whisker:
    """Place a figure on an axis."""
    value, low, high = agreement.value, agreement.low, agreement.high
    return Whisker(
        value=None if value is None else axis.at(value),
        low=None if low is None else axis.at(low),
        high=None if high is None else axis.at(high),
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a histogram: the shares in percent it stands for, their count, its height in percent."""

    low: int
    high: int
    count: int
    height: float


def histogram(shares: Sequence[float], columns: int = 10) -> tuple[Column, ...]:
    """Count shares in [0, 1] in columns of equal width; a column holds its upper end, the first also 0."""
    counts = [0] * columns
    for value in shares:
        # Rounded, so that the last bit of a mean does not push it over the end of its column.
        counts[max(math.ceil(round(value * columns, 9)) - 1, 0)] += 1
    highest = max(counts, default=0)
    width = 100 // columns
    return tuple(
        Column(index * width, (index + 1) * width, count, _percent(count, highest))
        for index, count in enumerate(counts)
    )


@dataclass(frozen=True, slots=True)
class Curve:
    """Means of consecutive stretches as a line, in percent of width and height.

    ``path`` is what an SVG path draws in a box of 100 by 100, ``low`` the value at its foot (its head is 1),
    ``total`` the number of answers along its width.
    """

    path: str
    low: float
    total: int

    def at(self, answers: int) -> float:
        """Give the place of an answer along the width."""
        return _percent(answers, self.total)


def curve(stretches: Sequence[tuple[int, int, float]]) -> Curve | None:
    """Draw stretches (start, answers, mean in [0, 1]) at their middles; None with fewer than two."""
    if len(stretches) < 2:
        return None
    # Rounded, so that the last bit of a mean does not push it below its tick.
    ticks = math.floor(round(min(mean for _, _, mean in stretches) / TICK, 9))
    low = round(min(ticks * TICK, 1 - TICK), 9)
    total = stretches[-1][0] + stretches[-1][1]
    points = [
        f"{100 * (start + answers / 2) / total:.1f},{100 * (1 - (mean - low) / (1 - low)):.1f}"
        for start, answers, mean in stretches
    ]
    return Curve("M" + "L".join(points), low, total)


def _percent(part: int, total: int) -> float:
    return round(100 * part / total, 2) if total else 0.0
