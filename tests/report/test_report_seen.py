from __future__ import annotations

import builders

from pipeline.report.seen import answer_texts, item_texts
from pipeline.tasks.base import Case
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence
from pipeline.tasks.re.values import Argument
from pipeline.tasks.re.values import Pair as Mentions
from pipeline.tasks.registry import TASKS


def case(item):
    return Case(TASKS[item.task].label.load_item(item))


def test_plain_fields_are_shown_in_order():
    assert item_texts(TASKS["tc"], case(builders.item(builders.headline("표제")))) == ("표제",)
    pair = builders.pair_item("가설.")
    assert item_texts(TASKS["nli"], case(pair)) == ("비가 와서 경기가 취소되었다.", "가설.")


def test_html_is_not_shown():
    item = builders.item(
        Mentions("철수가 <회사>에 갔다.", Argument(0, 2, "PER"), Argument(5, 7, "ORG")), task="re"
    )
    assert item_texts(TASKS["re"], case(item)) == ("철수가 <회사>에 갔다.",)


def test_what_all_answers_share_is_left_out():
    item = builders.item(MarkedSentence("민수가 서울에 왔다.", ()), task="ner")
    person, place = Entity(0, 2, "PS"), Entity(4, 6, "LC")
    said = answer_texts(TASKS["ner"], case(item), [Entities((person, place)), Entities((person,))])
    assert said == [("서울 (LC)",), ()]


def test_the_control_is_named_where_answers_differ_in_several():
    item = builders.item()
    said = answer_texts(TASKS["tc"], case(item), [builders.topics("경제", "사회"), builders.topics("정치")])
    assert said == [("first: 경제", "second: 사회"), ("first: 정치",)]
