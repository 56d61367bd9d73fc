"""α broken down: which units, and which annotators, the disagreement comes from."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.alpha import prepare, statistic, why_undefined
from pipeline.agreement.alpha_statistic import each_annotator, everybody
from pipeline.agreement.arrays import sum_by
from pipeline.agreement.bootstrap import RESAMPLES, Coverage, estimates, point_values
from pipeline.agreement.cells import NO_PAIRS, count_values
from pipeline.agreement.cohen import rated_together
from pipeline.agreement.metrics import between_values
from pipeline.agreement.pairwise import for_distance

if TYPE_CHECKING:
    from pipeline.agreement.arrays import Floats, Ints
    from pipeline.agreement.cells import Cells
    from pipeline.agreement.metrics import Metric, Scale
    from pipeline.agreement.pairwise import Distance
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement


def per_unit_disagreement(ratings: Ratings, level: Scale | Distance) -> dict[Hashable, float]:
    """Give the disagreement within each unit as a multiple of what chance gives: 0 is none, 1 is chance.

    The mean over units, weighted by their ratings, is 1 − α. Units with fewer than two ratings have no entry;
    where only one value was used, every entry is 0. A distance is as in
    :func:`~pipeline.agreement.alpha.alpha_with`, and refused as there.
    """
    if isinstance(level, str):
        coded, cells, metric = prepare(ratings, level)
    else:
        coded, cells, metric = ratings, count_values(ratings), for_distance(level, ratings.values)
    expected = _expected(metric, cells.marginals())
    within = cells.per_unit(cells.count * metric.observed(cells)) / cells.per_unit(cells.count)
    scaled = within / expected if expected > 0 else within
    return {coded.units[unit]: value for unit, value in zip(cells.units, scaled.tolist(), strict=True)}


def leave_one_annotator_out(ratings: Ratings, level: Scale) -> dict[Hashable, float | None]:
    """Give the α of the others for each annotator; None where they leave it undefined.

    An annotator whose absence raises α disagrees with the rest. For an interval, take
    ``alpha(ratings.without(annotator), level)``.
    """
    return {annotator: _point(ratings.without(annotator), level) for annotator in ratings.annotators}


def one_against_the_rest(
    ratings: Ratings,
    level: Scale,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    measure: str | None = None,
) -> dict[Hashable, Agreement]:
    """Measure how far each annotator agrees with everybody else who rated the same units.

    α_a = 1 − D_o(a) / D_e, where D_o(a) is the mean distance of the annotator's ratings to the other
    ratings of their units and D_e is α's own, over all ratings. So the mean of α_a weighted by ratings is
    α, and annotators compare on one scale. ``measure`` is ``alpha_<level>_against_the_rest`` if it is not
    given.
    """
    coded, cells, metric = prepare(ratings, level)
    subjects = each_annotator(cells, coded.annotator, len(coded.annotators))
    coverages = _coverages(coded, cells)
    results = estimates(
        statistic(cells, level, metric, subjects),
        coverages,
        undefined=[why_undefined(cells) if each.items else NO_PAIRS for each in coverages],
        measure=measure or f"alpha_{level}_against_the_rest",
        resamples=resamples,
        seed=seed,
    )
    return dict(zip(coded.annotators, results, strict=True))


@dataclass(frozen=True, slots=True)
class AnnotatorPair:
    """How far two annotators agree on the ``items`` that both rated; ``alpha`` is None where α of all is."""

    first: Hashable
    second: Hashable
    items: int
    alpha: float | None


def annotator_pairs(ratings: Ratings, level: Scale) -> list[AnnotatorPair]:
    """Compare every two annotators who rated a unit together, in order: the annotator-by-annotator matrix.

    α_ab = 1 − D_o(a, b) / D_e, where D_o(a, b) is the mean distance of the two over the units that both rated
    and D_e is α's own, over all ratings, so that pairs compare on one scale. α_ab does not ask what the two
    would agree on by chance with their own habits; Cohen's κ does.
    """
    coded, cells, metric = prepare(ratings, level)
    marginals = cells.marginals()
    numbers = np.array(coded.values, dtype=np.float64) if level != "nominal" else np.empty(0)
    left, right = rated_together(coded.unit)
    count = max(len(coded.annotators), 1)
    pairs, pair, items = np.unique(
        coded.annotator[left] * count + coded.annotator[right], return_inverse=True, return_counts=True
    )
    distance = between_values(level, numbers, marginals)(coded.value[left], coded.value[right])
    observed = sum_by(pair, distance, len(pairs)) / items
    expected = _expected(metric, marginals)
    alphas = (1 - observed / expected).tolist() if expected > 0 else [None] * len(pairs)
    return [
        AnnotatorPair(coded.annotators[code // count], coded.annotators[code % count], shared, value)
        for code, shared, value in zip(pairs.tolist(), items.tolist(), alphas, strict=True)
    ]


def _expected(metric: Metric, marginals: Floats) -> float:
    """Give D_e, 0 where there is none."""
    total = float(marginals.sum())
    return float(metric.expected(marginals[np.newaxis])[0]) / (total * (total - 1)) if total else 0.0


def _point(ratings: Ratings, level: Scale) -> float | None:
    _, cells, metric = prepare(ratings, level)
    if not cells.n_units:
        return None
    value = float(point_values(statistic(cells, level, metric, everybody(cells)))[0])
    return None if np.isnan(value) else value


def _coverages(ratings: Ratings, cells: Cells) -> list[Coverage]:
    """Count, for each annotator, the pairable units they rated, and who else rated those."""
    unit = cells.unit[cells.cell]
    annotator = ratings.annotator[cells.rating]
    group = cells.group[cells.cell]
    return [_coverage(unit, annotator, group, one) for one in range(len(ratings.annotators))]


def _coverage(unit: Ints, annotator: Ints, group: Ints, one: int) -> Coverage:
    own = annotator == one
    touched = np.isin(unit, unit[own])
    return Coverage(
        items=int(own.sum()),
        groups=len(np.unique(group[own])),
        annotators=len(np.unique(annotator[touched])),
        ratings=int(touched.sum()),
    )
