from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement import Coverage, ratio_of_sums
from pipeline.agreement.bootstrap import resampled_weights

COVERAGE = Coverage(items=4, groups=3, annotators=2, ratings=8)


def test_value_and_interval_by_hand():
    result = ratio_of_sums([1, 2, 0, 3], [2, 2, 1, 4], list("bacb"), coverage=COVERAGE, measure="m")
    assert result.value == 6 / 9
    weights = np.concatenate(list(resampled_weights(3, resamples=1_000, seed=0, measure="m")))
    ratios = (weights @ [2, 4, 0]) / (weights @ [2, 6, 1])
    assert [result.low, result.high] == pytest.approx(np.percentile(ratios, [2.5, 97.5]))
    assert (result.items, result.groups, result.annotators, result.ratings) == (4, 3, 2, 8)


@given(
    st.lists(st.tuples(st.floats(0, 9), st.floats(0.1, 9), st.sampled_from("abc")), min_size=1, max_size=9),
    st.randoms(),
)
def test_rows_may_come_in_any_order(rows, shuffle):
    shuffled = list(rows)
    shuffle.shuffle(shuffled)
    results = [
        ratio_of_sums(*map(list, zip(*some, strict=True)), coverage=COVERAGE, measure="m", resamples=20)
        for some in (rows, shuffled)
    ]
    assert results[0] == results[1]


def test_nothing_to_divide_by_is_undefined():
    result = ratio_of_sums([0, 0], [0, 0], ["a", "b"], coverage=COVERAGE, measure="m", undefined="no token")
    assert (result.value, result.undefined_because) == (None, "no token")


def test_broken_columns_are_refused():
    with pytest.raises(ValueError, match="different lengths: 1 numerators, 2 denominators, 2 groups"):
        ratio_of_sums([1], [1, 1], ["a", "b"], coverage=COVERAGE, measure="m")
    with pytest.raises(ValueError, match="row 1: the group is missing"):
        ratio_of_sums([1, 1], [1, 1], ["a", None], coverage=COVERAGE, measure="m")
