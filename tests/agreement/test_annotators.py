from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from agreement_strategies import matrices, to_ratings
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.agreement import (
    alpha,
    alpha_by_label,
    alpha_with,
    annotator_pairs,
    leave_one_annotator_out,
    masi,
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


@given(matrices(st.frozensets(st.sampled_from("abc"))))
def test_units_add_up_to_alpha_with_a_distance(matrix):
    ratings = to_ratings(matrix)
    shares = per_unit_disagreement(ratings, masi)
    whole = alpha_with(ratings, masi, measure="m", resamples=2).value
    if whole is not None:
        sizes = [sum(value is not None for value in matrix[unit]) for unit in shares]
        assert 1 - np.average(list(shares.values()), weights=sizes) == pytest.approx(whole)
    with pytest.raises(ValueError, match="rows and columns"):
        per_unit_disagreement(ratings, np.zeros((len(ratings.values) + 1,) * 2))


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


@pytest.mark.parametrize("level", LEVELS)
@given(matrix=matrices(max_annotators=4))
def test_pairs_add_up_to_alpha_where_everybody_rates_everything(level, matrix):
    full = [[0 if value is None else value for value in row] for row in matrix]
    whole = alpha(to_ratings(full), level, resamples=2).value
    pairs = annotator_pairs(to_ratings(full), level)
    annotators = len(full[0])
    assert [(pair.first, pair.second) for pair in pairs] == list(combinations(range(annotators), 2))
    assert {pair.items for pair in pairs} == {len(full)}
    if whole is None:
        assert {pair.alpha for pair in pairs} == {None}
    else:
        assert np.mean([pair.alpha for pair in pairs]) == pytest.approx(whole)


@given(matrices())
def test_pairs_share_the_units_that_both_rated(matrix):
    shared = {
        (a, b): count
        for a, b in combinations(range(len(matrix[0])), 2)
        if (count := sum(row[a] is not None and row[b] is not None for row in matrix))
    }
    pairs = annotator_pairs(to_ratings(matrix), "nominal")
    assert {(pair.first, pair.second): pair.items for pair in pairs} == shared
    for pair in pairs:
        own = [[row[pair.first], row[pair.second]] for row in matrix]
        agreed = [a == b for a, b in own if a is not None and b is not None]
        assert pair.alpha is None or (pair.alpha == 1) == all(agreed)


@given(matrices())
def test_label_alphas_are_alphas_of_the_label_against_the_rest(matrix):
    ratings = to_ratings(matrix)
    results = alpha_by_label(ratings, resamples=2)
    pairable = [row for row in matrix if sum(value is not None for value in row) > 1]
    given_values = [value for row in pairable for value in row if value is not None]
    assert list(results) == sorted(set(given_values))
    weights = []
    for label, result in results.items():
        binary = [[None if value is None else int(value == label) for value in row] for row in matrix]
        expected = alpha(to_ratings(binary), "nominal", resamples=2).value
        assert result.value == (None if expected is None else pytest.approx(expected))
        weights.append(given_values.count(label) * (len(given_values) - given_values.count(label)))
    whole = alpha(ratings, "nominal", resamples=2).value
    if whole is not None:
        mean = np.average([result.value for result in results.values()], weights=weights)
        assert mean == pytest.approx(whole)


def test_label_alphas_have_intervals_and_reasons():
    rng = np.random.default_rng(2)
    matrix = [[v, v if rng.random() < 0.8 else (v + 1) % 3] for v in rng.integers(0, 3, 60).tolist()]
    for result in alpha_by_label(to_ratings(matrix)).values():
        assert result.low < result.value < result.high
        assert result.measure == "alpha_nominal_by_label"
    (alone,) = alpha_by_label(to_ratings([["x", "x"], ["x", "x"]])).values()
    assert alone.undefined_because == "nobody gave another value"
    assert alpha_by_label(to_ratings([["x", None]])) == {}
