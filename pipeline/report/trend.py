"""Agreement batch by batch, in the order in which batches were begun: geometry in percent of a chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.contracts.gates import AgreementGate
from pipeline.model import Agreement, Annotation, Measurement
from pipeline.report.charts import TICK, Axis

MOST_BATCHES = 24
"""Batches that are drawn, the latest."""


@dataclass(frozen=True, slots=True)
class Point:
    """A batch with its figure, and where value and ends of the interval are drawn; None where undefined."""

    batch: str
    agreement: Agreement
    x: float
    y: float | None
    top: float | None
    bottom: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """The points of a task, with the heights of its gate's lines and of the axis' ticks."""

    points: tuple[Point, ...]
    floor: float | None
    green: float | None
    ticks: tuple[tuple[float, str], ...]


def begun(annotations: Iterable[Annotation[str]], task: str) -> list[str]:
    """List the batches of a task's label round by the moment of their first answer."""
    first: dict[str, str] = {}
    for annotation in annotations:
        if (annotation.task, annotation.round) == (task, "label"):
            before = first.get(annotation.batch)
            if before is None or annotation.created_at < before:
                first[annotation.batch] = annotation.created_at
    return sorted(first, key=lambda batch: (first[batch], batch))


def trend(
    batches: Sequence[str], measured: Sequence[Measurement], gate: AgreementGate | None
) -> Trend | None:
    """Draw the figures of a measure by batch; None with fewer than two."""
    of = {measurement.of: measurement.agreement for measurement in measured}
    known = [batch for batch in batches if batch in of][-MOST_BATCHES:]
    if len(known) < 2:
        return None
    bounds = [bound for b in known for bound in (of[b].value, of[b].low) if bound is not None]
    lowest = min([*bounds, *([] if gate is None else [gate.floor])], default=0.0)
    axis = Axis(min(math.floor(lowest / TICK) * TICK, 1 - TICK), 1.0)
    points = []
    for place, batch in enumerate(known):
        agreement = of[batch]
        value, low, high = (
            None if bound is None else _height(axis, bound)
            for bound in (agreement.value, agreement.low, agreement.high)
        )
        points.append(Point(batch, agreement, _across(place, len(known)), value, high, low))
    return Trend(
        points=tuple(points),
        floor=None if gate is None else _height(axis, gate.floor),
        green=None if gate is None else _height(axis, gate.green),
        ticks=tuple((100 - x, text) for x, text in (axis.ticks[0], axis.ticks[-1])),
    )


def _height(axis: Axis, value: float) -> float:
    return round(100 - axis.at(value), 2)


def _across(place: int, count: int) -> float:
    """Set points in the middle of columns of equal width."""
    return round(100 * (place + 0.5) / count, 2)
