from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from agreement_strategies import matrices, to_ratings
from hypothesis import assume, given

from pipeline.agreement import Coverage, alpha, ratio_of_sums
from pipeline.agreement.alpha import prepare, statistic
from pipeline.agreement.alpha_statistic import everybody
from pipeline.agreement.bca import LeaveOneOut, bca_percentiles
from pipeline.agreement.bootstrap import jackknife_values
from pipeline.agreement.tables import group_table

LEVELS = ["nominal", "ordinal", "interval", "ratio"]


@pytest.mark.parametrize("sparse", [False, True])
def test_leaving_one_out_is_a_product_with_weights(sparse, monkeypatch):
    monkeypatch.setattr("pipeline.agreement.tables.DENSE", 0 if sparse else 100)
    table = group_table(np.array([0, 1, 1, 2, 3]), np.array([0, 0, 2, 1, 2]), np.arange(1.0, 6.0), (4, 3))
    weights = 1 - np.eye(4)
    assert np.array_equal(LeaveOneOut(0, 4) @ table, weights @ table)
    assert np.array_equal(LeaveOneOut(1, 3) @ table, (weights @ table)[1:3])
    column = np.array([1.0, 2.0, 4.0, 8.0])
    assert np.array_equal(LeaveOneOut(1, 3) @ column, [13.0, 11.0])


@pytest.mark.parametrize("level", LEVELS)
@given(matrix=matrices())
def test_jackknife_equals_leaving_units_out(level, matrix):
    ratings, cells, metric = prepare(to_ratings(matrix), level)
    assume(cells.n_units > 1)
    values = jackknife_values(statistic(cells, level, metric, everybody(cells)))
    for value, unit in zip(values[:, 0], cells.units, strict=True):
        others = matrix[: ratings.units[unit]] + matrix[ratings.units[unit] + 1 :]
        expected = alpha(to_ratings(others), level, resamples=2).value if others else None
        assert np.isnan(value) if expected is None else value == pytest.approx(expected)


def test_equals_scipy_on_a_skewed_mean():
    sample = np.random.default_rng(2).exponential(size=40)
    coverage = Coverage(items=40, groups=40, annotators=2, ratings=80)
    ours = ratio_of_sums(
        sample, np.ones(40), range(40), coverage=coverage, measure="m", resamples=20_000, interval="bca"
    )
    theirs = scipy.stats.bootstrap(
        (sample,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(0)
    ).confidence_interval
    assert [ours.low, ours.high] == pytest.approx([theirs.low, theirs.high], rel=0.01)
    plain = ratio_of_sums(sample, np.ones(40), range(40), coverage=coverage, measure="m", resamples=20_000)
    assert ours.low > plain.low
    assert ours.high > plain.high


def test_percentiles_stay_where_nothing_is_skewed():
    samples = np.arange(-500.0, 501.0)
    moved = bca_percentiles(0.0, samples, np.array([-1.0, 0.0, 1.0]), (2.5, 97.5))
    assert moved == pytest.approx((2.5, 97.5))
    assert bca_percentiles(1.0, np.ones(10), np.ones(3), (2.5, 97.5)) == pytest.approx((2.5, 97.5))
    low, high = bca_percentiles(600.0, samples, np.empty(0), (2.5, 97.5))
    assert 50 < low < high <= 100


def test_alpha_by_both_methods():
    rng = np.random.default_rng(1)
    matrix = [[int(v), int(v if rng.random() < 0.9 else rng.integers(0, 3))] for v in rng.integers(0, 3, 60)]
    percentile = alpha(to_ratings(matrix), "nominal")
    bca = alpha(to_ratings(matrix), "nominal", interval="bca")
    assert bca.value == percentile.value
    assert (bca.low, bca.high) != (percentile.low, percentile.high)
    assert bca.low < bca.value < bca.high
    # The resamples of a high α are skewed to the left, and BCa moves the interval that way.
    assert bca.low < percentile.low
