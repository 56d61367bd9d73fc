from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement import Ratings, first_answers
from pipeline.agreement.encoding import encode, sort_key

VALUES = st.recursive(
    st.integers(-3, 3) | st.floats(allow_nan=False) | st.text("abㄱ", max_size=2),
    lambda inner: st.frozensets(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=4,
)


def rows_of(ratings: Ratings):
    return [
        (ratings.units[u], ratings.annotators[a], ratings.values[v], ratings.groups[ratings.group[u]])
        for u, a, v in zip(ratings.unit, ratings.annotator, ratings.value, strict=True)
    ]


@given(st.lists(VALUES, max_size=12), st.randoms())
def test_codes_do_not_depend_on_the_order_of_rows(column, random):
    codes, distinct = encode(column)
    shuffled = list(column)
    random.shuffle(shuffled)
    assert encode(shuffled)[1] == distinct
    assert [distinct[code] for code in codes if code >= 0] == [value for value in column if value != ""]


@given(VALUES, VALUES, VALUES)
def test_sort_key_is_a_total_order(a, b, c):
    keys = sorted(map(sort_key, (a, b, c)))
    assert keys[0] <= keys[1] <= keys[2]
    assert (sort_key(a) == sort_key(b)) == (a == b)


@pytest.mark.parametrize("missing", [None, float("nan"), "", pd.NA, np.nan])
def test_missing_values_are_no_answers(missing):
    ratings = Ratings.from_columns(["u", "u", "v"], ["a", "b", "a"], ["x", missing, "y"])
    assert rows_of(ratings) == [("u", "a", "x", "u"), ("v", "a", "y", "v")]


@pytest.mark.parametrize("make", [list, tuple, np.array, pd.Series])
def test_any_column_type_gives_the_same_ratings(make):
    ratings = Ratings.from_columns(make(["v", "u", "u"]), make([2, 1, 2]), make(["x", "y", "x"]))
    assert rows_of(ratings) == [("u", 1, "y", "u"), ("u", 2, "x", "u"), ("v", 2, "x", "v")]


def test_values_may_be_sets_and_tuples():
    sets = [frozenset({"a", "b"}), frozenset(), frozenset({"b", "a"})]
    assert Ratings.from_columns([1, 1, 2], ["a", "b", "a"], sets).values == (frozenset(), frozenset("ab"))
    assert Ratings.from_columns([(1, 2), (1, 3)], ["a", "a"], [(0, "x"), (1, "x")]).units == ((1, 2), (1, 3))


def test_a_second_answer_is_refused_unless_asked_for():
    columns = (["u", "u", "u"], ["a", "a", "b"], ["x", "y", "x"])
    with pytest.raises(ValueError, match=r"row 1: 'a' rates unit 'u' a second time.*first_answers"):
        Ratings.from_columns(*columns)
    with pytest.raises(ValueError, match=r"row 1: 'a' rates unit 'u'"):
        Ratings.from_columns(*(pd.Series(column, index=[7, 8, 9]) for column in columns))
    ratings, dropped = first_answers(*columns)
    assert rows_of(ratings) == [("u", "a", "x", "u"), ("u", "b", "x", "u")]
    assert dropped.tolist() == [1]


def test_a_missing_value_is_not_the_first_answer():
    ratings, dropped = first_answers(["u", "u", "u"], ["a", "a", "a"], [None, "y", "z"])
    assert rows_of(ratings) == [("u", "a", "y", "u")]
    assert dropped.tolist() == [2]


def test_groups_must_hold_whole_units():
    assert Ratings.from_columns([1, 2], ["a", "a"], ["x", "x"], ["g", "g"]).groups == ("g",)
    with pytest.raises(ValueError, match="row 1: unit 1 lies in two groups"):
        Ratings.from_columns([1, 1], ["a", "b"], ["x", "x"], ["g", "h"])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([1], ["a", "b"], ["x"]), "different lengths"),
        (([None], ["a"], ["x"]), "row 0: the unit is missing"),
        (([1, 1], ["a", None], ["x", "x"]), "row 1: the annotator is missing"),
        (([1], ["a"], ["x"], [""]), "row 0: the group is missing"),
    ],
)
def test_broken_columns_are_refused(columns, message):
    with pytest.raises(ValueError, match=message):
        Ratings.from_columns(*columns)


def test_numeric_orders_by_number_and_merges_spellings():
    numeric, numbers = Ratings.from_columns([1, 2, 3, 4], ["a"] * 4, ["10", "9", "9.0", 9]).numeric()
    assert numbers.tolist() == [9.0, 10.0]
    assert numeric.value.tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize("value", ["두 개", "inf", "nan", frozenset()])
def test_numeric_refuses_what_is_no_finite_number(value):
    with pytest.raises(ValueError, match="not a finite number"):
        Ratings.from_columns([1], ["a"], [value]).numeric()


def test_without_leaves_one_annotator_out():
    ratings = Ratings.from_columns(["u", "u"], ["a", "b"], ["x", "y"]).without("a")
    assert rows_of(ratings) == [("u", "b", "y", "u")]
    with pytest.raises(ValueError, match="not in tuple"):
        ratings.without("c")


def test_no_rows_make_empty_ratings():
    assert Ratings.from_columns([], [], []).units == ()
