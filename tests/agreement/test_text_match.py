from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement import character_f1, exact_match, normalise_answer

ANSWERS = st.text("가나다ab .,·〈", max_size=6)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("《미녀와 야수》", "미녀와야수"),
        ("  1,000원\n", "1000원"),
        ("「논어」·〈맹자〉", "논어맹자"),
        ("IT과학…", "it과학"),
        ("ㅋㅋ ㄱ", "ㅋㅋㄱ"),
        ("㎏", "㎏"),
        ("C++", "c"),
        ("₩5 100℃", "₩5100℃"),
    ],
)
def test_normal_form(text, normal):
    assert normalise_answer(text) == normal


def test_decomposed_text_is_composed():
    assert normalise_answer(unicodedata.normalize("NFD", "세종 대왕")) == "세종대왕"


def test_best_alternative_counts():
    assert exact_match("세종 대왕", ["이순신", "세종대왕"])
    assert not exact_match("세종", ["이순신", "세종대왕"])
    assert character_f1("세종", ["이순신", "세종대왕"]) == pytest.approx(2 * 2 / 6)


@given(ANSWERS, st.lists(ANSWERS, max_size=3))
def test_f1_equals_brute_force(answer, alternatives):
    def f1(left, right):
        left, right = normalise_answer(left), normalise_answer(right)
        if not left or not right:
            return float(left == right)
        common = sum((Counter(left) & Counter(right)).values())
        precision, recall = common / len(left), common / len(right)
        return 2 * precision * recall / (precision + recall) if common else 0.0

    best = max((f1(answer, each) for each in alternatives), default=0.0)
    assert character_f1(answer, alternatives) == pytest.approx(best)
    assert not exact_match(answer, alternatives) or character_f1(answer, alternatives) == 1.0


def test_no_alternatives_match_nothing():
    assert not exact_match("", [])
    assert character_f1("", []) == 0.0
