from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consensus import TurnVote, accumulate, state_vote

AREA, OTHER_AREA, TYPE = ("숙소-지역", "중앙"), ("숙소-지역", "서울 북쪽"), ("숙소-종류", "호텔")
NO_AREA = ("숙소-지역", "none")
CHANGES = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2", "none"])).map(
    lambda changes: frozenset(changes.items())
)


def dialogues(turns):
    return st.lists(st.lists(CHANGES, min_size=turns, max_size=turns), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("answers", "vote"),
    [
        ([[AREA], [AREA]], TurnVote((AREA,), (), 1.0)),
        ([[AREA], [OTHER_AREA]], TurnVote((), ("숙소-지역",), 0.0)),
        ([[AREA, TYPE], [AREA]], TurnVote((AREA,), ("숙소-종류",), 0.5)),
        ([[AREA], [AREA], [OTHER_AREA]], TurnVote((AREA,), (), 2 / 3)),
        ([[AREA], [OTHER_AREA], []], TurnVote((), ("숙소-지역",), 0.0)),
        ([[AREA], [], []], TurnVote((), (), 1.0)),
        ([[], []], TurnVote((), (), 1.0)),
    ],
)
def test_one_turn_by_hand(answers, vote):
    assert state_vote([[frozenset(changes)] for changes in answers]).turns == (vote,)


def test_open_turns_are_named():
    vote = state_vote([[frozenset({AREA}), frozenset()], [frozenset({AREA}), frozenset({TYPE})]])
    assert vote.open_turns == (1,)
    assert vote.support == 0.5


@given(st.integers(0, 3).flatmap(dialogues))
def test_agreed_changes_have_a_majority(answers):
    vote = state_vote(answers)
    for position, turn in enumerate(vote.turns):
        given_changes = [answer[position] for answer in answers]
        for change in turn.agreed:
            assert sum(change in changes for changes in given_changes) > len(answers) / 2
        assert not set(turn.open) & {slot for slot, _ in turn.agreed}
    assert 0 <= vote.support <= 1
    assert state_vote(answers[::-1]) == vote


def test_states_accumulate():
    assert accumulate([[AREA], [], [OTHER_AREA, TYPE], [NO_AREA]]) == (
        {AREA},
        {AREA},
        {OTHER_AREA, TYPE},
        {TYPE},
    )


@given(st.lists(CHANGES, max_size=5))
def test_states_equal_the_last_change_of_each_slot(turns):
    for position, state in enumerate(accumulate(turns)):
        latest = {slot: value for changes in turns[: position + 1] for slot, value in changes}
        assert state == {(slot, value) for slot, value in latest.items() if value != "none"}


def test_broken_answers_are_refused():
    with pytest.raises(ValueError, match="one number of turns"):
        state_vote([])
    with pytest.raises(ValueError, match="one number of turns"):
        state_vote([[frozenset()], []])
    with pytest.raises(ValueError, match="'숙소-지역' changes to"):
        state_vote([[frozenset({AREA, OTHER_AREA})]])
    with pytest.raises(ValueError, match="'숙소-지역' changes to"):
        accumulate([[AREA, OTHER_AREA]])


def test_states_of_real_dialogues_come_back_from_their_changes(real_data):
    folder = real_data / "klue-wos-sample"
    files = sorted(folder.rglob("*.json"))
    dialogues = [item for path in files for item in json.loads(path.read_text("utf-8")) if "dialogue" in item]
    assert dialogues
    for dialogue in dialogues:
        states = [
            dict(value.rsplit("-", 1) for value in turn["state"])
            for turn in dialogue["dialogue"]
            if turn["role"] == "user"
        ]
        changes, before = [], {}
        for state in states:
            removed = {(slot, "none") for slot in before.keys() - state.keys()}
            changes.append((state.items() - before.items()) | removed)
            before = state
        assert accumulate(changes) == tuple(frozenset(state.items()) for state in states)
