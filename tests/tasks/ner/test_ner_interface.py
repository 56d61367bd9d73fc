from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.labeling import assert_interface
from tasks.ner.ner_cases import ALL, COUNT, DATE, PERSON, PLACE, SENTENCE, dispute, entities, item

from pipeline.model import RoundName
from pipeline.resources import shipped
from pipeline.tasks.base import Case, Skipped
from pipeline.tasks.ner import TASK
from pipeline.tasks.ner.values import TYPES, Entities, Entity, MarkedSentence
from pipeline.tasks.regions import (
    Region,
    UnreadableError,
    choice_region,
    regions_from_json,
    span_region,
    text_region,
)

CASE: Case[MarkedSentence, Entities] = Case(item())
DONE = choice_region("done", "sentence", "done")
NO_ENTITY = choice_region("done", "sentence", "no_entity")
OPEN = Entity(14, 18, "LC")
DISPUTE = dispute(
    entities(PERSON, DATE, PLACE),
    entities(PERSON, DATE, OPEN),
    entities(PERSON, Entity(8, 13, "QT"), Entity(14, 16, "OG")),
    agreed=entities(PERSON, DATE),
)


def span(start: int, end: int, label: str) -> Region:
    return span_region("entities", "sentence", SENTENCE, start, end, label)


@st.composite
def values(draw: st.DrawFn) -> Entities:
    """Entities that no white space begins or ends, and that do not overlap."""
    bounds = sorted(draw(st.sets(st.integers(0, len(SENTENCE)), max_size=12)))
    pairs = [
        (start, end)
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
        if SENTENCE[start:end] == SENTENCE[start:end].strip()
    ]
    return entities(*(Entity(start, end, draw(st.sampled_from(TYPES))) for start, end in pairs))


@given(values(), st.randoms(use_true_random=False))
def test_value_of_regions_is_the_value(value, random):
    regions = TASK.label.regions(CASE, value)
    random.shuffle(regions)
    stored = json.loads(json.dumps([region.as_json(n) for n, region in enumerate(regions)]))
    assert TASK.label.value(CASE, regions_from_json(stored)) == value


@given(values())
def test_an_adjudicator_s_value_of_regions_is_the_value(value):
    settled = value.with_agreed(entities(PERSON, DATE))
    assert TASK.adjudicate.value(DISPUTE, TASK.adjudicate.regions(DISPUTE, settled)) == settled


