from __future__ import annotations

from dataclasses import replace

import builders
import pytest

from pipeline.quality.annotators.answers import Answers
from pipeline.quality.annotators.suggestions import NO_SUGGESTIONS, keeping, kept
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence
from pipeline.tasks.registry import TASKS

PERSON = Entity(0, 2, "PS")
NER = TASKS["ner"]


def sentences(count):
    return [
        builders.item(MarkedSentence(f"민수가 {number}번 왔다.", (PERSON,)), task="ner")
        for number in range(count)
    ]


def taken(items, value, who, suggestion="0f"):
    return [replace(builders.annotation(item, value, who), suggestion=suggestion) for item in items]


def test_an_answer_that_has_what_was_suggested_left_it():
    items = sentences(2)
    more = Entities((PERSON, Entity(4, 6, "QT")))
    rows = [
        *taken(items, Entities((PERSON,)), "a"),
        *taken(items, more, "b"),
        *taken(items, Entities(()), "c"),
    ]
    answers = Answers.of(items, rows, "ner")
    began, left = kept(answers, NER, items)
    assert began.all()
    assert [answers.annotators[code] for code in answers.annotator[left]] == ["a", "a"]


def test_keeping_is_compared_on_the_same_items():
    items = sentences(40)
    left, other = Entities((PERSON,)), Entities(())
    rows = taken(items, left, "a")
    for who in "bc":
        rows += [*taken(items[:20], left, who), *taken(items[20:], other, who)]
    answers = Answers.of(items, rows, "ner")
    found = keeping(answers, *kept(answers, NER, items), 0)
    assert (found.own.value, found.others) == (1.0, 0.5)
    assert found.excess == pytest.approx(0.5)
    assert 0 < found.low < 0.5 < found.high


def test_answers_that_did_not_begin_from_a_suggestion_do_not_count():
    items = sentences(2)
    answers = Answers.of(items, taken(items, Entities((PERSON,)), "a", suggestion=None), "ner")
    began, left = kept(answers, NER, items)
    assert not began.any()
    found = keeping(answers, began, left, 0)
    assert found.own.undefined_because == NO_SUGGESTIONS
    assert found.excess is None


def test_items_that_suggest_nothing_do_not_count():
    items = builders.items(2)
    answers = Answers.of(items, taken(items, builders.topics("경제"), "a"), "tc")
    began, _ = kept(answers, TASKS["tc"], items)
    assert not began.any()
