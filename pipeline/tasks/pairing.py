"""Measures that compare annotators two by two and add up over all pairs: attachment, F1, exact match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from pipeline.agreement import Coverage, ratio_of_sums
from pipeline.model import Agreement, P, V
from pipeline.tasks.base import Unit


def pairwise_ratio(
    units: Sequence[Unit[P, V]],
    count: Callable[[V, V], tuple[float, float]],
    *,
    measure: str,
    undefined: str,
    seed: int,
    resamples: int,
) -> Agreement:
    """Give Σ numerator / Σ denominator over all pairs of answers to one item, resampling groups.

    ``count`` gives a pair's numerator and denominator; it must not depend on their order. ``undefined`` says
    why the denominators may add up to 0 although there are pairs.
    """
    paired = [unit for unit in units if len(unit.answers) > 1]
    counts = [
        (*count(left.value, right.value), unit.item.group)
        for unit in paired
        for left, right in combinations(unit.answers, 2)
    ]
    return ratio_of_sums(
        [above for above, _, _ in counts],
        [below for _, below, _ in counts],
        [group for _, _, group in counts],
        coverage=Coverage(
            items=len(paired),
            groups=len({unit.item.group for unit in paired}),
            annotators=len({answer.annotator for unit in paired for answer in unit.answers}),
            ratings=sum(len(unit.answers) for unit in paired),
        ),
        measure=measure,
        undefined=undefined if paired else "no item has answers from two annotators",
        seed=seed,
        resamples=resamples,
    )
