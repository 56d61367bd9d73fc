from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement import jaccard, masi, one_minus_f1
from pipeline.agreement.distances import interval, midranks, nominal, ordinal, ratio

SETS = st.frozensets(st.sampled_from("abcd"))
EMPTY: frozenset[str] = frozenset()


@pytest.mark.parametrize("distance", [jaccard, masi, one_minus_f1])
@given(left=SETS, right=SETS)
def test_set_distances_are_distances(distance, left, right):
    assert distance(left, right) == distance(right, left)
    assert 0 <= distance(left, right) <= 1
    assert (distance(left, right) == 0) == (left == right)
    assert (distance(left, right) == 1) == (left.isdisjoint(right) and left != right)


@pytest.mark.parametrize("distance", [jaccard, masi, one_minus_f1])
def test_empty_sets(distance):
    assert distance(EMPTY, EMPTY) == 0
    assert distance(EMPTY, frozenset("a")) == 1


@pytest.mark.parametrize(
    ("left", "right", "by_jaccard", "by_masi", "by_f1"),
    [
        ("ab", "ab", 0, 0, 0),
        ("ab", "a", 1 / 2, 1 - 1 / 2 * 2 / 3, 1 / 3),
        ("ab", "bc", 2 / 3, 1 - 1 / 3 * 1 / 3, 1 / 2),
        ("ab", "cd", 1, 1, 1),
    ],
)
def test_set_distances_by_hand(left, right, by_jaccard, by_masi, by_f1):
    pair = frozenset(left), frozenset(right)
    assert jaccard(*pair) == pytest.approx(by_jaccard)
    assert masi(*pair) == pytest.approx(by_masi)
    assert one_minus_f1(*pair) == pytest.approx(by_f1)


def test_levels_by_hand():
    left, right = np.array([0.0, 1.0, 1.0]), np.array([0.0, 1.0, 3.0])
    assert nominal(left, right).tolist() == [0, 0, 1]
    assert interval(left, right).tolist() == [0, 0, 4]
    assert ratio(left, right).tolist() == [0, 0, 0.25]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6))
def test_ordinal_counts_the_ratings_between(marginals):
    table = ordinal(np.array(marginals, dtype=float))
    for low in range(len(marginals)):
        for high in range(low, len(marginals)):
            between = sum(marginals[low : high + 1]) - (marginals[low] + marginals[high]) / 2
            assert table[low, high] == table[high, low] == pytest.approx(between**2)


def test_midranks_are_centred():
    marginals = np.array([[1.0, 2.0, 0.0, 4.0], [0.0, 1.0, 1.0, 1.0]])
    assert (marginals * midranks(marginals)).sum(axis=1) == pytest.approx([0, 0])
