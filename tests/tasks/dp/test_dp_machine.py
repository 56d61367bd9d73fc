from __future__ import annotations

import pytest

from pipeline.model import Morpheme, Sentence
from pipeline.tasks.dp.machine import in_klue, morphemes_by_eojeol
from pipeline.tasks.dp.notation import read


def morphemes(*pairs: tuple[str, str]) -> list[Morpheme]:
    return [Morpheme(form, tag, 0, 1) for form, tag in pairs]


@pytest.mark.parametrize(
    ("kiwi", "klue"),
    [
        ([("굽", "VV-I"), ("은", "ETM")], "굽/VV+ㄴ/ETM"),
        ([("굳", "VA-R"), ("게", "EC")], "굳/VA+게/EC"),
        ([("가", "VV"), ("\u11ab다고", "EC")], "가/VV+ㄴ다고/EC"),
        ([("이", "MM")], "이/MMD"),
        ([("한", "MM")], "한/MMN"),
        ([("새", "MM")], "새/MMA"),
        ([("따뜻", "XR"), ("하", "XSA"), ("\u11ab", "ETM")], "따뜻하/VA+ㄴ/ETM"),
        ([("공부", "NNG"), ("하", "XSV"), ("었", "EP"), ("다", "EF")], "공부/NNG+하/XSV+였/EP+다/EF"),
        ([("하", "VV"), ("어", "EC")], "하/VV+여/EC"),
        ([("하", "VV"), ("어요", "EF")], "하/VV+아요/EF"),
        ([("보", "VV"), ("었", "EP"), ("다", "EF")], "보/VV+았/EP+다/EF"),
        ([("먹", "VV"), ("었", "EP"), ("다", "EF")], "먹/VV+었/EP+다/EF"),
        ([("오르", "VV"), ("어", "EC")], "오르/VV+아/EC"),
        ([("부르", "VV"), ("어", "EC")], "부르/VV+어/EC"),
        ([("돕", "VV-I"), ("어", "EC")], "돕/VV+아/EC"),
        ([("가깝", "VA-I"), ("어서", "EC")], "가깝/VA+어서/EC"),
        ([("사람", "NNG"), ("이", "VCP"), ("었", "EP"), ("다", "EF")], "사람/NNG+이/VCP+었/EP+다/EF"),
        ([("조용", "XR"), ("히", "XSM")], "조용히/MAG"),
        ([("나중", "NNG"), ("히", "XSM")], "나중/NNG+히/XSN"),
        ([("가", "VV"), ("네", "EF"), ("요", "JX")], "가/VV+네요/EF"),
        ([("있", "VA"), ("다", "EF")], "있/VV+다/EF"),
        ([("'", "SSO"), ("말", "NNG"), ("'", "SSC")], "'/SS+말/NNG+'/SS"),
        ([("3/4", "W_SERIAL")], "3/4/SN"),
        ([("C++", "SL")], "C/SL++/SW++/SW"),
        ([("가", "NNG"), ("\u11a8", "Z_CODA")], "가/NNG"),
        ([("무엇", "USER9")], "무엇/NA"),
    ],
)
def test_what_kiwi_says_in_klues_words(kiwi: list[tuple[str, str]], klue: str):
    lemma, pos = read(klue)
    assert in_klue(morphemes(*kiwi)) == list(zip(lemma.split(" "), pos.split("+"), strict=True))


def sentence(text: str, *found: tuple[str, str, int, int]) -> Sentence:
    return Sentence("0" * 32, 0, len(text), text, tuple(Morpheme(*each) for each in found), ())


def test_morphemes_go_to_the_eojeol_they_begin_in():
    text = sentence(
        "밥을 먹자", ("밥", "NNG", 0, 1), ("을", "JKO", 1, 2), ("먹", "VV", 3, 4), ("자", "EF", 4, 5)
    )
    assert morphemes_by_eojeol(text) == ("밥/NNG+을/JKO", "먹/VV+자/EF")


@pytest.mark.parametrize(
    "found",
    [
        [("밥을 먹", "NNG", 0, 4), ("자", "EF", 4, 5)],
        [("밥", "NNG", 0, 1), ("을", "JKO", 1, 2)],
        [],
    ],
)
def test_a_sentence_whose_morphemes_do_not_fit_its_eojeols_has_none(found):
    assert morphemes_by_eojeol(sentence("밥을 먹자", *found)) is None
