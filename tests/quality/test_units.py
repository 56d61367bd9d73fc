from __future__ import annotations

import pytest
from builders import annotation, answers, assignment, headline, item, items, pair_item, premise_item, topics

from pipeline.quality.units import Progress, closed_items, progress, units
from pipeline.tasks.nli.values import Hypotheses, Relation

ONE, TWO = items(2)
HYPOTHESES = Hypotheses("하나", "둘", "셋")


def test_a_unit_has_its_item_and_the_answers_by_annotator():
    given = [
        annotation(ONE, topics("정치"), "b@x.kr"),
        annotation(ONE, topics("경제"), "a@x.kr"),
        annotation(TWO, topics("사회"), "a@x.kr"),
    ]
    found = {unit.item.payload.title: unit.answers for unit in units("tc", [ONE, TWO], given)}
    assert {title: [(a.annotator, a.value) for a in own] for title, own in found.items()} == {
        "표제 0": [("a@x.kr", topics("경제")), ("b@x.kr", topics("정치"))],
        "표제 1": [("a@x.kr", topics("사회"))],
    }


def test_units_are_sorted_by_item_whatever_the_order():
    many = items(5)
    given = [answer for each in many for answer in answers(each, topics("정치"), topics("경제"))]
    assert units("tc", many, given) == units("tc", reversed(many), reversed(given))
    assert [u.item.item_id for u in units("tc", many, given)] == sorted(each.item_id for each in many)


def test_skips_and_other_rounds_are_no_answers():
    given = [
        annotation(ONE, None, "a@x.kr"),
        annotation(ONE, topics("정치"), "b@x.kr", round="adjudicate"),
    ]
    (unit,) = units("tc", [ONE], given)
    assert unit.answers == ()


def test_items_of_other_tasks_and_rounds_are_left_out():
    pair, premise = pair_item(), premise_item()
    given = [
        annotation(pair, Relation("neutral")),
        annotation(premise, HYPOTHESES),
        annotation(ONE, topics("정치")),
    ]
    (unit,) = units("nli", [pair, premise, ONE], given)
    assert (unit.item.item_id, [a.value for a in unit.answers]) == (pair.item_id, [Relation("neutral")])


def test_what_the_writer_meant_stands_apart():
    (unit,) = units("nli", [pair_item(label="contradiction")], [])
    assert (unit.answers, unit.authored) == ((), Relation("contradiction"))
    assert units("tc", [ONE], [])[0].authored is None


def test_progress_counts_by_task_and_round():
    premise, pair = premise_item(), pair_item()
    assigned = [
        *(assignment(ONE, who) for who in ("a@x.kr", "b@x.kr", "c@x.kr")),
        assignment(ONE, "d@x.kr", "adjudicate"),
        assignment(premise, "w@x.kr"),
        assignment(pair, "a@x.kr"),
    ]
    given = [
        annotation(ONE, topics("정치"), "a@x.kr"),
        annotation(ONE, None, "b@x.kr"),
        annotation(premise, HYPOTHESES, "w@x.kr"),
    ]
    found = progress(assigned, given)
    assert {each for each in found if each.task == "tc"} == {
        Progress("tc", "label", assigned=3, answered=1, skipped=1),
        Progress("tc", "adjudicate", assigned=1, answered=0, skipped=0),
    }
    assert [(each.task, each.round, each.open) for each in found] == [
        ("tc", "label", 1),
        ("tc", "adjudicate", 1),
        ("nli", "write", 0),
        ("nli", "label", 1),
    ]


def test_an_answer_that_nobody_was_asked_for_is_not_progress():
    given = [annotation(ONE, topics("정치"), "b@x.kr"), annotation(ONE, topics("정치"), round="adjudicate")]
    assert progress([assignment(ONE, "a@x.kr")], given) == [Progress("tc", "label", 1, 0, 0)]
    assert progress([], given) == []


@pytest.mark.parametrize(
    ("given", "closed"),
    [
        ([], False),
        ([annotation(ONE, topics("정치"), "a@x.kr")], False),
        ([annotation(ONE, topics("정치"), "a@x.kr"), annotation(ONE, topics("정치"), "c@x.kr")], False),
        ([annotation(ONE, topics("정치"), who) for who in ("a@x.kr", "b@x.kr")], True),
        ([annotation(ONE, topics("정치"), "a@x.kr"), annotation(ONE, None, "b@x.kr")], True),
        ([annotation(ONE, topics("정치"), who, round="adjudicate") for who in ("a@x.kr", "b@x.kr")], False),
        ([annotation(TWO, topics("정치"), who) for who in ("a@x.kr", "b@x.kr")], False),
    ],
)
def test_an_item_is_closed_when_everybody_has_answered_or_skipped(given, closed):
    asked = [assignment(ONE, "a@x.kr"), assignment(ONE, "b@x.kr"), assignment(ONE, "c@x.kr", "adjudicate")]
    assert closed_items(asked, given) == ({ONE.item_id} if closed else set())


def test_an_item_that_nobody_is_asked_for_is_not_closed():
    assert closed_items([assignment(item(headline("다른")))], [annotation(ONE, topics("정치"))]) == set()
    assert closed_items([], []) == set()
