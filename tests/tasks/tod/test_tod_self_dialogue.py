from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from tasks.tod.tod_cases import BLOCKS, GOAL, goals

from pipeline.consensus import accumulate
from pipeline.tasks.tod.changes import checked, require_effective
from pipeline.tasks.tod.goals import draw_goal
from pipeline.tasks.tod.ontology import NAME, full, ontology
from pipeline.tasks.tod.self_dialogue import Composer
from pipeline.tasks.tod.spoken import fill, placeholders, spoken
from pipeline.tasks.tod.values import Changes, Dialogue, Goal
from pipeline.tasks.tod.writing import LONGEST, MOST_CHANGES, rows_for

COMPOSER = Composer(BLOCKS)


@given(goals)
def test_any_goal_is_talked_through(goal: Goal):
    dialogue = COMPOSER.compose(goal)
    assert COMPOSER.compose(goal) == dialogue
    changes = Changes(tuple(turn.changes for turn in dialogue.turns))
    require_effective(changes)
    assert [checked(turn, 1) for turn in changes.turns] == list(changes.turns)
    assert dict(accumulate(changes.turns)[-1]) == wanted(goal)
    assert len(dialogue.turns) <= rows_for(goal)
    for turn in dialogue.turns:
        assert len(turn.changes) <= MOST_CHANGES
        assert 0 < max(len(turn.user), len(turn.system)) <= LONGEST
        assert not set("{}|") & set(turn.user + turn.system)


def wanted(goal: Goal) -> dict[str, str]:
    state = {}
    for part in goal.parts:
        state |= {full(part.domain, name): value for name, value in (*part.wishes, *part.booking)}
        state |= {} if part.place is None else {full(part.domain, NAME): part.place}
    return state


@given(goals)
def test_a_place_is_offered_before_it_is_taken(goal: Goal):
    turns = COMPOSER.compose(goal).turns
    for part in goal.parts:
        if part.place is None:
            continue
        first = part.change.first if part.change is not None and part.change.slot == NAME else part.place
        taken = next(
            index for index, turn in enumerate(turns) if (full(part.domain, NAME), first) in turn.changes
        )
        assert first in turns[taken - 1].system
        assert first in turns[taken].user


@given(goals)
def test_a_change_of_mind_comes_after_the_first_value(goal: Goal):
    turns = COMPOSER.compose(goal).turns
    for part in goal.parts:
        if part.change is None:
            continue
        slot = full(part.domain, part.change.slot)
        said = [value for turn in turns for name, value in turn.changes if name == slot]
        assert said == [part.change.first, wanted(goal)[slot]]


@given(goals)
def test_numbers_and_times_are_spoken(goal: Goal):
    """No state's value of these types stands in the text as it stands in the state."""
    for turn in COMPOSER.compose(goal).turns:
        for slot, value in turn.changes:
            if ontology().slots[slot].type == "time":
                assert value not in turn.user


def test_dialogues_rarely_share_wording():
    drawn = [draw_goal(Random(seed)) for seed in range(300)]
    users = Counter(turn.user for goal in drawn for turn in COMPOSER.compose(goal).turns)
    assert len(users) > len(drawn) * 3
    dialogues = {tuple(turn.user for turn in COMPOSER.compose(goal).turns) for goal in drawn}
    assert len(dialogues) > 0.95 * len(drawn)


def test_the_goal_alone_decides():
    assert Composer(BLOCKS).compose(GOAL) == COMPOSER.compose(GOAL)
    assert isinstance(COMPOSER.compose(GOAL), Dialogue)


def test_without_words_a_goal_is_a_lookup_error():
    with pytest.raises(LookupError):
        Composer([block for block in BLOCKS if block.act != "book"]).compose(GOAL)


def test_blocks_mention_slots_of_their_domain():
    for block in BLOCKS:
        domain = ontology().domains[block.domain]
        known = {*block.slots, *(f"old:{slot}" for slot in block.slots), NAME}
        assert set(block.slots) <= set(domain.slots)
        assert placeholders(block.user) | placeholders(block.system) <= known
        asked = {*domain.requests, *(name for name, slot in domain.slots.items() if slot.ask)}
        assert set(block.requests) <= asked
        assert all(domain.slots[slot].takes(value) for slot, value in block.values.items())


@pytest.mark.parametrize(
    ("slot", "value", "said"),
    [
        ("식당-예약 명수", "1", {"한 명"}),
        ("숙소-예약 명수", "10", {"열 명"}),
        ("숙소-예약 기간", "2", {"이틀", "2박", "2박 3일"}),
        ("숙소-가격대", "적당", {"적당한"}),
        ("식당-예약 시간", "18:30", {"저녁 여섯 시 반", "저녁 6시 반", "저녁 6시 30분"}),
        ("택시-출발 시간", "00:00", {"밤 열두 시", "밤 12시"}),
        ("택시-출발 시간", "12:05", {"낮 열두 시 5분", "낮 12시 5분"}),
        ("택시-출발 시간", "09:00", {"오전 아홉 시", "오전 9시"}),
        ("지하철-출발지", "서울역", {"서울역"}),
    ],
)
def test_spoken_forms(slot: str, value: str, said: set[str]):
    name = slot.partition("-")[2]
    heard = {spoken(name, ontology().slots[slot], value, Random(seed)) for seed in range(60)}
    assert heard == said


def test_particles_fit_what_is_filled_in():
    assert (
        fill("{예약 명수|으로}, {이름|은}", {"예약 명수": "세 명", "이름": "구름재"}) == "세 명으로, 구름재는"
    )
    assert fill("{old:지역} 말고 {지역|으로}", {"old:지역": "서울 북쪽", "지역": "서울 남쪽"}) == (
        "서울 북쪽 말고 서울 남쪽으로"
    )
    with pytest.raises(KeyError):
        fill("{지역}", {})
