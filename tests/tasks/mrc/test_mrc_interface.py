from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.labeling import assert_interface
from tasks.mrc.mrc_cases import CONTEXT, answers, dispute, label_item, passage, question, span, write_item

from pipeline.tasks.base import Case, Skipped
from pipeline.tasks.mrc import TASK
from pipeline.tasks.mrc.interface import WriteQuestion, written
from pipeline.tasks.mrc.values import Answers, Passage, PassageQuestion, Question, Span
from pipeline.tasks.regions import (
    Region,
    UnreadableError,
    choice_region,
    regions_from_json,
    span_region,
    text_region,
)

WRITE = WriteQuestion()
WRITE_CASE: Case[Passage, Question] = Case(write_item())
CASE: Case[PassageQuestion, Answers] = Case(label_item())
DISPUTE = dispute(answers("오세란"), Answers(()))

EOJEOLS = [Span(m.start, m.end) for m in map(span, CONTEXT.split())]


@st.composite
def apart(draw: st.DrawFn, least: int = 0, most: int = 3) -> tuple[Span, ...]:
    chosen = draw(st.sets(st.sampled_from(EOJEOLS), min_size=least, max_size=most))
    return tuple(sorted(place for place in chosen if "\n" not in place.of(CONTEXT)))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from([1, 2, 3]))
    wording = draw(st.text("가나다 abc1?😀", min_size=1, max_size=150).map(str.strip).filter(bool))
    marked = draw(apart(1, 1 if kind == 3 else 3))
    count = len(passage().sentences)
    evidence = draw(st.sets(st.integers(1, count), min_size=2)) if kind == 2 else set()
    return Question(
        type=kind,
        question=wording,
        answers=() if kind == 3 else marked,
        plausible=marked if kind == 3 else (),
        evidence=tuple(sorted(evidence)),
    )


@given(questions(), st.randoms(use_true_random=False))
def test_question_survives_the_interface(value: Question, chance):
    regions = WRITE.regions(WRITE_CASE, value)
    chance.shuffle(regions)
    assert WRITE.value(WRITE_CASE, regions) == value


@given(apart())
def test_answers_survive_the_interface(spans: tuple[Span, ...]):
    value = Answers(spans)
    assert TASK.label.value(CASE, TASK.label.regions(CASE, value)) == value
    assert TASK.adjudicate.value(DISPUTE, TASK.adjudicate.regions(DISPUTE, value)) == value


def mark(label: str, *texts: str) -> list[Region]:
    places = [span(text) for text in texts]
    return [span_region("span", "context", CONTEXT, place.start, place.end, label) for place in places]


def asked(kind: str, *more: Region, wording: str = "누구인가?") -> list[Region]:
    return [choice_region("type", "context", kind), text_region("question", "context", wording), *more]


