from __future__ import annotations

import pytest
from builders import headline, item, pair_item, topics

from pipeline.tasks.base import Answer, Unit
from pipeline.tasks.nli.values import Relation
from pipeline.tasks.registry import TASKS
from pipeline.tasks.tc.values import Headline

TC = TASKS["tc"].by_posterior
NLI = TASKS["nli"].by_posterior


def headlines(*rows):
    """Units with answers of a, b, c, …, one letter a first topic; a space is no answer."""
    name = {"p": "정치", "e": "경제", "s": "사회"}
    units = []
    for number, row in enumerate(rows):
        load = TASKS["tc"].label.load_item
        given = tuple(Answer(who, topics(name[v])) for who, v in zip("abcde", row, strict=False) if v != " ")
        units.append(Unit(load(item(headline(f"제목이 {number}번째인 기사다"))), given))
    return units


CAREFUL = ["pps", "eep", "sse", "ppe", "eee", "sss", "ppe", "eep", "sss", "eep"] * 6
"""Two who agree, and a third who often does not."""


def test_whoever_agrees_with_the_others_is_believed():
    units = headlines(*CAREFUL, "p s", "e p")
    found = TC(units, 0.7)
    assert [each.item_id for each in found] == [unit.item.item_id for unit in units]
    assert [each.value for each in found[-2:]] == [topics("정치"), topics("경제")]
    assert all(each.method == "posterior of hierarchical Dawid–Skene" for each in found)
    assert found[-1].support == 0.5
    assert 0.7 <= found[-1].confidence <= 1


def test_less_than_what_is_asked_for_is_open():
    found = TC(headlines(*CAREFUL, "p s"), 0.999_999)[-1]
    assert (found.status, found.value) == ("adjudicate", None)
    assert found.support == 0.5


def test_the_first_who_gave_the_label_gives_its_value():
    load = TASKS["tc"].label.load_item
    two = Unit(
        load(item(headline("두 사람이 답한 기사다"))),
        (Answer("a", topics("정치", "사회")), Answer("b", topics("정치"))),
    )
    assert isinstance(two.item.payload, Headline)
    assert TC([two], 0.51)[0].value == topics("정치", "사회")
    assert TC([], 0.9) == []


def test_the_author_is_one_more_annotator():
    load = TASKS["nli"].label.load_item
    units = [
        Unit(
            load(pair_item(f"가설은 {n}번이다.")),
            tuple(Answer(who, Relation(label)) for who in "ab"),
            Relation(label),
        )
        for n, label in enumerate(["entailment", "neutral", "contradiction"] * 10)
    ]
    alone = Unit(
        load(pair_item("가설이 하나 더 있다.")), (Answer("a", Relation("neutral")),), Relation("neutral")
    )
    found = NLI([*units, alone], 0.8)
    assert {each.status for each in found} == {"accepted"}
    assert found[-1].support == 1.0


@pytest.mark.parametrize("name", TASKS)
def test_tasks_of_labels_have_a_posterior_and_that_of_numbers_a_weight(name):
    task = TASKS[name]
    assert (task.by_posterior is not None) == (name in {"tc", "nli", "re"})
    assert (task.by_weight is not None) == (name == "sts")