def test_edge_white_space_is_taken_off():
    assert TASK.label.value(CASE, [span(13, 17, "LC"), DONE]) == entities(Entity(14, 17, "LC"))


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        ([span(0, 3, "PS")], "missing_answer"),
        ([span(0, 3, "PS"), NO_ENTITY], "contradicting_answer"),
        ([DONE], "contradicting_answer"),
        ([NO_ENTITY, DONE], "missing_answer"),
        ([choice_region("done", "sentence", "unusable")], "unknown_label"),
        ([span(0, 3, "PER"), DONE], "unknown_label"),
        ([span(0, 3, "PS 사람"), DONE], "unknown_label"),
        ([span(0, 3, "PS"), span(2, 5, "OG"), DONE], "span_overlap"),
        ([span(0, 3, "PS"), span(0, 3, "PS"), DONE], "span_overlap"),
        ([span(0, 3, "PS"), span(1, 2, "OG"), DONE], "span_overlap"),
        ([span(3, 4, "PS"), DONE], "span_blank"),
        ([span(0, 99, "PS"), DONE], "span_out_of_bounds"),
        ([span(5, 5, "PS"), DONE], "span_out_of_bounds"),
        (
            [
                Region(
                    "entities", "sentence", "labels", {"start": 0, "end": 3, "text": "서다", "labels": ["PS"]}
                ),
                DONE,
            ],
            "span_surface",
        ),
        (
            [Region("entities", "sentence", "labels", {"start": 0, "end": 3, "labels": []}), DONE],
            "missing_answer",
        ),
        (
            [Region("entities", "sentence", "labels", {"start": 0, "end": 3, "labels": ["PS", "OG"]}), DONE],
            "missing_answer",
        ),
    ],
)
def test_unreadable_annotations(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        TASK.label.answer(CASE, regions)
    assert caught.value.check == check


@pytest.mark.parametrize(
    "value",
    [
        entities(DATE, PLACE),
        entities(Entity(0, 3, "OG"), DATE),
        entities(Entity(0, 2, "PS"), DATE),
    ],
)
def test_what_is_agreed_must_stay(value: Entities):
    with pytest.raises(UnreadableError) as caught:
        TASK.adjudicate.value(DISPUTE, TASK.adjudicate.regions(DISPUTE, value))
    assert (caught.value.check, caught.value.offset) == ("agreed_part_changed", 0)


def test_suggestions_are_marked_and_the_answer_is_left_open():
    suggested = TASK.label.suggest(Case(item(SENTENCE, *ALL)))
    assert [region.from_name for region in suggested] == ["entities"] * 4
    with pytest.raises(UnreadableError):
        TASK.label.value(CASE, suggested)
    assert TASK.label.value(CASE, [*suggested, DONE]) == entities(*ALL)


def test_an_adjudicator_starts_from_what_is_agreed():
    suggested = TASK.adjudicate.suggest(DISPUTE)
    assert TASK.adjudicate.value(DISPUTE, [*suggested, DONE]) == entities(PERSON, DATE)


def test_an_adjudicator_sees_the_open_places_only():
    votes = str(TASK.adjudicate.data(DISPUTE)["votes"])
    assert ">강릉</mark>에서 직원 약 30 → 장소 <b>× 1</b>, 기관 <b>× 1</b></li>" in votes
    assert ">강릉에서</mark>" in votes
    assert ">서다온</mark>" not in votes
    assert "수량" not in votes, "what an agreed span outvotes is not open"


def test_a_hostile_sentence_is_escaped():
    hostile = item("<script>alert(1)</script> & 강릉에 갔다.")
    case: Case[MarkedSentence, Entities] = Case(
        hostile, dispute(entities(Entity(28, 30, "LC")), agreed=entities()).dispute
    )
    votes = str(TASK.adjudicate.data(case)["votes"])
    assert "<script" not in votes.replace("&lt;script", "")
    assert "&amp; " in votes


def test_a_sentence_may_be_skipped_with_suggestions_left_in_it():
    regions = [
        *TASK.label.suggest(Case(item(SENTENCE, COUNT))),
        choice_region("skip", "sentence", "unclear"),
        text_region("skip_rule", "sentence", "NER-17"),
    ]
    assert TASK.label.answer(CASE, regions) == Skipped("unclear:NER-17")


def test_what_label_studio_stores_is_read():
    stored = [
        {
            "value": {"start": 0, "end": 3, "text": "서다온", "labels": ["PS"]},
            "id": "r0",
            "from_name": "entities",
            "to_name": "sentence",
            "type": "labels",
            "origin": "prediction",
        },
        {
            "value": {"start": 14, "end": 16, "text": "강릉", "labels": ["LC"]},
            "id": "6IpTnRaNh8",
            "from_name": "entities",
            "to_name": "sentence",
            "type": "labels",
            "origin": "manual",
        },
        {
            "value": {"choices": ["done"]},
            "id": "QsnBm9V98H",
            "from_name": "done",
            "to_name": "sentence",
            "type": "choices",
            "origin": "manual",
        },
    ]
    assert TASK.label.answer(CASE, regions_from_json(stored)) == entities(PERSON, PLACE)


def test_qualification_answers_are_readable():
    path = shipped("annotation_guides") / "ner" / "qualification.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        case: Case[MarkedSentence, Entities] = Case(item(question["payload"]["text"]))
        value = entities(*(Entity(**entity) for entity in question["answer"]["entities"]))
        assert TASK.label.value(case, TASK.label.regions(case, value)) == value


@pytest.mark.parametrize("round_name", ["label", "adjudicate"])
def test_labelling_interface(round_name: RoundName):
    data = TASK.round(round_name).data(DISPUTE)
    assert_interface("ner", round_name, data, ["entities", "done"])
