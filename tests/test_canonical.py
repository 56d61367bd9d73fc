from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import canonical
from pipeline.model import Link
from pipeline.tasks.tc.values import Headline, Topics

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@dataclass(frozen=True, slots=True)
class Nested:
    flag: bool
    score: float | None
    links: tuple[Link, ...]
    names: dict[str, int]


LINKS = st.builds(Link, st.integers(-5, 5), st.integers(-5, 5), TEXT)
NESTED = st.builds(
    Nested,
    st.booleans(),
    st.none() | st.floats(allow_nan=False, allow_infinity=False).map(lambda score: score + 0.0),
    st.lists(LINKS, max_size=3).map(tuple),
    st.dictionaries(TEXT, st.integers(0, 9), max_size=3),
)


@given(NESTED)
def test_what_is_dumped_can_be_loaded(value):
    assert canonical.load(Nested, canonical.dump(value)) == value


@given(NESTED, NESTED)
def test_equal_values_have_equal_texts_and_others_others(left, right):
    assert (canonical.dump(left) == canonical.dump(right)) == (left == right)


@given(NESTED)
def test_the_text_is_canonical(value):
    text = canonical.dump(value)
    again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == again


def test_the_order_of_a_mapping_does_not_count():
    one = Nested(True, None, (), {"a": 1, "b": 2})
    other = Nested(True, None, (), {"b": 2, "a": 1})
    assert canonical.dump(one) == canonical.dump(other)


def test_hangul_stays_legible():
    assert canonical.dump(Topics(("정치", "IT과학"))) == '{"topics":["정치","IT과학"]}'


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '{"topics":"정치"}', '{"topics":[1]}', '{"topic":["정치"]}'],
)
def test_other_texts_are_refused(text):
    with pytest.raises(ValueError, match="validation error"):
        canonical.load(Topics, text)


def test_a_value_of_another_type_is_refused():
    with pytest.raises(ValueError, match="title"):
        canonical.load(Headline, canonical.dump(Topics(("정치",))))
