from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from tasks.repeating import assert_repeating_interface
from tasks.tod.tod_cases import CHANGES, MARKED, changes, dispute, instead, labelling, marks, unit

from pipeline.model import Dispute
from pipeline.tasks.base import Case
from pipeline.tasks.regions import Region, UnreadableError, choice_region, regions_from_json, text_region
from pipeline.tasks.tod import TASK
from pipeline.tasks.tod.adjudication import open_turns
from pipeline.tasks.tod.values import Changes

WRONG = instead(2, ("식당-예약 명수", "2"), ("식당-예약 시간", "06:30"))
DISPUTE = dispute(CHANGES, WRONG)
CHECKED = choice_region("checked", "dialogue", "checked")


def test_only_turns_that_differ_are_rows():
    (turn,) = open_turns(DISPUTE)
    assert turn.index == 2
    assert turn.agreed == (("식당-예약 명수", "2"),)
    assert turn.slots == {"식당-예약 시간", "식당-이름"}
    assert dict(turn.contested) == {
        ("식당-예약 시간", "06:30"): 1,
        ("식당-예약 시간", "18:30"): 1,
        ("식당-이름", "두레박"): 1,
    }


def test_an_adjudicator_sees_what_was_answered():
    data = TASK.adjudicate.data(DISPUTE)
    (row,) = data["turns"]  # type: ignore[misc]
    assert isinstance(row, dict)
    assert {"value": "식당-이름 = 두레박 (1명)", "alias": "식당-이름=두레박", "hotkey": "3"} in row["options"]  # type: ignore[operator]
    assert "정해진 변화</b> 식당-예약 명수 = 2" in str(row["html"])
    assert "정해진 변화</b> 식당-종류 = 한식당" in str(data["dialogue"])


def test_chosen_changes_join_the_agreed_ones():
    regions = [CHECKED, choice_region("pick_0", "dialogue", "식당-예약 시간=18:30", "식당-이름=두레박")]
    assert TASK.adjudicate.value(DISPUTE, regions) == CHANGES


def test_nothing_chosen_is_no_change():
    assert TASK.adjudicate.value(DISPUTE, [CHECKED]) == instead(2, ("식당-예약 명수", "2"))


def test_both_may_be_wrong():
    regions = [CHECKED, text_region("free_0", "dialogue", "식당-예약 시간=19:30", "식당-이름=연못가")]
    assert TASK.adjudicate.value(DISPUTE, regions) == instead(
        2, ("식당-예약 명수", "2"), ("식당-예약 시간", "19:30"), ("식당-이름", "연못가")
    )


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        ([CHECKED, choice_region("pick_0", "dialogue", "식당-예약 명수=2")], "unknown_label"),
        ([CHECKED, choice_region("pick_1", "dialogue", "식당-이름=두레박")], "unknown_row"),
        ([CHECKED, text_region("free_0", "dialogue", "식당-예약 명수=4")], "settled_already"),
        ([CHECKED, text_region("free_0", "dialogue", "숙소-종류=한옥")], "settled_already"),
        ([CHECKED, text_region("free_0", "dialogue", "식당-이름=남산 도서관")], "unknown_value"),
        ([CHECKED, text_region("free_0", "dialogue", "연못가")], "malformed_change"),
        (
            [CHECKED, choice_region("pick_0", "dialogue", "식당-예약 시간=18:30", "식당-예약 시간=06:30")],
            "two_values",
        ),
    ],
)
def test_unreadable_settlements(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        TASK.adjudicate.answer(DISPUTE, regions)
    assert caught.value.check == check


def test_what_is_settled_earlier_is_no_change_later():
    """One marked the change too late; the adjudicator puts it where it was said, and it is there once."""
    late = marks((), MARKED[1], MARKED[2], (("식당-예약 명수", "3"), ("식당-종류", "한식당")))
    settled = TASK.adjudicate.value(
        dispute(CHANGES, late),
        [
            CHECKED,
            choice_region("pick_0", "dialogue", "식당-종류=한식당"),
            choice_region("pick_1", "dialogue", "식당-종류=한식당"),
        ],
    )
    assert settled == CHANGES


@given(changes(), changes())
def test_any_annotators_answer_can_be_settled_on(one: Changes, other: Changes):
    assume(one != other)
    disputed = dispute(one, other)
    for value in (one, other):
        regions = TASK.adjudicate.regions(disputed, value)
        stored = json.loads(json.dumps([region.as_json(number) for number, region in enumerate(regions)]))
        assert TASK.adjudicate.value(disputed, regions_from_json(stored)) == value
    assert not any(region.from_name.startswith("free") for region in TASK.adjudicate.regions(disputed, one))


@given(changes(), changes())
def test_a_single_answer_is_open_in_all_its_turns(value: Changes, other: Changes):
    asked = unit(value)
    assert TASK.consensus(asked).value is None
    disputed = Case(asked.item, Dispute(asked.item.item_id, "tod", (value,), None))
    assert [turn.index for turn in open_turns(disputed)] == [0, 1, 2, 3]
    for settled in (value, other):
        assert TASK.adjudicate.value(disputed, TASK.adjudicate.regions(disputed, settled)) == settled


def test_without_a_dispute_everything_is_open():
    assert TASK.adjudicate.value(labelling(), TASK.adjudicate.regions(labelling(), CHANGES)) == CHANGES


def test_hotkeys_run_out_before_they_collide():
    slots = ("주차 가능", "조식 가능", "수영장 유무", "스파 유무", "헬스장 유무", "흡연 가능", "인터넷 가능")
    one = marks(
        *(tuple((f"숙소-{name}", "yes" if turn % 2 else "no") for name in slots) for turn in range(4))
    )
    other = marks(
        *(tuple((f"숙소-{name}", "no" if turn % 2 else "yes") for name in slots) for turn in range(4))
    )
    rows = TASK.adjudicate.data(dispute(one, other))["turns"]
    keys = [option.get("hotkey") for row in rows for option in row["options"]]  # type: ignore[index, union-attr, call-overload]
    given_ = [key for key in keys if key is not None]
    assert len(keys) == 56
    assert len(set(given_)) == len(given_) == 31
    assert not set(given_) & set("0zxcv")


def test_labelling_interface():
    regions = TASK.adjudicate.regions(
        DISPUTE, instead(2, ("식당-예약 시간", "19:30"), ("식당-이름", "두레박"))
    )
    assert {region.from_name for region in regions} == {"checked", "pick_0", "free_0"}
    assert_repeating_interface("tod", "adjudicate", TASK.adjudicate.data(DISPUTE), regions, rows="turns")
