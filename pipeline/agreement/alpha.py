"""Krippendorff's α."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.alpha_statistic import everybody, fixed_alpha, ordinal_alpha
from pipeline.agreement.bootstrap import RESAMPLES, Statistic, estimate
from pipeline.agreement.cells import NO_PAIRS, Cells, count_values, coverage
from pipeline.agreement.metrics import Metric, Scale, for_level
from pipeline.agreement.pairwise import Distance, for_distance

if TYPE_CHECKING:
    from pipeline.agreement.alpha_statistic import Subjects
    from pipeline.agreement.arrays import Floats
    from pipeline.agreement.bootstrap import IntervalMethod
    from pipeline.agreement.ratings import Ratings
    from pipeline.model import Agreement


def alpha(
    ratings: Ratings,
    level: Scale,
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
    measure: str | None = None,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure agreement by Krippendorff's α at a level of measurement, with a 95% interval over groups.

    1 is perfect agreement, 0 what chance would give, negative values systematic disagreement; chance is
    taken over the values of all pairable ratings. ``measure`` names the result, ``alpha_<level>`` if it is
    not given; ``interval`` says how the interval is read from the resamples. Formula and sources:
    :mod:`~pipeline.agreement.alpha_statistic`.

    Raises ValueError where a level other than nominal meets a value that is no finite number, or the ratio
    level one below 0.

    >>> from pipeline.agreement import Ratings
    >>> two = Ratings.from_columns([1, 1, 2, 2, 3, 3], ["a", "b"] * 3, ["x", "x", "y", "y", "x", "y"])
    >>> round(alpha(two, "nominal").value, 3)
    0.444
    """
    coded, cells, metric = prepare(ratings, level)
    return estimate(
        statistic(cells, level, metric, everybody(cells)),
        coverage(coded, cells),
        undefined=why_undefined(cells),
        measure=measure or f"alpha_{level}",
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


def alpha_with(
    ratings: Ratings,
    distance: Distance,
    *,
    measure: str,
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure agreement by Krippendorff's α with any distance between the values, as :func:`alpha` does.

    ``distance`` is a matrix in the order of ``ratings.values``, a set distance over values that are
    frozensets, or a function of two values. Raises ValueError where it is none over these values.
    """
    cells = count_values(ratings)
    return estimate(
        fixed_alpha(cells, for_distance(distance, ratings.values), everybody(cells)),
        coverage(ratings, cells),
        undefined=why_undefined(cells),
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


def prepare(ratings: Ratings, level: Scale) -> tuple[Ratings, Cells, Metric]:
    """Code the ratings as the level wants them, count them, and give the level's metric over them."""
    numbers: Floats = np.empty(0)
    if level != "nominal":
        ratings, numbers = ratings.numeric()
    cells = count_values(ratings)
    return ratings, cells, for_level(level, numbers, cells.marginals())


def statistic(cells: Cells, level: Scale, metric: Metric, subjects: Subjects) -> Statistic:
    """Give α as a function of group weights."""
    if level == "ordinal":
        return ordinal_alpha(cells, subjects)
    return fixed_alpha(cells, metric, subjects)


def why_undefined(cells: Cells) -> str:
    """Say why α of these cells has no value, if it has none."""
    if not cells.n_units:
        return NO_PAIRS
    if len(np.unique(cells.value)) < 2:
        return "only one value was used, so agreement cannot be told from chance"
    return "the values that were used are at no distance from each other"
