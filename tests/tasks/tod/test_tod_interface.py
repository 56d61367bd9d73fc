from __future__ import annotations

import json

import pytest
from hypothesis import given
from tasks.repeating import assert_repeating_interface
from tasks.tod.tod_cases import CHANGES, CONVERSATION, GOAL, changes, labelling, marks

from pipeline import canonical
from pipeline.resources import shipped
from pipeline.tasks.base import Skipped
from pipeline.tasks.regions import (
    Region,
    UnreadableError,
    choice_region,
    path_region,
    regions_from_json,
    text_region,
)
from pipeline.tasks.tod import TASK
from pipeline.tasks.tod.changes import of_line
from pipeline.tasks.tod.values import Changes, Conversation, Exchange

CASE = labelling()
CHECKED = choice_region("checked", "closing", "checked")


@given(changes())
def test_value_of_regions_is_the_value(value: Changes):
    regions = TASK.label.regions(CASE, value)
    stored = json.loads(json.dumps([region.as_json(number) for number, region in enumerate(regions)]))
    assert TASK.label.value(CASE, regions_from_json(stored)) == value
    assert canonical.load(Changes, canonical.dump(value)) == value


def test_no_change_at_all_is_an_answer():
    assert TASK.label.value(CASE, [CHECKED]) == Changes(((), (), (), ()))


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        ([path_region("state_0", "closing", [("식당-종류", "한식당")])], "missing_answer"),
        ([CHECKED, path_region("state_0", "closing", [("식당", "종류", "한식당")])], "malformed_change"),
        ([CHECKED, path_region("state_0", "closing", [("식당-업종", "한식당")])], "unknown_slot"),
        ([CHECKED, path_region("state_0", "closing", [("식당-종류", "한정식")])], "unknown_value"),
        ([CHECKED, text_region("free_0", "closing", "식당-이름=남산 도서관")], "unknown_value"),
        ([CHECKED, text_region("free_0", "closing", "식당-예약 시간=저녁 7시")], "unknown_value"),
        ([CHECKED, text_region("free_0", "closing", "19:00")], "malformed_change"),
        (
            [CHECKED, path_region("state_0", "closing", [("식당-종류", "한식당"), ("식당-종류", "카페")])],
            "two_values",
        ),
        (
            [CHECKED, *(path_region(f"state_{row}", "closing", [("식당-종류", "카페")]) for row in (0, 2))],
            "no_change",
        ),
        ([CHECKED, path_region("state_0", "closing", [("식당-종류", "none")])], "no_change"),
        ([CHECKED, path_region("state_4", "closing", [("식당-종류", "카페")])], "unknown_row"),
        ([CHECKED, Region("state_0", "closing", "taxonomy", {"taxonomy": "카페"})], "malformed_result"),
    ],
)
def test_unreadable_annotations(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        TASK.label.answer(CASE, regions)
    assert caught.value.check == check


def test_what_label_studio_stores_is_read():
    shared = {"to_name": "closing", "origin": "manual"}
    stored = [
        {
            **shared,
            "id": "a",
            "from_name": "free_2",
            "type": "textarea",
            "value": {"text": ["식당-예약 시간=18:30"]},
        },
        {
            **shared,
            "id": "b",
            "from_name": "state_2",
            "type": "taxonomy",
            "value": {"taxonomy": [["식당-이름", "두레박"], ["식당-예약 명수", "2"]]},
        },
        {**shared, "id": "c", "from_name": "checked", "type": "choices", "value": {"choices": ["checked"]}},
    ]
    assert TASK.label.answer(CASE, regions_from_json(stored)) == marks((), (), CHANGES.turns[2], ())


def test_a_dialogue_may_be_skipped():
    regions = [choice_region("skip", "closing", "broken")]
    assert TASK.label.answer(CASE, regions) == Skipped("broken")


def test_the_goal_is_not_shown():
    data = TASK.label.data(CASE)
    assert set(data) == {"text", "turns", "closing", "slots"}
    shown = json.dumps({**data, "slots": []}, ensure_ascii=False)
    assert "별빛로 7입니다." in shown
    assert "생각을 바꾼다" not in shown
    slots = [entry["value"] for entry in data["slots"]]  # type: ignore[index, union-attr, call-overload]
    assert len(slots) == 13, "the slots of the domain, and not those of the goal"


def test_utterances_are_escaped():
    hostile = Conversation(GOAL, (Exchange("<script>x</script>", "<b>"), *CONVERSATION.turns[1:]))
    data = TASK.label.data(labelling(hostile))
    shown = json.dumps([data["turns"], data["closing"]])
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_labelling_interface():
    assert_repeating_interface(
        "tod", "label", TASK.label.data(CASE), TASK.label.regions(CASE, CHANGES), rows="turns"
    )


def test_qualification_is_readable():
    path = shipped("annotation_guides") / "tod" / "qualification.jsonl"
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert entries
    for entry in entries:
        said = [turn["text"] for turn in entry["payload"]["dialogue"]]
        turns = tuple(Exchange(*pair) for pair in zip(said[::2], said[1::2], strict=True))
        case = labelling(Conversation(GOAL, turns))
        value = marks(*([of_line(line, 1) for line in turn] for turn in entry["answer"]["changes"]))
        assert TASK.label.value(case, TASK.label.regions(case, value)) == value
