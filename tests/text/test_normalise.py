from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.findings import Finding
from pipeline.text.normalise import BROKEN, DROPPED, clean, find, is_clean, normalise

PECULIAR = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("가각ㅋㅠᄀ카ᅲᆨᆫᆞ\u200b\u200d\u00a0\u3000\r\n\x85\u2028\x00\x07\ufeff\ue000❤\ufe0f👨👩"),
    ),
    max_size=30,
)


@given(PECULIAR)
def test_normalised_text_is_nfc_with_line_feeds(text: str) -> None:
    normal = normalise(text)
    assert unicodedata.is_normalized("NFC", normal)
    assert not set("\r\x0b\x0c\x85\u2028\u2029") & set(normal)
    assert normalise(normal) == normal


@given(PECULIAR)
def test_clean_text_stays_and_holds_nothing_invisible(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert {finding.kind for finding in find(cleaned)} <= BROKEN


@given(PECULIAR)
def test_what_is_clean_at_once_stays_and_has_no_findings(text: str) -> None:
    assert not is_clean(text) or (clean(text), find(text)) == (text, ())


def test_plain_characters_are_those_that_no_finding_begins_with() -> None:
    peculiar = "\x00\r\x7f\x85\xa0\xad\u034f\u115f\u2028\u3000\u3164\ud7b0\ud800\ue000\ufeff\uffa0\U000e0001"
    assert not any(map(is_clean, peculiar))
    assert is_clean("한글, 漢字, ㅋㅋ, A-z: ½ … “가” Ａ\t\n\U00020000")


@given(PECULIAR)
def test_findings_are_in_order_and_apart(text: str) -> None:
    ends = [0, *(finding.end for finding in find(text))]
    assert all(end <= finding.start < finding.end for end, finding in zip(ends, find(text), strict=False))
    assert all(finding.end <= len(text) for finding in find(text))


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_end_of_line_becomes_a_line_feed(newline: str) -> None:
    assert normalise(f"가{newline}나") == "가\n나"


def test_compatibility_jamo_and_full_width_forms_stay() -> None:
    text = "ㅋㅋㅋ ㅠㅠ Ａ① ㎡"
    assert normalise(text) == clean(text) == text
    assert find(text) == ()


def test_decomposed_hangul_is_composed() -> None:
    assert normalise(unicodedata.normalize("NFD", "값을 매기다")) == "값을 매기다"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("웃기다 ᄏᄏᄏ", Finding("isolated_jamo", 4, 7)),
        ("슬프다 ᅲᅲ", Finding("isolated_jamo", 4, 6)),
        ("가 ᆫ", Finding("isolated_jamo", 2, 3)),
        ("가\u200b나", Finding("zero_width", 1, 2)),
        ("가\u200d나", Finding("zero_width", 1, 2)),
        ("ㅋ\u200dㅋ", Finding("zero_width", 1, 2)),
        ("\ufeff가", Finding("zero_width", 0, 1)),
        ("가\u3164\u115f", Finding("zero_width", 1, 3)),
        ("가\u202e나", Finding("bidi_control", 1, 2)),
        ("가\u00a0나", Finding("odd_space", 1, 2)),
        ("가\u3000나", Finding("odd_space", 1, 2)),
        ("\x1b[31m", Finding("control", 0, 1)),
        ("가\ufffd", Finding("replacement", 1, 2)),
        ("\ue000", Finding("private_use", 0, 1)),
        ("\ud800", Finding("surrogate", 0, 1)),
    ],
)
def test_what_should_not_stand_in_a_text_is_reported(text: str, found: Finding) -> None:
    assert find(text) == (found,)
    assert found.kind in BROKEN | DROPPED | {"odd_space"}


@pytest.mark.parametrize(
    "text",
    [
        "ᄒᆞᆫ글은 나랏말ᄊᆞ미",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "👩🏽\u200d🚀",
        "🏴\U000e0067\U000e0062\U000e007f",
        "가\t나\n",
    ],
)
def test_old_hangul_emoji_tabs_and_line_feeds_are_in_order(text: str) -> None:
    assert find(text) == ()
    assert clean(text) == text


def test_cleaning_drops_the_invisible_and_evens_spaces() -> None:
    assert clean("\ufeff가\u00a0나\u200b다\x07\r\n라\u202e") == "가 나다\n라"
    assert clean("\u1100\u200b\u1161") == "가"
