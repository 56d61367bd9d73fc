from __future__ import annotations

from dataclasses import replace

import pytest
from tasks.contracts import assert_contract_fits, broken_rules
from tasks.tod.tod_cases import CHANGES, labelling, marks, unit

from pipeline.tasks.release_row import Example
from pipeline.tasks.tod import TASK
from pipeline.tasks.tod.row import TodRow, tod_row
from pipeline.tasks.tod.values import Changes

GUID = "klue-tod-0123456789abcdef"


def row(value: Changes = CHANGES) -> TodRow:
    found = TASK.consensus(unit(value, value))
    return tod_row(Example(GUID, labelling().item, "train", value, found, (), None))


def test_record():
    made = row()
    assert made.domains == ("식당",)
    assert [turn.role for turn in made.dialogue] == ["user", "sys"] * 4
    assert made.dialogue[0].text == "한식당을 찾아요."
    assert made.dialogue[0].state == ("식당-종류-한식당",)
    assert made.dialogue[1].state == ()
    assert made.dialogue[6].state == (
        "식당-가격대-dontcare",
        "식당-예약 명수-3",
        "식당-예약 시간-18:30",
        "식당-이름-두레박",
        "식당-종류-한식당",
        "식당-주차 가능-yes",
    )


def test_what_is_withdrawn_leaves_the_state():
    withdrawn = marks((("식당-종류", "한식당"),), (), (("식당-종류", "none"),), ())
    assert [turn.state for turn in row(withdrawn).dialogue[::2]] == [("식당-종류-한식당",)] * 2 + [()] * 2


def test_contract_fits_the_record():
    assert_contract_fits(TASK)


def test_contract_holds_for_a_record():
    assert broken_rules(TASK, row(), replace(row(), guid=GUID[:-1] + "0")) == []


@pytest.mark.parametrize(("broken", "column"), [(replace(row(), guid="x"), "guid")])
def test_contract_catches(broken: TodRow, column: str):
    assert [found for found, _ in broken_rules(TASK, broken)] == [column]
