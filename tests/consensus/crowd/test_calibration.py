from __future__ import annotations

import numpy as np
import pytest
from crowd_cases import MODELS, crossed, to_ratings
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consensus.crowd import Reliability, calibration


def test_by_hand():
    measured = calibration(np.array([0.55, 0.6, 0.9, 1.0]), np.array([True, False, True, True]))
    assert measured.bins == (
        Reliability(0.5, 0.6, 2, pytest.approx(0.575), 0.5),
        Reliability(0.8, 0.9, 1, pytest.approx(0.9), 1.0),
        Reliability(0.9, 1.0, 1, 1.0, 1.0),
    )
    assert measured.expected_error == pytest.approx((2 * 0.075 + 0.1 + 0) / 4)
    assert measured.brier == pytest.approx((0.45**2 + 0.6**2 + 0.1**2 + 0) / 4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_bins_hold_every_item_once(rows):
    confidence, right = (np.array(column) for column in zip(*rows, strict=True))
    measured = calibration(confidence, right)
    assert sum(each.items for each in measured.bins) == len(rows)
    assert 0 <= measured.expected_error <= 1
    assert 0 <= measured.brier <= 1
    for each in measured.bins:
        assert each.low - 1e-9 <= each.confidence <= each.high + 1e-9


def test_draws_of_their_own_confidence_are_calibrated():
    random = np.random.default_rng(1)
    confidence = random.uniform(0.3, 1, 100_000)
    measured = calibration(confidence, random.random(100_000) < confidence)
    assert measured.expected_error < 0.01


def test_items_without_a_known_value_do_not_count():
    found = MODELS["majority"](to_ratings(crossed(["aab", "bbb", "ab"])))
    measured = found.calibration({"i000": "a", "i001": "z", "elsewhere": "a"})
    assert sum(each.items for each in measured.bins) == 2
    assert measured.brier == pytest.approx(((1 / 3) ** 2 + 1) / 2)
    with pytest.raises(ValueError, match="no known values"):
        found.calibration({})
