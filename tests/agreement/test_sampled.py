from __future__ import annotations

import numpy as np
import pytest
from agreement_strategies import to_ratings

from pipeline.agreement import alpha_sampled, alpha_with


def apart(left, right):
    return abs(left - right)


def many_values(units=3_000, seed=0):
    rng = np.random.default_rng(seed)
    hidden = rng.normal(0, 10, units)
    return [[float(value) for value in rng.normal(value, 4, 3)] for value in hidden]


def absolute(values):
    """α with the absolute distance, by sorting: Σ |x_i − x_j| over pairs of a sorted list."""

    def total(numbers):
        numbers = np.sort(numbers)
        return 2 * float((numbers * (2 * np.arange(len(numbers)) - len(numbers) + 1)).sum())

    flat = np.ravel(values)
    observed = sum(total(np.array(unit)) / (len(unit) - 1) for unit in values) / len(flat)
    return 1 - observed / (total(flat) / (len(flat) * (len(flat) - 1)))


def test_more_values_than_can_be_compared_each_with_each():
    matrix = many_values()
    ratings = to_ratings(matrix)
    with pytest.raises(ValueError, match="use alpha_sampled"):
        alpha_with(ratings, apart, measure="m")
    result = alpha_sampled(ratings, apart, measure="m", resamples=100, pairs=30_000)
    exact = absolute(matrix)
    assert result.standard_error == pytest.approx(0.0018, rel=0.3)
    assert abs(result.agreement.value - exact) < 4 * result.standard_error
    assert result.agreement.low < exact < result.agreement.high
    assert (result.agreement.items, result.agreement.ratings, result.pairs) == (3_000, 9_000, 30_000)


def test_the_error_is_the_spread_over_seeds():
    ratings = to_ratings(many_values(units=300))
    results = [
        alpha_sampled(ratings, apart, measure="m", resamples=0, pairs=2_000, seed=seed) for seed in range(40)
    ]
    spread = np.std([result.agreement.value for result in results])
    assert spread == pytest.approx(np.mean([result.standard_error for result in results]), rel=0.35)


def test_interval_is_near_the_exact_one():
    ratings = to_ratings([[round(value) for value in row] for row in many_values(units=400)])
    exact = alpha_with(ratings, apart, measure="m", resamples=400)
    sampled = alpha_sampled(ratings, apart, measure="m", resamples=400, pairs=40_000).agreement
    assert (sampled.low, sampled.high) == pytest.approx((exact.low, exact.high), abs=0.01)


def test_undefined_says_why():
    nothing = alpha_sampled(to_ratings([[1, None]]), apart, measure="m")
    assert nothing.standard_error is None
    assert nothing.agreement.undefined_because == "no unit has answers from two annotators"
    same = alpha_sampled(to_ratings([[1, 1], [1, 1]]), apart, measure="m")
    assert same.agreement.undefined_because.startswith("only one value was used")
    with pytest.raises(ValueError, match="finite and not negative"):
        alpha_sampled(to_ratings([[1, 2], [3, 4]]), lambda _a, _b: -1.0, measure="m")
