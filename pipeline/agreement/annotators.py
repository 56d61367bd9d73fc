"""α broken down: which units, and which annotators, the disagreement comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.alpha import prepare, statistic, why_undefined
from pipeline.agreement.alpha_statistic import each_annotator, everybody
from pipeline.agreement.bootstrap import RESAMPLES, Coverage, estimates, point_values
from pipeline.agreement.cells import NO_PAIRS

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pipeline.agreement.arrays import Ints
    from pipeline.agreement.cells import Cells
    from pipeline.agreement.metrics import Scale
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement


def per_unit_disagreement(ratings: Ratings, level: Scale) -> dict[Hashable, float]:
    """Give the disagreement within each unit as a multiple of what chance gives: 0 is none, 1 is chance.

    The mean over units, weighted by their ratings, is 1 − α. Units with fewer than two ratings have no entry;
    where only one value was used, every entry is 0.
    """
    coded, cells, metric = prepare(ratings, level)
    marginals = cells.marginals()
    total = marginals.sum()
    expected = float(metric.expected(marginals[np.newaxis])[0]) / (total * (total - 1)) if total else 0.0
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
