from __future__ import annotations

from statistics import median

import annotator_cases
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quality.annotators.speed import FEWEST_OTHERS, median_of_the_rest, speed

timed = st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(0, 99)), max_size=30)


@given(timed)
def test_the_median_of_the_rest_is_that_of_a_list(rows):
    item = np.array([row[0] for row in rows], dtype=np.int64)
    seconds = np.array([np.nan if row[1] is None else row[1] for row in rows], dtype=np.float64)
    found = median_of_the_rest(item, seconds)
    for row, (own, value) in enumerate(rows):
        others = [s for place, (i, s) in enumerate(rows) if i == own and s is not None and place != row]
        if value is None or len(others) < FEWEST_OTHERS:
            assert np.isnan(found[row])
        else:
            assert found[row] == median(others)


def test_an_answer_is_too_fast_for_its_item():
    rows = [(item, who, "x") for item in range(30) for who in "abc"]
    length = [10.0 * (1 + item % 3) for item in range(30) for _ in "abc"]
    quick = [
        taken * (0.2 if who == "a" and int(item) % 2 else 1.0)
        for (item, who, _), taken in zip(rows, length, strict=True)
    ]
    of = annotator_cases.answers(rows, seconds=quick)
    rest = median_of_the_rest(of.item, of.seconds)
    a, b = (speed(of.seconds[of.annotator == code], rest[of.annotator == code]) for code in (0, 1))
    assert a.too_fast.value == 0.5
    assert b.too_fast.value == 0
    assert b.pace == pytest.approx(1.0, abs=0.7)


def test_without_others_there_is_a_reason():
    found = speed(np.array([3.0, 5.0]), np.array([np.nan, np.nan]))
    assert (found.median, found.timed, found.pace) == (4.0, 2, None)
    assert found.too_fast.undefined_because
    assert speed(np.array([np.nan]), np.array([np.nan])).too_fast.undefined_because
