from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quality.annotators.shares import share


def test_wilson_s_interval():
    found = share(81, 263)
    # Newcombe 1998, Statistics in Medicine 17:857, table I: 81 of 263.
    assert (found.low, found.high) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))


@given(st.integers(1, 500), st.floats(0, 1))
def test_the_interval_holds_the_value(count, value):
    found = share(value * count, count)
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1


def test_a_share_of_nothing_says_why():
    assert share(0, 0, undefined="nobody came").undefined_because == "nobody came"
