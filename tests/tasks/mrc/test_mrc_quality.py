from __future__ import annotations

import pytest
from tasks.mrc.mrc_cases import answers, label_item, question, span, unit

from pipeline.tasks.base import Unit
from pipeline.tasks.mrc import TASK
from pipeline.tasks.mrc.values import Answers, PassageQuestion

NONE = Answers(())


def units(*pairs: tuple[Answers, Answers]) -> list[Unit[PassageQuestion, Answers]]:
    """Ask two questions about each passage."""
    return [
        unit(one, other, of=label_item(question(f"{number}번째 질문은?"), group=f"p{number // 2}"))
        for number, (one, other) in enumerate(pairs)
    ]


MADE = units(
    (answers("오세란"), answers("오세란")),
    (NONE, NONE),
    (answers("1991년"), answers("1991년 버려진")),
    (answers("420석"), NONE),
)


def test_measures_by_hand():
    span_alpha, answerability, exact, f1 = TASK.measures(MADE, 1, 50)
    names = [m.measure for m in (span_alpha, answerability, exact, f1)]
    assert names == [
        "alpha_span_permuted_within_passage",
        "alpha_nominal_answerability",
        "exact_match",
        "character_f1",
    ]
    assert exact.value == pytest.approx(2 / 4)
    # 1991년 has five characters, 1991년버려진 eight.
    assert f1.value == pytest.approx((1 + 1 + 2 * 5 / (5 + 8) + 0) / 4)
    # Passage 1 agrees fully; in passage 2 the distances are 1 − 2·5/(5 + 9), by place, and 1; chance is 1.
    assert span_alpha.value == pytest.approx(1 - ((1 - 10 / 14) + 1) / 4)
    assert (span_alpha.items, span_alpha.groups, exact.items, exact.groups) == (4, 2, 4, 2)
    # One of eight values makes the pair of a question that differs: D_o = 2/8, D_e = 2·3·5/(8·7).
    assert answerability.value == pytest.approx(1 - (2 / 8) / (30 / 56))


def test_measures_without_a_second_answer_are_undefined():
    for measured in TASK.measures([unit(answers("오세란"))], 1, 10):
        assert measured.value is None
        assert measured.undefined_because


def test_answers_of_several_spans_count_by_the_best_two():
    pair = units((answers("오세란", "임도현"), answers("임도현")))
    _, _, exact, f1 = TASK.measures(pair, 1, 0)
    assert (exact.value, f1.value) == (1.0, 1.0)


def test_alphas_are_among_the_measures():
    assert [a.measure for a in TASK.alphas(MADE)] == ["alpha_nominal_answerability"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((answers("오세란"), answers("오세란")), answers("오세란")),
        ((NONE, NONE), NONE),
        (
            (answers("1991년"), answers("1991년 버려진")),
            Answers((span("1991년"), span("1991년 버려진"))),
        ),
        ((answers("오세란", "420석"), answers("오세란")), answers("오세란", "420석")),
    ],
)
def test_answers_that_overlap_are_all_kept(given: tuple[Answers, ...], kept: Answers):
    found = TASK.consensus(unit(*given))
    assert (found.status, found.value, found.support) == ("accepted", kept, 1.0)


@pytest.mark.parametrize("given", [(answers("오세란"), answers("임도현")), (answers("오세란"), NONE)])
def test_answers_apart_go_to_adjudication(given: tuple[Answers, ...]):
    found = TASK.consensus(unit(*given))
    assert (found.status, found.value, found.support) == ("adjudicate", None, 0.5)


def test_one_answer_is_no_agreement():
    found = TASK.consensus(unit(answers("오세란")))
    assert (found.status, found.value) == ("adjudicate", None)


def test_the_writer_has_no_vote():
    asked = unit(answers("오세란"), NONE)
    assert TASK.consensus(Unit(asked.item, asked.answers, authored=answers("오세란"))).status == "adjudicate"
    assert not TASK.author_votes


@pytest.mark.parametrize(
    ("value", "truth", "score"),
    [
        (answers("오세란"), answers("오세란"), 1.0),
        (NONE, NONE, 1.0),
        (NONE, answers("오세란"), 0.0),
        (answers("오세란"), NONE, 0.0),
        (answers("오세란"), answers("임도현"), 0.0),
        (answers("오세란이"), answers("오세란"), 6 / 7),
        (Answers((span("오세란"), span("오세란이"))), answers("오세란"), 1.0),
    ],
)
def test_accuracy(value: Answers, truth: Answers, score: float):
    assert TASK.accuracy(value, truth) == pytest.approx(score)
