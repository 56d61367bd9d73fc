from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from agreement_strategies import matrices, to_ratings
from hypothesis import assume, given
from hypothesis import strategies as st
from test_gwet import WEIGHTS, weight

from pipeline.agreement import Ratings, alpha, cohen_kappa, gwet_ac, weighted_kappa
from pipeline.agreement.bootstrap import resampled_weights


def kappa(kind, scale, left, right):
    def disagreement(pairs):
        return np.mean([1 - weight(kind, scale, a, b) for a, b in pairs])

    chance = disagreement([(a, b) for a in left for b in right])
    return None if chance == 0 else 1 - disagreement(list(zip(left, right, strict=True))) / chance


@pytest.mark.parametrize("weights", WEIGHTS)
@given(matrix=matrices())
def test_equals_the_mean_over_pairs(weights, matrix):
    scale = sorted({value for row in matrix for value in row if value is not None})
    values, counts = [], []
    for a, b in combinations(range(len(matrix[0])), 2):
        both = [(row[a], row[b]) for row in matrix if row[a] is not None and row[b] is not None]
        value = kappa(weights, scale, *zip(*both, strict=True)) if both else None
        if value is not None:
            values.append(value)
            counts.append(len(both))
    ours = weighted_kappa(to_ratings(matrix), weights, resamples=2).value
    assert ours == (pytest.approx(np.average(values, weights=counts)) if values else None)


@given(matrices())
def test_identity_weights_are_cohens_kappa(matrix):
    ours = weighted_kappa(to_ratings(matrix), "identity", measure="m", resamples=20)
    plain = cohen_kappa(to_ratings(matrix), measure="m", resamples=20)
    assert ours.value == pytest.approx(plain.value)
    assert ours.low == pytest.approx(plain.low)
    assert ours.undefined_because == plain.undefined_because


@pytest.mark.parametrize(
    ("weights", "value"),
    [
        ("identity", 0.491525424),
        ("ordinal", 0.462365591),
        ("linear", 0.473684211),
        ("quadratic", 0.454545455),
    ],
)
def test_equals_an_independent_package(weights, value):
    """Diagnoses of 200 patients by two judges (Cohen 1968), with the values of the package irrCAC 0.4.4."""
    table = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
    matrix = [[i, j] for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]
    assert weighted_kappa(to_ratings(matrix), weights).value == pytest.approx(value, abs=1e-9)


COHEN_1968 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]


def test_published_example():
    """Cohen (1968), table 1: diagnoses of 200 patients by two judges, with his own weights."""
    matrix = [
        ["PNX"[i], "PNX"[j]] for i, row in enumerate(COHEN_1968) for j, n in enumerate(row) for _ in range(n)
    ]
    ratings = to_ratings(matrix)
    assert ratings.values == ("N", "P", "X")
    weights = 1 - np.array([[0, 1, 6], [1, 0, 3], [6, 3, 0]]) / 6
    result = weighted_kappa(ratings, weights)
    assert (result.measure, round(result.value, 3)) == ("weighted_kappa_matrix", 0.348)
    assert round(cohen_kappa(ratings).value, 3) == 0.492


@pytest.mark.parametrize("weights", WEIGHTS)
@given(matrix=matrices(st.sampled_from([0.1, 0.2, 0.7, 3.0, 40.0])))
def test_a_matrix_of_named_weights_is_these(weights, matrix):
    ratings = to_ratings(matrix)
    scale = sorted(ratings.values)
    assume(scale)
    table = np.array([[weight(weights, scale, c, k) for k in scale] for c in scale])
    named = weighted_kappa(ratings, weights, measure="m", resamples=20)
    looked = weighted_kappa(ratings, table, measure="m", resamples=20)
    assert named.value == pytest.approx(looked.value, abs=1e-6)
    assert named.undefined_because == looked.undefined_because


@pytest.mark.parametrize("weights", WEIGHTS)
def test_thousands_of_values_need_no_square_table(weights):
    rng = np.random.default_rng(6)
    hidden = rng.normal(size=20_000)
    ratings = Ratings.from_columns(
        np.repeat(np.arange(20_000), 2), [0, 1] * 20_000, np.repeat(hidden, 2) + rng.normal(0, 0.3, 40_000)
    )
    assert len(ratings.values) == 40_000
    kappa, ac = weighted_kappa(ratings, weights, resamples=3), gwet_ac(ratings, weights, resamples=3)
    assert kappa.value == pytest.approx(
        {"identity": 0, "linear": 0.72, "ordinal": 0.91, "quadratic": 0.92}[weights], abs=0.03
    )
    assert (kappa.value == 0) == (weights == "identity")
    assert ac.value == pytest.approx(kappa.value, abs=0.1) or weights != "identity"


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (np.eye(3), "2 values need weights of that many rows"),
        (np.array([[1, 0.5], [0.4, 1]]), "the same in both directions"),
        (np.array([[1, 2.0], [2.0, 1]]), "not above 1"),
        (np.zeros((2, 2)), "1 between equal values"),
    ],
)
def test_what_is_no_weight_is_refused(weights, message):
    for measure in (weighted_kappa, gwet_ac):
        with pytest.raises(ValueError, match=message):
            measure(to_ratings([["a", "b"]]), weights)


def test_quadratic_weights_are_near_interval_alpha():
    """As they must be where two annotators have about the same marginals (Fleiss and Cohen 1973)."""
    rng = np.random.default_rng(3)
    hidden = rng.integers(0, 6, 400)
    matrix = [[int(v + rng.integers(0, 2)), int(v + rng.integers(0, 2))] for v in hidden]
    quadratic = weighted_kappa(to_ratings(matrix)).value
    assert quadratic == pytest.approx(alpha(to_ratings(matrix), "interval").value, abs=0.01)


def test_interval_equals_a_loop_over_resampled_units():
    """Every resample here holds both ends of the scale, so that it is the same scale."""
    rng = np.random.default_rng(1)
    ends = [[0, 0, 0], [4, 4, 4]] * 4
    matrix = ends + [
        [int(v), int(np.clip(v + rng.integers(-1, 2), 0, 4)), int(rng.integers(0, 5))]
        for v in rng.integers(0, 5, 20)
    ]
    values = []
    for weights in resampled_weights(len(matrix), resamples=60, seed=0, measure="m"):
        for row in weights.astype(int):
            drawn = [unit for unit, times in zip(matrix, row, strict=True) for _ in range(times)]
            assert {0, 4} <= {value for unit in drawn for value in unit}
            values.append(weighted_kappa(to_ratings(drawn), measure="m", resamples=2).value)
    result = weighted_kappa(to_ratings(matrix), measure="m", resamples=60)
    assert (result.low, result.high) == pytest.approx(np.percentile(values, [2.5, 97.5]))
