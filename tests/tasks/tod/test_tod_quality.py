from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tasks.tod.tod_cases import CHANGES, CONVERSATION, changes, instead, marks, unit

from pipeline.agreement import masi
from pipeline.consensus import accumulate
from pipeline.tasks.base import Unit
from pipeline.tasks.tod import TASK
from pipeline.tasks.tod.values import Changes, Conversation, Exchange

EMPTY = marks((), (), (), ())
LATE = marks((), CHANGES.turns[1], (*CHANGES.turns[0], *CHANGES.turns[2]), CHANGES.turns[3])


def measured(*units: Unit) -> dict[str, float | None]:
    return {agreement.measure: agreement.value for agreement in TASK.measures(units, 1, 0)}


def again(number: int) -> Conversation:
    turns = (Exchange(f"{number}", "네"), *CONVERSATION.turns[1:])
    return replace(CONVERSATION, turns=turns)


def test_equal_answers():
    assert measured(unit(CHANGES, CHANGES)) == {
        "alpha_masi_changes": 1,
        "alpha_masi_changes_where_changed": 1,
        "joint_goal_accuracy": 1,
        "slot_f1": 1,
    }


def test_a_late_mark_counts_once_in_changes_and_twice_in_states():
    """Turns 1 and 2 have other states; the changes differ at turns 1 and 3, at 3 by one of four."""
    found = measured(unit(CHANGES, LATE))
    assert found["joint_goal_accuracy"] == 2 / 4
    states = zip(accumulate(CHANGES.turns), accumulate(LATE.turns), strict=True)
    pairs = [(len(one & other), len(one) + len(other)) for one, other in states]
    assert found["slot_f1"] == 2 * sum(both for both, _ in pairs) / sum(size for _, size in pairs)
    assert found["alpha_masi_changes"] is not None
    assert 0 < found["alpha_masi_changes"] < 1


@settings(max_examples=25)
@given(st.lists(st.tuples(changes(), changes(), changes()), min_size=1, max_size=4))
def test_alpha_is_what_its_definition_says(answers: list[tuple[Changes, ...]]):
    units = [unit(*each, conversation=again(number)) for number, each in enumerate(answers)]
    turns = [[frozenset(answer.turns[turn]) for answer in each] for each in answers for turn in range(4)]
    for name, chosen in (
        ("alpha_masi_changes", turns),
        ("alpha_masi_changes_where_changed", [turn for turn in turns if any(turn)]),
    ):
        values = [value for turn in chosen for value in turn]
        expected = [masi(one, other) for one, other in combinations(values, 2)]
        observed = [masi(one, other) for turn in chosen for one, other in combinations(turn, 2)]
        value = measured(*units)[name]
        if not any(expected):
            assert value is None
        else:
            chance = sum(expected) / len(expected)
            assert value == pytest.approx(1 - sum(observed) / len(observed) / chance)


def test_turns_at_which_nobody_set_anything_are_left_out_of_the_second_alpha():
    mostly_empty = [unit(EMPTY, EMPTY, conversation=again(number)) for number in range(5)]
    found = TASK.measures([*mostly_empty, unit(CHANGES, LATE)], 1, 0)
    assert found[0].items == 24
    assert found[1].items == 4
    assert found[0].value is not None
    assert found[1].value is not None
    assert found[1].value < found[0].value


def test_dialogues_are_what_is_resampled():
    for agreement in TASK.measures([unit(CHANGES, LATE), unit(LATE, CHANGES, conversation=again(1))], 1, 50):
        assert agreement.groups == 2
        assert agreement.annotators == 2


@pytest.mark.parametrize("units", [(), (unit(CHANGES),)])
def test_without_pairs_a_reason_is_given(units: tuple[Unit, ...]):
    for agreement in TASK.measures(units, 1, 10):
        assert agreement.value is None
        assert agreement.undefined_because


def test_where_nobody_marked_anything_there_is_no_f1():
    found = {agreement.measure: agreement for agreement in TASK.measures([unit(EMPTY, EMPTY)], 1, 10)}
    assert found["slot_f1"].undefined_because == "nobody marked a change"
    assert found["joint_goal_accuracy"].value == 1


def test_no_measure_is_an_alpha_at_a_level():
    assert TASK.alphas([unit(CHANGES, LATE)]) == []


def test_equal_answers_are_accepted():
    found = TASK.consensus(unit(CHANGES, CHANGES))
    assert (found.status, found.value, found.support) == ("accepted", CHANGES, 1.0)


def test_where_two_differ_the_slot_is_open():
    found = TASK.consensus(unit(CHANGES, instead(0, ("식당-종류", "카페"))))
    assert found.status == "adjudicate"
    assert found.value == instead(0)
    assert found.support == pytest.approx(3 / 4)


def test_two_of_three_decide():
    found = TASK.consensus(unit(CHANGES, LATE, CHANGES))
    assert (found.status, found.value) == ("accepted", CHANGES)


def test_a_majority_that_repeats_itself_is_tidied():
    cafe, bakery = (("식당-종류", "카페"),), (("식당-종류", "베이커리"),)
    found = TASK.consensus(
        unit(marks(cafe, (), (), ()), marks(cafe, bakery, cafe, ()), marks((), (), cafe, ()))
    )
    assert (found.status, found.value) == ("accepted", marks(cafe, (), (), ()))


def test_one_answer_is_no_consensus():
    found = TASK.consensus(unit(CHANGES))
    assert (found.status, found.value) == ("adjudicate", None)


def test_the_writers_marks_are_no_vote():
    assert not TASK.author_votes
    assert TASK.consensus(replace(unit(CHANGES, CHANGES), authored=LATE)).value == CHANGES


def test_accuracy_is_joint_goal_accuracy():
    assert TASK.accuracy(CHANGES, CHANGES) == 1
    assert TASK.accuracy(LATE, CHANGES) == 0.5
    assert TASK.accuracy(EMPTY, CHANGES) == 0
