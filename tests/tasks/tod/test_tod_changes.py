from __future__ import annotations

import json

import pytest
from hypothesis import given
from tasks.tod.tod_cases import changes, marks

from pipeline.consensus import accumulate
from pipeline.tasks.regions import UnreadableError, path_region, regions_from_json, text_region
from pipeline.tasks.tod.changes import (
    checked,
    effective,
    of_line,
    options,
    read_changes,
    require_effective,
    written_and_chosen,
)
from pipeline.tasks.tod.ontology import ontology
from pipeline.tasks.tod.values import Changes


@given(changes())
def test_changes_are_found_as_they_are_filled_in(value: Changes):
    regions = []
    for row, turn in enumerate(value.turns):
        lines, chosen = written_and_chosen(turn)
        regions += [path_region(f"state_{row}", "x", chosen), text_region(f"free_{row}", "x", *lines)]
    stored = json.loads(json.dumps([region.as_json(number) for number, region in enumerate(regions)]))
    found = [read_changes(regions_from_json(stored), row) for row in range(len(value.turns))]
    assert Changes(tuple(found)) == value


@given(changes())
def test_what_is_effective_stays_so(value: Changes):
    assert effective(value) == value
    require_effective(value)


def test_repetitions_are_left_out_and_states_stay():
    repeated = marks(
        (("숙소-지역", "서울 북쪽"), ("숙소-종류", "none")),
        (("숙소-지역", "서울 북쪽"), ("숙소-종류", "한옥")),
        (("숙소-종류", "none"),),
        (("숙소-종류", "한옥"),),
    )
    kept = effective(repeated)
    assert kept == marks(
        (("숙소-지역", "서울 북쪽"),),
        (("숙소-종류", "한옥"),),
        (("숙소-종류", "none"),),
        (("숙소-종류", "한옥"),),
    )
    assert accumulate(kept.turns) == accumulate(repeated.turns)
    with pytest.raises(UnreadableError) as caught:
        require_effective(repeated)
    assert caught.value.check == "no_change"


def test_only_times_are_written():
    lines, chosen = written_and_chosen([("식당-예약 시간", "18:30"), ("식당-예약 명수", "3")])
    assert lines == ["식당-예약 시간=18:30"]
    assert chosen == [("식당-예약 명수", "3")]
    assert written_and_chosen([("식당-예약 시간", "dontcare")])[0] == []


@pytest.mark.parametrize("line", ["식당-예약 시간=18:30", " 식당 - 예약 시간 = 18:30 "])
def test_lines(line: str):
    assert of_line(line, 1) == ("식당-예약 시간", "18:30")


@pytest.mark.parametrize("line", ["예약 시간=18:30", "식당-예약 시간", "18:30", "식당 예약 시간: 18:30"])
def test_malformed_lines(line: str):
    with pytest.raises(UnreadableError) as caught:
        of_line(line, 1)
    assert caught.value.check == "malformed_change"


@pytest.mark.parametrize(
    ("found", "check"),
    [
        ([("숙소-위치", "서울 북쪽")], "unknown_slot"),
        ([("숙소-지역", "북쪽")], "unknown_value"),
        ([("식당-예약 시간", "6시 반")], "unknown_value"),
        ([("숙소-지역", "서울 북쪽"), ("숙소-지역", "서울 남쪽")], "two_values"),
    ],
)
def test_changes_that_cannot_be(found, check: str):
    with pytest.raises(UnreadableError, match="turn 4") as caught:
        checked(found, 4)
    assert caught.value.check == check


def test_the_same_change_twice_is_one():
    assert checked([("숙소-지역", "서울 북쪽")] * 2, 1) == (("숙소-지역", "서울 북쪽"),)


def test_a_path_names_slot_and_value():
    with pytest.raises(UnreadableError) as caught:
        read_changes([path_region("state_0", "x", [("숙소-지역",)])], 0)
    assert caught.value.check == "malformed_change"


def test_options_are_all_values_but_times():
    shown = options(list(ontology().slots))
    assert len(shown) == 45
    values = {
        (entry["value"], leaf.get("alias", leaf["value"]))  # type: ignore[index, union-attr, call-overload]
        for entry in shown
        for leaf in entry["children"]  # type: ignore[index, union-attr, call-overload]
    }
    assert values == {
        (name, value)
        for name, slot in ontology().slots.items()
        for value in (*slot.values, "dontcare", "none")
    }
    assert [entry["value"] for entry in options({"숙소-지역"})] == ["숙소-지역"]  # type: ignore[index, call-overload]
