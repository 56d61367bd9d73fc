from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.duplicates import exact_duplicates, fold, jaccard, shingles, text_key

KEYS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz"))


def test_folding_evens_white_space_and_composition_and_nothing_else() -> None:
    assert fold(f" 가\u00a0나\n\n{unicodedata.normalize('NFD', '값')}\t") == "가 나 값"
    assert text_key("가 나") == text_key("가\n 나 ")
    assert text_key("ㅋㅋ") != text_key("ᄏᄏ")
    assert text_key("가 나") != text_key("가나")


@given(KEYS, st.frozensets(st.sampled_from("abcdefgh")))
def test_one_text_of_each_key_is_kept_and_none_of_the_preferred_is_lost(
    keys: dict[str, str], preferred: frozenset[str]
) -> None:
    mapped = exact_duplicates(keys, preferred)
    assert all(keys[name] == keys[kept] and kept not in mapped for name, kept in mapped.items())
    assert not set(mapped) & preferred
    left = [keys[name] for name in keys if name not in mapped and name not in preferred]
    assert len(left) == len(set(left))
    assert set(left) == set(keys.values()) - {keys[name] for name in preferred & keys.keys()}


def test_the_smallest_id_is_kept() -> None:
    assert exact_duplicates({"c": "x", "a": "x", "b": "x"}) == {"b": "a", "c": "a"}
    assert exact_duplicates({"c": "x", "a": "x", "b": "x"}, preferred=["c"]) == {"a": "c", "b": "c"}


def test_shingles_are_character_5_grams_of_the_folded_text() -> None:
    assert shingles("가나  다라마") == {"가나 다라", "나 다라마"}
    assert shingles("가나") == {"가나"}
    assert jaccard(shingles("가나다라마바"), shingles("가나다라마사")) == pytest.approx(1 / 3)
