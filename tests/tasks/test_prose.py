from __future__ import annotations

import pytest
from builders import document
from tasks.entities.entity_texts import text

from pipeline.tasks.nli.candidates import premises
from pipeline.tasks.prose import HEADING, breaks_off, ends_sentence, is_headline

WRAPPED = "정당한 이유 없이 정보공개를 거부한 경우에는 해당 공무원에 대하여"


@pytest.mark.parametrize("end", [".", "!", "?", "…", ".”", ".')", "다.’ ", "。」"])
def test_a_sentence_ends_with_its_punctuation(end: str):
    assert ends_sentence(f"그는 집에 간다{end}")
    assert not ends_sentence(f"{end}그는 집에 간다")


def test_a_heading_does_not_break_off_and_a_wrapped_line_does():
    assert not breaks_off("제1장 총강")
    assert not breaks_off("가" * HEADING)
    assert breaks_off("가" * (HEADING + 1))
    assert not breaks_off("가" * HEADING + ".")
    assert breaks_off(WRAPPED)


def test_a_drawn_line_breaks_off_however_it_ends():
    assert breaks_off("-------.")
    assert not breaks_off("그런데--- 끝났다.")


def test_a_headline_is_its_title():
    assert is_headline(document("빈 사무실 늘어난 도심"))
    assert not is_headline(document("빈 사무실이 늘었다."))


def found(body: str, **fields: str) -> list[str]:
    return [candidate.payload.premise for candidate in premises([text(body, **fields)], 0)]


WHOLE = "모든 국민은 법률이 정하는 바에 의하여 근로의 의무를 진다."


def test_a_premise_is_a_whole_sentence():
    assert found(WHOLE, genre="law") == [WHOLE]
    assert found(WHOLE.removesuffix(".")) == []
    assert found(WHOLE, title=WHOLE) == []


def test_the_rest_of_a_wrapped_sentence_is_no_premise():
    assert found(f"{WRAPPED}\n{WHOLE}", genre="law") == []
    assert found(f"제2장 국민의 권리와 의무\n\n{WHOLE}", genre="law") == [WHOLE]
    assert found(f"{WRAPPED}\n징계를 요구하여야 한다. {WHOLE}", genre="law") == [WHOLE]


@pytest.mark.parametrize(
    "premise",
    [
        "교육공무원법 일부를 다음과 같이 개정하기로 하였다.",
        "위원회는 다음 각 호의 사항을 심의하고 의결하여야 한다.",
        "이용자와 상대방에게 통보하여야 한다.---------------------.",
    ],
)
def test_sentences_that_do_not_stand_alone_are_no_premises(premise: str):
    assert found(premise, genre="law") == []
