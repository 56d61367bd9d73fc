"""From units to the arrays that the statistics take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from pipeline.agreement import Ratings, alpha
from pipeline.model import Agreement, P, V
from pipeline.tasks.base import AlphaOver, Unit

K = TypeVar("K")


def ratings_of(units: Sequence[Unit[P, V]], key: Callable[[V], K]) -> Ratings:
    """Rate each item by ``key`` of each answer; resampling keeps the items of a group together."""
    rows = [
        (unit.item.item_id, answer.annotator, key(answer.value), unit.item.group)
        for unit in units
        for answer in unit.answers
    ]
    return Ratings.from_columns(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
        [row[3] for row in rows],
    )


def measure_alphas(alphas: Sequence[AlphaOver], seed: int, resamples: int) -> list[Agreement]:
    """Measure each α with its interval."""
    return [
        alpha(over.ratings, over.level, resamples=resamples, seed=seed, measure=over.measure)
        for over in alphas
    ]
