from __future__ import annotations

from collections import Counter
from itertools import islice
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipeline import canonical
from pipeline.tasks.tod import TASK
from pipeline.tasks.tod.candidates import goals
from pipeline.tasks.tod.goals import draw_goal
from pipeline.tasks.tod.ontology import DONTCARE, NAME, ontology
from pipeline.tasks.tod.values import DomainGoal, Goal

SOME = list(islice(goals((), 7), 400))


def test_goals_are_distinct_and_repeatable():
    assert list(islice(goals((), 7), 400)) == SOME
    groups = {candidate.group for candidate in SOME}
    assert len(groups) == len(SOME)
    others = {candidate.group for candidate in islice(goals((), 8), 400)}
    assert len(groups & others) < 40, "only the plainest goals may come up under two seeds"


def test_they_are_made_of_no_text():
    assert all(candidate.documents == () for candidate in SOME)
    assert all(candidate.stratum == "+".join(candidate.payload.domains) for candidate in SOME)
    assert list(TASK.candidates([object()], 7)) == []  # type: ignore[list-item]


def test_goals_are_of_all_kinds():
    parts = [part for candidate in SOME for part in candidate.payload.parts]
    slots = {f"{part.domain}-{name}" for part in parts for name, _ in (*part.wishes, *part.booking)}
    assert slots == set(ontology().slots)
    assert set(Counter(len(candidate.payload.parts) for candidate in SOME)) == {1, 2, 3}
    assert len({candidate.stratum for candidate in SOME}) == 25
    assert any(value == DONTCARE for part in parts for _, value in part.wishes)
    assert any(part.change is not None for part in parts)
    parties = Counter(dict(part.booking).get("예약 명수", "") for part in parts)
    assert 0 < parties["1"] < parties["2"]
    requests = {(part.domain, request) for part in parts for request in part.requests}
    assert {
        (name, request) for name, domain in ontology().domains.items() for request in domain.requests
    } <= requests


@given(st.integers(0, 2**64))
def test_any_goal_makes_sense(seed: int):
    goal = draw_goal(Random(seed))
    assert canonical.load(Goal, canonical.dump(goal)) == goal
    assert list(goal.domains) == [name for name in ontology().domains if name in goal.domains]
    for part in goal.parts:
        assert_sensible(part)


def assert_sensible(part: DomainGoal) -> None:
    domain = ontology().domains[part.domain]
    final = dict(part.wishes) | dict(part.booking)
    assert len(final) == len(part.wishes) + len(part.booking)
    assert all(domain.slots[name].takes(value) for name, value in final.items())
    assert all(domain.slots[name].book for name, _ in part.booking)
    assert not any(domain.slots[name].book for name, _ in part.wishes)
    assert part.wishes[0][1] != DONTCARE
    if NAME in domain.slots:
        assert (part.place is None) == (NAME in final)
        assert NAME in final or 2 <= len(part.wishes) <= 4
    else:
        assert part.place is None
        assert 2 <= len(part.wishes) <= 4
    assert not set(part.requests) & set(final)
    assert "예약번호" not in part.requests or part.booking
    states = [final]
    if part.change is not None:
        final_value = part.place if part.change.slot == NAME and part.place else final[part.change.slot]
        assert part.change.first not in (final_value, DONTCARE)
        assert domain.slots[part.change.slot].takes(part.change.first)
        states.append(final | {part.change.slot: part.change.first})
    for state in states:
        if "출발지" in state:
            assert state["출발지"] != state["도착지"]
        times = [state.get(name, DONTCARE) for name in ("출발 시간", "도착 시간")]
        assert DONTCARE in times or times[0] < times[1]
