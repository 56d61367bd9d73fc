from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.syllables import COMMON, plausibility


def test_the_common_syllables_are_320_precomposed_ones() -> None:
    assert len(COMMON) == 320
    assert all("가" <= syllable <= "힣" for syllable in COMMON)


@pytest.mark.parametrize(
    "text", ["모든 국민은 법 앞에 평등하다.", "재미있게 봤습니다 ㅋㅋ", "서울 지하철 이용객 늘어"]
)
def test_korean_is_plausible(text: str) -> None:
    assert plausibility(text) > 0.6


@pytest.mark.parametrize("text", ["", "English", "漢字", "援곗삎 쒓뎅", "가"])
def test_other_text_is_not(text: str) -> None:
    assert plausibility(text) < 0.5


@given(st.text())
def test_it_is_a_share(text: str) -> None:
    assert 0 <= plausibility(text) < 1
