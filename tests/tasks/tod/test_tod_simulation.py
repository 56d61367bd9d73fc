from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tasks.tod.tod_cases import GOAL, REFERENCES, dispute, goals, labelling, writing

from pipeline.model import Dispute
from pipeline.tasks.base import Case
from pipeline.tasks.tod import TASK
from pipeline.tasks.tod.ontology import ontology
from pipeline.tasks.tod.simulation import mistaken
from pipeline.tasks.tod.values import Changes, Conversation, Exchange, Goal

assert TASK.write is not None
assert TASK.written is not None
WRITE, WRITTEN = TASK.write, TASK.written
SIMULATORS = TASK.simulators(REFERENCES)
SEEDS = st.integers(0, 2**32)


def composed(goal: Goal) -> Case[Conversation, Changes]:
    """What is to be labelled once a simulated writer has written."""
    asked = writing(goal)
    (made,) = WRITTEN(asked.item, SIMULATORS["write"].truth(asked))
    return labelling(made.payload)


@given(goals, SEEDS, st.floats(-1, 1))
def test_writers_forget_a_mark_and_nothing_else(goal: Goal, seed: int, bias: float):
    asked = writing(goal)
    truth = SIMULATORS["write"].truth(asked)
    slipped = SIMULATORS["write"].slip(asked, truth, Random(seed), bias)
    assert slipped != truth
    assert [(turn.user, turn.system) for turn in slipped.turns] == [
        (turn.user, turn.system) for turn in truth.turns
    ]
    assert WRITE.value(asked, WRITE.regions(asked, slipped)) == slipped
    assert (
        sum(len(turn.changes) for turn in slipped.turns) == sum(len(turn.changes) for turn in truth.turns) - 1
    )


@given(goals)
def test_labelling_has_the_changes_that_were_meant(goal: Goal):
    written = SIMULATORS["write"].truth(writing(goal))
    asked = composed(goal)
    truth = SIMULATORS["label"].truth(asked)
    assert truth == Changes(tuple(turn.changes for turn in written.turns))
    assert TASK.label.value(asked, TASK.label.regions(asked, truth)) == truth


def test_what_somebody_else_wrote_has_no_reference():
    with pytest.raises(LookupError):
        SIMULATORS["label"].truth(labelling())
    altered = composed(GOAL).item.payload
    altered = replace(altered, turns=(Exchange("안녕하세요.", "네."), *altered.turns[1:]))
    with pytest.raises(LookupError):
        SIMULATORS["label"].truth(labelling(altered))


@given(goals, SEEDS, st.floats(-1, 1))
def test_slips_are_readable_and_wrong(goal: Goal, seed: int, bias: float):
    asked = composed(goal)
    truth = SIMULATORS["label"].truth(asked)
    slipped = SIMULATORS["label"].slip(asked, truth, Random(seed), bias)
    assert slipped != truth
    assert slipped == SIMULATORS["label"].slip(asked, truth, Random(seed), bias)
    assert TASK.label.value(asked, TASK.label.regions(asked, slipped)) == slipped


def test_a_leaning_shows():
    asked = composed(GOAL)
    truth = SIMULATORS["label"].truth(asked)

    def missing(bias: float) -> int:
        slips = [SIMULATORS["label"].slip(asked, truth, Random(seed), bias) for seed in range(200)]
        return sum(sum(map(len, slip.turns)) < sum(map(len, truth.turns)) for slip in slips)

    assert missing(-1) > missing(1)


@pytest.mark.parametrize(
    ("slot", "value", "others"),
    [
        ("식당-예약 시간", "18:30", {"06:30"}),
        ("식당-예약 명수", "1", {"2"}),
        ("식당-예약 명수", "4", {"3", "5"}),
        ("숙소-주차 가능", "no", {"yes", "dontcare"}),
        ("숙소-주차 가능", "dontcare", {"yes", "no"}),
        ("숙소-가격대", "적당", {"저렴", "비싼"}),
        ("택시-출발 시간", "dontcare", {"12:00"}),
    ],
)
def test_what_a_value_is_taken_for(slot: str, value: str, others: set[str]):
    assert {mistaken((slot, value), Random(seed)) for seed in range(60)} == others
    assert all(ontology().slots[slot].takes(other) for other in others)


@given(goals, SEEDS)
def test_adjudicators_keep_what_is_agreed(goal: Goal, seed: int):
    asked = composed(goal)
    label, adjudicate = SIMULATORS["label"], SIMULATORS["adjudicate"]
    truth = label.truth(asked)
    wrong = label.slip(asked, truth, Random(seed), 0.0)
    assume(any(wrong.turns))
    other = label.slip(asked, wrong, Random(seed + 1), 0.0)
    assume(wrong != other)
    disputed = dispute(wrong, other, conversation=asked.item.payload)
    settled = adjudicate.truth(disputed)
    slipped = adjudicate.slip(disputed, settled, Random(seed), 0.0)
    assert slipped != settled
    for value in (settled, slipped):
        assert TASK.adjudicate.value(disputed, TASK.adjudicate.regions(disputed, value)) == value


@given(goals, SEEDS)
def test_adjudicators_settle_a_single_answer(goal: Goal, seed: int):
    asked = composed(goal)
    truth = SIMULATORS["label"].truth(asked)
    empty = Changes(((),) * len(truth.turns))
    for answer in (truth, empty):
        disputed = Case(asked.item, Dispute(asked.item.item_id, "tod", (answer,), None))
        settled = SIMULATORS["adjudicate"].truth(disputed)
        assert settled == truth
        slipped = SIMULATORS["adjudicate"].slip(disputed, settled, Random(seed), 0.0)
        assert slipped != settled
        assert TASK.adjudicate.value(disputed, TASK.adjudicate.regions(disputed, slipped)) == slipped