ANSWERABLE = choice_region("answerable", "context", "answerable")
UNANSWERABLE = choice_region("answerable", "context", "unanswerable")


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        (asked("4", *mark("answer", "오세란")), "unknown_label"),
        ([choice_region("type", "context", "1"), *mark("answer", "오세란")], "missing_answer"),
        (
            asked("1")[:1] + [text_region("question", "context", "  "), *mark("answer", "오세란")],
            "missing_answer",
        ),
        (asked("1", wording="누구?\n언제?"), "several_lines"),
        (asked("1", wording="가" * 151), "too_long"),
        (asked("1"), "missing_answer"),
        (asked("1", *mark("plausible", "오세란")), "missing_answer"),
        (asked("1", *mark("answer", "오세란"), *mark("plausible", "임도현")), "contradicting_answer"),
        (asked("3"), "missing_answer"),
        (asked("3", *mark("plausible", "오세란", "임도현")), "missing_answer"),
        (asked("3", *mark("answer", "오세란"), *mark("plausible", "임도현")), "contradicting_answer"),
        (asked("1", *mark("wrong", "오세란")), "unknown_label"),
        (asked("1", *mark("answer", "무용가 오세란", "오세란이")), "overlapping_spans"),
        (asked("1", *mark("answer", "만들었다.\n\n그는")), "span_over_paragraphs"),
        (asked("2", *mark("answer", "오세란")), "missing_answer"),
        (
            asked("2", *mark("answer", "오세란"), choice_region("evidence", "context", "1", "1")),
            "missing_answer",
        ),
        (
            asked("2", *mark("answer", "오세란"), choice_region("evidence", "context", "1", "9")),
            "unknown_label",
        ),
    ],
)
def test_unreadable_questions(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        WRITE.answer(WRITE_CASE, regions)
    assert caught.value.check == check


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        (mark("answer", "오세란"), "missing_answer"),
        ([choice_region("answerable", "context", "maybe")], "unknown_label"),
        ([ANSWERABLE], "missing_answer"),
        (
            [UNANSWERABLE, *mark("answer", "오세란")],
            "contradicting_answer",
        ),
        (
            [ANSWERABLE, *mark("plausible", "오세란")],
            "unknown_label",
        ),
    ],
)
def test_unreadable_answers(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        TASK.label.answer(CASE, regions)
    assert caught.value.check == check


@pytest.mark.parametrize(
    ("value", "check"),
    [
        ({"start": 0, "end": 3, "text": "극장은", "labels": ["answer"]}, "span_surface"),
        ({"start": 0, "end": 999, "labels": ["answer"]}, "span_out_of_bounds"),
        ({"start": 4, "end": 5, "text": " ", "labels": ["answer"]}, "span_blank"),
    ],
)
def test_unreadable_spans(value: dict, check: str):
    regions = [
        ANSWERABLE,
        Region("span", "context", "labels", value),
    ]
    with pytest.raises(UnreadableError) as caught:
        TASK.label.answer(CASE, regions)
    assert caught.value.check == check


def test_blanks_at_the_edge_of_a_span_are_taken_off():
    regions = [ANSWERABLE, *mark("answer", " 오세란이 ")]
    assert TASK.label.answer(CASE, regions) == answers("오세란이")


def test_evidence_of_another_type_is_not_read():
    regions = asked("1", *mark("answer", "오세란"), choice_region("evidence", "context", "1"))
    assert WRITE.value(WRITE_CASE, regions).evidence == ()


def test_what_label_studio_stores_is_read():
    place = span("1991년")
    stored = [
        ("type", "choices", {"choices": ["2"]}),
        ("span", "labels", {"start": place.start, "end": place.end, "text": "1991년", "labels": ["answer"]}),
        ("evidence", "choices", {"choices": ["2", "1"]}),
        ("question", "textarea", {"text": ["  공연장을 만든 해는\u00a0언제인가? "]}),
    ]
    results = [
        {"id": "x", "from_name": name, "to_name": "context", "type": kind, "value": value, "origin": "manual"}
        for name, kind, value in stored
    ]
    assert WRITE.answer(WRITE_CASE, regions_from_json(results)) == Question(
        2, "공연장을 만든 해는 언제인가?", (place,), (), (1, 2)
    )


def test_skips():
    regions = [choice_region("skip", "context", "broken"), *mark("answer", "오세란")]
    assert WRITE.answer(WRITE_CASE, regions) == Skipped("broken")


def test_a_written_question_hides_what_the_writer_thought():
    value = Question(3, "처음 열린 해는?", (), (span("1991년"),), ())
    (made,) = written(write_item(), value)
    assert made.value == Answers(())
    assert (made.payload.written_type, made.payload.written_plausible) == (3, (span("1991년"),))
    shown = TASK.label.data(Case(label_item(made.payload)))
    assert set(shown) == {"title", "context", "question"}
    assert TASK.label.data(Case(label_item(question("처음 열린 해는?")))) == shown


def test_an_adjudicator_sees_where_the_answers_stand():
    shown = str(TASK.adjudicate.data(DISPUTE)["votes"])
    assert "장이다. 무용가 [오세란]이 1991년 버려" in shown
    assert "답할 수 없음 <b>× 1</b>" in shown


def test_labelling_interfaces():
    assert_interface("mrc", "write", WRITE.data(WRITE_CASE), ["type", "question", "span", "evidence"])
    assert_interface("mrc", "label", TASK.label.data(CASE), ["answerable", "span"])
    assert_interface("mrc", "adjudicate", TASK.adjudicate.data(DISPUTE), ["answerable", "span"])
