from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement.distances import ratio
from pipeline.agreement.pairwise import Pairwise, RatioDistances
from pipeline.agreement.ratio_kernel import ManyRatios

VALUES = st.lists(st.just(0.0) | st.floats(1e-6, 1e9), min_size=1, max_size=12, unique=True).filter(any)


def expected(numbers, marginals):
    metric = ManyRatios(Pairwise(len(numbers), RatioDistances(numbers)), numbers)
    return metric.expected(np.atleast_2d(marginals))


def brute_force(numbers, marginals):
    return float(marginals @ ratio(numbers[:, np.newaxis], numbers) @ marginals)


@given(VALUES, st.data())
def test_equals_the_sum_over_pairs(values, data):
    numbers = np.sort(values)
    counts = data.draw(st.lists(st.integers(0, 5), min_size=len(numbers), max_size=len(numbers)))
    marginals = np.array(counts, dtype=float)
    scale = marginals.sum() ** 2
    assert expected(numbers, marginals)[0] == pytest.approx(
        brute_force(numbers, marginals), rel=1e-9, abs=1e-13 * scale
    )


def test_keeps_its_digits_where_values_are_close():
    numbers = np.array([1e6, 1e6 + 0.25, 1e6 + 1])
    marginals = np.array([3.0, 1.0, 2.0])
    assert expected(numbers, marginals)[0] == pytest.approx(brute_force(numbers, marginals), rel=1e-6)


def test_blocks_and_resamples(monkeypatch):
    numbers = np.sort(np.random.default_rng(0).lognormal(0, 3, 200))
    marginals = np.random.default_rng(1).integers(0, 4, (3, 200)).astype(float)
    whole = expected(numbers, marginals)
    assert whole == pytest.approx([brute_force(numbers, row) for row in marginals], rel=1e-12)
    monkeypatch.setattr("pipeline.agreement.ratio_kernel.BLOCK", 1)
    assert expected(numbers, marginals) == pytest.approx(whole, rel=1e-12)
