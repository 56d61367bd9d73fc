from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.agreement import short_texts
from pipeline.agreement.encoding import encode
from pipeline.agreement.short_texts import rank_short_texts

COLUMNS = [list, np.array, pd.Series, lambda texts: pd.Series(texts, dtype=object)]


@pytest.fixture(autouse=True, scope="module")
def however_few():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(short_texts, "SAMPLE", 2)
        yield


@given(
    st.text("ab문항", max_size=9),
    st.lists(st.text("ab\x01\U0010ffff", max_size=8), min_size=1, unique=True),
    st.data(),
)
def test_ranks_are_those_of_sorting(prefix, ends, data):
    texts = [prefix + end for end in ends]
    texts += data.draw(st.lists(st.sampled_from(texts), max_size=len(texts)))
    assume(len(texts) > 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(short_texts, "SAMPLE", len(texts))
        ranked = rank_short_texts(texts)
    ordered = sorted(set(texts))
    assert ranked[1] == ordered
    assert ranked[0].tolist() == [ordered.index(text) for text in texts]


@pytest.mark.parametrize("make", COLUMNS)
def test_any_column_type(make):
    found = encode(make(["item 2", "item 10", "item 2", "item 1"]))
    assert found[1] == ("item 1", "item 10", "item 2")
    assert found[0].tolist() == [2, 1, 2, 0]


@given(st.lists(st.text("ab", min_size=6, max_size=32), min_size=2))
def test_words_that_rows_share(texts):
    """Rows that begin alike are told apart by later words, and only these."""
    texts += [text[:8] + "a" * 24 for text in texts] + [text[:9] for text in texts]
    codes, distinct = encode(texts)
    assert list(distinct) == sorted(set(texts))
    assert [distinct[code] for code in codes] == texts


def test_categories_are_coded_by_those_that_occur():
    column = pd.Series(pd.Categorical(["c", None, "a", "c"], categories=["c", "b", "a", ""]))
    codes, texts = encode(column)
    assert (codes.tolist(), texts) == ([1, -1, 0, 1], ("a", "c"))
    numbers = pd.Series([3, 1, 2, 3], dtype="category")
    assert encode(numbers)[1] == (1, 2, 3)


def test_a_slice_of_a_column():
    table = pd.Series(["z", "item 2", "item 10", "item 2", "q"])[1:4]
    codes, texts = rank_short_texts(table)
    assert (codes.tolist(), texts) == ([1, 0, 1], ["item 10", "item 2"])


@pytest.mark.parametrize(
    "column",
    [
        ["a", None],
        ["a", 1],
        [1, 2],
        ["a", "b" * 33],
        ["a\0", "a"],
        ["a", "\ud800"],
        ["a", b"a"],
        [("a", 1), "a"],
        np.array([1.0, 2.0]),
        ["a"],
        [],
    ],
)
def test_anything_else_is_left_to_hashing(column):
    assert rank_short_texts(column) is None


def test_few_texts_are_left_to_hashing(monkeypatch):
    monkeypatch.setattr(short_texts, "SAMPLE", 20)
    assert rank_short_texts(["a", "b"] * 20) is None


def test_an_empty_text_is_missing():
    codes, texts = encode(["b", "", "a"])
    assert (codes.tolist(), texts) == ([1, -1, 0], ("a", "b"))
