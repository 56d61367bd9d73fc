from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.quality.shares import (
    WORDS,
    hangul_and_symbols,
    repeated_characters,
    repeated_words,
    stepped,
)

TEXTS = st.text(st.sampled_from("가나다abc 0.,★😀ㅋ\n"), max_size=60)


@given(st.floats(0, 1))
def test_steps_are_exact_in_32_bits(share: float) -> None:
    assert float(np.float32(stepped(share))) == stepped(share)
    assert abs(stepped(share) - share) <= 1 / 512
    assert 0 <= stepped(share) <= 1


@given(TEXTS)
def test_shares_are_shares(text: str) -> None:
    for share in (*hangul_and_symbols(text), repeated_characters(text), repeated_words(text)):
        assert 0 <= share <= 1


@given(TEXTS)
def test_shares_of_hangul_and_symbols_count_characters(text: str) -> None:
    letters = [char for char in text if char.isalpha()]
    shown = [char for char in text if not char.isspace()]
    hangul, symbols = hangul_and_symbols(text)
    assert hangul == (sum(char in "가나다ㅋ" for char in letters) / len(letters) if letters else 0)
    assert symbols == (sum(char in "★😀" for char in shown) / len(shown) if shown else 0)


@given(TEXTS)
def test_repeated_characters_are_counted(text: str) -> None:
    grams = [text[at : at + 3] for at in range(len(text) - 2)]
    expected = sum(gram in grams[:at] for at, gram in enumerate(grams)) / len(grams) if grams else 0
    assert repeated_characters(text) == pytest.approx(expected)


@given(st.lists(st.sampled_from(["가", "나나", "다다다"]), max_size=40))
def test_repeated_words_are_covered(words: list[str]) -> None:
    grams = [tuple(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)]
    covered = {at + i for at, gram in enumerate(grams) if gram in grams[:at] for i in range(WORDS)}
    total = sum(map(len, words))
    expected = sum(len(words[at]) for at in covered) / total if total else 0
    assert repeated_words(" ".join(words)) == pytest.approx(expected)


def test_more_repetition_scores_more() -> None:
    base = "하나 둘 셋 넷 다섯 여섯 일곱 여덟"
    scores = [repeated_words(" ".join([base] * times)) for times in (1, 2, 4, 8)]
    assert scores[0] == 0
    assert all(one < two for one, two in pairwise(scores))
