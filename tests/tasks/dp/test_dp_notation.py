from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tasks.dp.notation import NotationError, compatible, read, write
from pipeline.tasks.dp.values import TAGS

FORMS = st.one_of(
    st.text(st.sampled_from("가맑ㄴ1A./,'()-"), min_size=1, max_size=6).filter(
        lambda form: "/" not in form or form.rpartition("/")[2] not in TAGS
    ),
    st.sampled_from(["+", "++", "/", "//", "AC/DC", "9/11"]),
)


@given(st.lists(st.tuples(FORMS, st.sampled_from(TAGS)), min_size=1, max_size=6))
def test_what_is_written_is_read(morphemes):
    lemma = " ".join(form for form, _ in morphemes)
    pos = "+".join(tag for _, tag in morphemes)
    assert read(write(lemma, pos)) == (lemma, pos)


@pytest.mark.parametrize(
    ("text", "lemma", "pos"),
    [
        ("정부/NNG+는/JX", "정부 는", "NNG+JX"),
        (" 새롭 / VA + \u11ab/ETM ", "새롭 ㄴ", "VA+ETM"),
        ("MBC/SL+스포츠/NNG++/SW", "MBC 스포츠 +", "SL+NNG+SW"),
        ("3/SN+//SP+4/SN", "3 / 4", "SN+SP+SN"),
        ("+/SW", "+", "SW"),
    ],
)
def test_morphemes(text: str, lemma: str, pos: str):
    assert read(text) == (lemma, pos)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("", "missing_answer"),
        ("  ", "missing_answer"),
        ("정부", "missing_tag"),
        ("정부/NNG+", "missing_tag"),
        ("정부/NNG+는", "missing_tag"),
        ("새롭/VA+ㄴETM+가/JKS", "missing_tag"),
        ("/NNG", "missing_tag"),
        ("정부/nng", "missing_tag"),
        ("정부/MM", "unknown_tag"),
        ("새롭/VA+ㄴ/ETM/Q+가/JKS", "unknown_tag"),
        ("새롭/VA+ㄴ/ETM/JKS", "unknown_tag"),
    ],
)
def test_malformed_morphemes(text: str, check: str):
    with pytest.raises(NotationError) as caught:
        read(text)
    assert caught.value.check == check


def test_lone_finals_are_compatibility_jamo():
    assert compatible("\u11ab\u11af\u11b8니다") == "ㄴㄹㅂ니다"
