from __future__ import annotations

import numpy as np
import pytest
from agreement_strategies import matrices, to_ratings
from hypothesis import given, settings

from pipeline.agreement import (
    alpha,
    leave_one_annotator_out,
    one_against_the_rest,
    per_unit_disagreement,
)

LEVELS = ["nominal", "ordinal", "interval", "ratio"]


@pytest.mark.parametrize("level", LEVELS)
@given(matrix=matrices())
def test_units_add_up_to_alpha(level, matrix):
    ratings = to_ratings(matrix)
    sizes = {unit: sum(value is not None for value in row) for unit, row in enumerate(matrix)}
    shares = per_unit_disagreement(ratings, level)
    assert set(shares) == {unit for unit, size in sizes.items() if size > 1}
    whole = alpha(ratings, level, resamples=2).value
    if whole is None:
        assert not any(shares.values())
    else:
        weights = [sizes[unit] for unit in shares]
        assert 1 - np.average(list(shares.values()), weights=weights) == pytest.approx(whole)


@pytest.mark.parametrize("level", LEVELS)
@given(matrix=matrices())
def test_annotators_add_up_to_alpha(level, matrix):
    ratings = to_ratings(matrix)
    pairable = [row for row in matrix if sum(value is not None for value in row) > 1]
    own = {annotator: sum(row[annotator] is not None for row in pairable) for annotator in ratings.annotators}
    results = one_against_the_rest(ratings, level, resamples=2)
    assert {annotator: result.items for annotator, result in results.items()} == own
    whole = alpha(ratings, level, resamples=2).value
    if whole is None:
        assert all(result.value is None for result in results.values())
    else:
        counted = {annotator: result.value for annotator, result in results.items() if own[annotator]}
        mean = np.average(list(counted.values()), weights=[own[annotator] for annotator in counted])
        assert mean == pytest.approx(whole)


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=30)
@given(matrix=matrices())
def test_leaving_one_out_is_alpha_of_the_others(level, matrix):
    ratings = to_ratings(matrix)
    for annotator, value in leave_one_annotator_out(ratings, level).items():
        assert value == alpha(ratings.without(annotator), level, resamples=2).value
        without = [[v for a, v in enumerate(row) if a != annotator] for row in matrix]
        rebuilt = alpha(to_ratings(without), level, resamples=2).value if without[0] else None
        assert value == pytest.approx(rebuilt)


def test_the_odd_one_out_stands_out():
    rng = np.random.default_rng(0)
    hidden = rng.integers(0, 5, 100)
    matrix = [[int(v), int(v), int(rng.integers(0, 5))] for v in hidden]
    ratings = to_ratings(matrix)
    against = one_against_the_rest(ratings, "nominal")
    assert against[2].high < min(against[0].low, against[1].low)
    assert leave_one_annotator_out(ratings, "nominal")[2] == 1.0
    assert against[0].measure == "alpha_nominal_against_the_rest"
    assert (against[0].items, against[0].groups, against[0].annotators, against[0].ratings) == (
        100,
        100,
        3,
        300,
    )


def test_who_shares_no_unit_has_no_agreement():
    results = one_against_the_rest(to_ratings([[1, 1, None], [2, 2, None], [None, None, 1]]), "nominal")
    assert results[2].value is None
    assert results[2].undefined_because == "no unit has answers from two annotators"
