from __future__ import annotations

from dataclasses import replace

import pytest
from tasks.contracts import assert_contract_fits, broken_rules
from tasks.mrc.mrc_cases import CONTEXT, answers, label_item, question, span, unit

from pipeline.tasks.mrc import TASK
from pipeline.tasks.mrc.row import AnswerText, MrcRow, mrc_row
from pipeline.tasks.mrc.values import Answers, PassageQuestion
from pipeline.tasks.release_row import Example, PseudonymousAnswer

GUID = "klue-mrc-0123456789abcdef"
NONE = Answers(())


def row(value: Answers, payload: PassageQuestion | None = None, authored: Answers = NONE) -> MrcRow:
    item = label_item(payload)
    consensus = TASK.consensus(unit(value, value, of=item))
    author = PseudonymousAnswer("p9", authored)
    return mrc_row(Example(GUID, item, "train", value, consensus, (), author))


def test_answerable_question():
    made = row(Answers((span("1991년"), span("1991년 버려진"))), question(kind=2))
    start = CONTEXT.index("1991년")
    assert made.answers == (AnswerText("1991년", start), AnswerText("1991년 버려진", start))
    assert (made.question_type, made.is_impossible, made.plausible_answers) == (2, False, ())
    assert made.title == "달그림자 극장"
    for answer in made.answers:
        assert made.context[answer.answer_start :].startswith(answer.text)


def test_unanswerable_question():
    made = row(NONE, question(kind=3, plausible=(span("1991년"),)))
    assert (made.question_type, made.is_impossible, made.answers) == (3, True, ())
    assert [answer.text for answer in made.plausible_answers] == ["1991년"]


def test_answer_that_only_the_writer_saw_is_plausible():
    made = row(NONE, question(kind=1), authored=answers("오세란"))
    assert (made.question_type, made.is_impossible) == (3, True)
    assert [answer.text for answer in made.plausible_answers] == ["오세란"]


def test_answer_that_the_writer_did_not_see_is_an_answer():
    made = row(answers("오세란"), question(kind=3, plausible=(span("1991년"),)))
    assert (made.question_type, made.is_impossible, made.plausible_answers) == (1, False, ())


def test_contract_fits_the_record():
    assert_contract_fits(TASK)


LONG = replace(row(answers("오세란")), context=CONTEXT + " 가" * 300)


def test_contract_holds_for_records():
    impossible = row(NONE, question("처음 열린 해는?", kind=3, plausible=(span("1991년"),)))
    other = replace(impossible, guid=GUID[:-1] + "0", context=LONG.context)
    assert broken_rules(TASK, LONG, other) == []


@pytest.mark.parametrize(
    ("broken", "column"),
    [
        (replace(LONG, guid="x"), "guid"),
        (replace(LONG, context=CONTEXT), "context"),
        (replace(LONG, context=LONG.context + "\u200b"), "context"),
        (replace(LONG, question="누구?\n언제?"), "question"),
        (replace(LONG, is_impossible=True), None),
        (replace(LONG, question_type=3), None),
    ],
)
def test_contract_catches(broken: MrcRow, column: str | None):
    assert [found for found, _ in broken_rules(TASK, broken)] == [column]
