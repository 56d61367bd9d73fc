from __future__ import annotations

import json

import pytest
from hypothesis import given
from tasks.repeating import assert_repeating_interface
from tasks.tod.tod_cases import BLOCKS, CHANGES, CONVERSATION, DIALOGUE, GOAL, goals, writing

from pipeline import canonical
from pipeline.tasks.base import Skipped, Written
from pipeline.tasks.regions import (
    Region,
    UnreadableError,
    choice_region,
    path_region,
    regions_from_json,
    text_region,
)
from pipeline.tasks.tod import TASK
from pipeline.tasks.tod.goal_card import goal_html
from pipeline.tasks.tod.self_dialogue import Composer
from pipeline.tasks.tod.values import ChangeOfMind, Dialogue, DomainGoal, Goal
from pipeline.tasks.tod.writing import rows_for

assert TASK.write is not None
assert TASK.written is not None
WRITE, WRITTEN = TASK.write, TASK.written
COMPOSER = Composer(BLOCKS)
CASE = writing()


@given(goals)
def test_value_of_regions_is_the_value(goal: Goal):
    case, value = writing(goal), COMPOSER.compose(goal)
    regions = WRITE.regions(case, value)
    stored = json.loads(json.dumps([region.as_json(number) for number, region in enumerate(regions)]))
    assert WRITE.value(case, regions_from_json(stored)) == value
    assert canonical.load(Dialogue, canonical.dump(value)) == value


def put(name: str, region: Region | None) -> list[Region]:
    """The right answer with one control filled in otherwise, or left empty."""
    kept = [each for each in WRITE.regions(CASE, DIALOGUE) if each.from_name != name]
    return kept if region is None else [*kept, region]


def said(name: str, text: str) -> list[Region]:
    return put(name, text_region(name, "goal", text))


def marked(row: int, *changes: tuple[str, str]) -> list[Region]:
    return put(f"state_{row}", path_region(f"state_{row}", "goal", changes))


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        (put("user_1", None), "missing_answer"),
        (said("sys_3", "  "), "missing_answer"),
        ([*put("", None), path_region("state_5", "goal", [("식당-종류", "카페")])], "missing_answer"),
        ([*put("", None), text_region("user_5", "goal", "네"), text_region("sys_5", "goal", "네")], "gap"),
        (said("user_0", "가" * 201), "too_long"),
        (marked(0, ("식당-지역", "서울 북쪽")), "outside_goal"),
        (marked(0, ("숙소-종류", "한옥")), "outside_goal"),
        (marked(0, ("식당-종류", "한정식")), "unknown_value"),
        (marked(0, ("식당-종류", "한식당"), ("식당-종류", "카페")), "two_values"),
        (marked(3, ("식당-예약 명수", "2")), "no_change"),
        (
            marked(
                0,
                *(
                    ("식당-" + name, "dontcare")
                    for name in ["종류", "주차 가능", "가격대", "이름", "예약 명수"]
                ),
            ),
            "too_many_changes",
        ),
        ([*put("", None), text_region("user_99", "goal", "네")], "unknown_row"),
    ],
)
def test_unreadable_dialogues(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        WRITE.answer(CASE, regions)
    assert caught.value.check == check


def test_utterances_are_tidied():
    regions = said("user_0", " 한식당을\n찾아요.  ")
    assert WRITE.value(CASE, regions) == DIALOGUE


def test_a_goal_may_be_skipped():
    assert WRITE.answer(CASE, [choice_region("skip", "goal", "unclear")]) == Skipped("unclear")


def test_what_is_written_is_labelled():
    assert WRITTEN(CASE.item, DIALOGUE) == (Written(CONVERSATION, CHANGES),)


def test_the_card_tells_the_goal():
    card = goal_html(GOAL)
    for told in ("식당", "상관없음 (dontcare)", "예 (yes)", "두레박", "18:30", "주소"):
        assert told in card
    assert "예약 명수: 처음에는 2 → 뒤의 턴에서 3" in card


def test_the_card_is_escaped():
    part = DomainGoal("식당", (("종류", "<i>"),), "<b>", (), ChangeOfMind("종류", "<u>"), ("<s>",))
    card = goal_html(Goal((part,)))
    assert not any(tag in card for tag in ("<i>", "<u>", "<s>"))
    assert "<b>&lt;b&gt;</b>" in card


def test_rows_are_enough_and_not_many():
    assert rows_for(GOAL) == 9
    data = WRITE.data(CASE)
    assert [row["show"] for row in data["turns"]] == [str(number) for number in range(1, 10)]  # type: ignore[index, union-attr, call-overload]


def test_only_slots_of_the_goal_are_offered():
    offered = {entry["value"] for entry in WRITE.data(CASE)["slots"]}  # type: ignore[index, union-attr, call-overload]
    assert offered == {
        "식당-종류",
        "식당-주차 가능",
        "식당-가격대",
        "식당-이름",
        "식당-예약 명수",
        "식당-예약 시간",
    }


def test_labelling_interface():
    assert_repeating_interface("tod", "write", WRITE.data(CASE), WRITE.regions(CASE, DIALOGUE), rows="turns")
