from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.labeling import assert_interface
from tasks.re.re_cases import CITY, COMPANY, FOUNDER, PAIR, SENTENCE, YEAR, case, dispute

from pipeline.model import RoundName
from pipeline.resources import shipped
from pipeline.tasks.base import Skipped
from pipeline.tasks.re import TASK
from pipeline.tasks.re.interface import sentence_html
from pipeline.tasks.re.relations import options
from pipeline.tasks.re.values import Argument, Pair, Relation
from pipeline.tasks.regions import Region, UnreadableError, choice_region, regions_from_json, text_region

PAIRS = [
    PAIR,
    Pair(SENTENCE, FOUNDER, COMPANY),
    Pair(SENTENCE, COMPANY, YEAR),
    Pair(SENTENCE, COMPANY, CITY),
    Pair(SENTENCE, FOUNDER, CITY),
]


@given(st.data())
def test_value_of_regions_is_the_value(data):
    pair = data.draw(st.sampled_from(PAIRS))
    value = Relation(data.draw(st.sampled_from(options(pair.subject.type, pair.object.type))))
    regions = TASK.label.regions(case(pair), value)
    stored = json.loads(json.dumps([region.as_json(n) for n, region in enumerate(regions)]))
    assert TASK.label.value(case(pair), regions_from_json(stored)) == value


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        ([choice_region("relation", "sentence", "org:founded_by", "no_relation")], "missing_answer"),
        ([choice_region("relation", "sentence", "org:founded")], "unknown_label"),
        ([choice_region("relation", "sentence", "per:children")], "unknown_label"),
        ([choice_region("relation", "sentence", "설립자")], "unknown_label"),
        ([Region("relation", "sentence", "choices", {"choices": "no_relation"})], "malformed_result"),
    ],
)
def test_unreadable_annotations(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        TASK.label.answer(case(), regions)
    assert caught.value.check == check


def test_options_are_what_the_types_allow():
    data = TASK.label.data(case())["options"]
    assert isinstance(data, list)
    shown = [(option["alias"], option["hotkey"]) for option in data if isinstance(option, dict)]
    assert shown == [("org:founded_by", "1"), ("org:top_members/employees", "2"), ("no_relation", "0")]
    assert "설립자" in str(data[0])


def test_both_ends_are_marked():
    html = sentence_html(PAIR)
    assert "<b>물결제지</b><sub" in html
    assert "주어·기관</sub></mark>는 " in html
    assert "목적어·사람</sub></mark>이 1962년" in html


def test_an_object_may_come_first():
    html = sentence_html(Pair(SENTENCE, FOUNDER, COMPANY))
    assert html.index("목적어·기관") < html.index("주어·사람")


def test_a_hostile_sentence_is_escaped():
    sentence = "<b>물결제지</b>는 & <img src=x onerror=alert(1)>"
    html = sentence_html(Pair(sentence, Argument(3, 7, "ORG"), Argument(15, 36, "POH")))
    assert "<img" not in html
    assert "&lt;b&gt;<mark" in html
    assert "<b>&lt;img src=x" in html


def test_an_adjudicator_sees_the_votes():
    votes = TASK.adjudicate.data(dispute("org:founded_by", "org:top_members/employees", "no_relation"))[
        "votes"
    ]
    assert "<li>설립자 (org:founded_by) <b>× 1</b></li>" in str(votes)


def test_a_pair_may_be_skipped_with_a_rule():
    regions = [choice_region("skip", "sentence", "unclear"), text_region("skip_rule", "sentence", "RE-11")]
    assert TASK.label.answer(case(), regions) == Skipped("unclear:RE-11")


def test_what_label_studio_stores_is_read():
    stored = {
        "value": {"choices": ["org:founded_by"]},
        "id": "-7les8eOOn",
        "from_name": "relation",
        "to_name": "sentence",
        "type": "choices",
        "origin": "manual",
    }
    assert TASK.label.answer(case(), regions_from_json([stored])) == Relation("org:founded_by")


def test_qualification_answers_are_readable():
    path = shipped("annotation_guides") / "re" / "qualification.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        payload = question["payload"]
        pair = Pair(payload["sentence"], Argument(**payload["subject"]), Argument(**payload["object"]))
        value = Relation(question["answer"]["label"])
        assert TASK.label.value(case(pair), TASK.label.regions(case(pair), value)) == value


def test_the_same_pair_has_the_same_id():
    assert case().item.item_id == case(replace(PAIR)).item.item_id
    assert case().item.item_id != case(Pair(SENTENCE, FOUNDER, COMPANY)).item.item_id


@pytest.mark.parametrize("round_name", ["label", "adjudicate"])
def test_labelling_interface(round_name: RoundName):
    data = TASK.round(round_name).data(dispute("org:founded_by", "no_relation"))
    assert_interface("re", round_name, data, ["relation"])
