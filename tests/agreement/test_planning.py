from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from agreement_strategies import matrices, to_ratings
from hypothesis import assume, given

from pipeline.agreement import alpha, plan
from pipeline.agreement.alpha import prepare
from pipeline.agreement.distances import interval, nominal, ratio
from pipeline.agreement.planning import FEWEST, _covariances

DISTANCES = {"nominal": nominal, "interval": interval, "ratio": ratio}


def sample(items, annotators, seed, group_size=1):
    """Ratings from 0 to 3 of a hidden value, some items harder than others, and a group an item."""
    rng = np.random.default_rng(seed)
    hidden = np.repeat(rng.integers(0, 4, -(-items // group_size)), group_size)[:items]
    hard = np.repeat(rng.uniform(0, 0.6, -(-items // group_size)), group_size)[:items]
    matrix = [
        [int(v) if rng.random() > p else int(rng.integers(0, 4)) for _ in range(annotators)]
        for v, p in zip(hidden, hard, strict=True)
    ]
    return to_ratings(matrix, [item // group_size for item in range(items)])


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_planned_items_give_the_width(level):
    designs = {design.annotators: design for design in plan(sample(600, 5, 0), level, 0.12).designs}
    assert not any(design.extrapolated for design in designs.values())
    for annotators in (2, 3, 7):
        results = [
            alpha(sample(designs[annotators].items, annotators, seed), level, resamples=300)
            for seed in range(1, 9)
        ]
        assert np.mean([result.high - result.low for result in results]) == pytest.approx(0.12, rel=0.12)


@pytest.mark.parametrize("level", DISTANCES)
@given(matrix=matrices())
def test_covariances_equal_the_definition(level, matrix):
    ratings, cells, _ = prepare(to_ratings(matrix), level)
    assume(alpha(ratings, level, resamples=0).value is not None)

    units = [[v for v in row if v is not None] for row in matrix]
    units = [unit for unit in units if len(unit) > 1]
    everything = [v for unit in units for v in unit]
    distance = DISTANCES[level]
    to_all = {v: np.mean([distance(v, other) for other in everything]) for v in everything}
    expected = np.mean([to_all[v] for v in everything])
    within = [np.mean([distance(a, b) for a, b in combinations(unit, 2)]) for unit in units]
    observed = np.average(within, weights=list(map(len, units)))

    def g(a, b):
        chance = observed / expected**2 * (to_all[a] + to_all[b] - 2 * expected)
        return chance - (distance(a, b) - observed) / expected

    for unit, found in zip(units, _covariances(ratings, cells, level).by_item, strict=True):
        for ratings_used, (one, other), value in (
            (4, ((0, 1), (2, 3)), found[0]),
            (3, ((0, 1), (0, 2)), found[1]),
            (2, ((0, 1), (0, 1)), found[2]),
        ):
            if len(unit) < ratings_used:
                assert np.isnan(value)
                continue
            chosen = list(permutations(unit, ratings_used))
            products = [g(c[one[0]], c[one[1]]) * g(c[other[0]], c[other[1]]) for c in chosen]
            assert value == pytest.approx(np.mean(products), abs=1e-9)


def test_what_the_pilot_does_not_show_is_planned_for_safely():
    exact = plan(sample(400, 5, 3), "nominal", 0.1).designs
    for annotators in (2, 3):
        pilot = plan(sample(400, annotators, 3), "nominal", 0.1).designs
        assert [design.extrapolated for design in pilot] == [k > annotators for k in range(2, 8)]
        for safe, design in zip(pilot, exact, strict=True):
            if safe.extrapolated:
                assert safe.items > design.items
    assert [design.items for design in exact] == sorted((design.items for design in exact), reverse=True)
    assert [design.ratings for design in exact] == [design.items * design.annotators for design in exact]


def test_half_the_width_takes_four_times_the_items():
    wide, narrow = (plan(sample(100, 3, 1), "nominal", width, [3]).designs[0] for width in (0.2, 0.1))
    assert narrow.items == pytest.approx(4 * wide.items, abs=4)
    assert wide.cautious > wide.items
    assert plan(sample(100, 3, 1), "nominal", 1.9, [3]).designs[0].items == FEWEST


def test_a_small_pilot_is_less_sure():
    small, large = (plan(sample(items, 3, 2), "nominal", 0.1, [3]).designs[0] for items in (40, 400))
    assert small.cautious / small.items > large.cautious / large.items


def test_items_of_one_group_count_for_less():
    alike = plan(sample(400, 3, 4, group_size=8), "nominal", 0.1)
    alone = plan(sample(400, 3, 4), "nominal", 0.1)
    assert alone.group_effect == pytest.approx(1.0)
    assert alike.group_effect > 1.3
    assert alike.designs[1].items > 1.3 * alone.designs[1].items


@pytest.mark.parametrize(
    ("matrix", "because"),
    [
        ([["x", None], ["y", None]], "α of the pilot is undefined: no unit has answers from two annotators"),
        ([["x", "x"], ["y", "y"], ["x", "x"]], "nobody disagrees in the pilot"),
        ([["x", "y"]], "the pilot has fewer than two groups"),
    ],
)
def test_a_pilot_that_shows_nothing_says_so(matrix, because):
    result = plan(to_ratings(matrix), "nominal", 0.1)
    assert result.designs == ()
    assert result.undefined_because.startswith(because)


@pytest.mark.parametrize(("width", "annotators"), [(0, [2]), (2, [2]), (0.1, [1, 2]), (0.1, [])])
def test_plans_that_make_no_sense_are_refused(width, annotators):
    with pytest.raises(ValueError, match=r"between 0 and 2|two annotators"):
        plan(sample(10, 3, 0), "nominal", width, annotators)
