"""Agreement and consensus of task-oriented dialogue."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.agreement import Ratings, alpha_with, masi
from pipeline.consensus import State, accumulate, state_vote
from pipeline.model import Agreement, Consensus
from pipeline.tasks.base import Unit
from pipeline.tasks.pairing import pairwise_ratio
from pipeline.tasks.tod.changes import effective
from pipeline.tasks.tod.values import Changes, Conversation

METHOD = "majority of changes"
FEWEST = 2
"""Answers that a consensus takes; a dialogue with fewer goes to adjudication."""

_Units = Sequence[Unit[Conversation, Changes]]


def measures(units: _Units, seed: int, resamples: int) -> list[Agreement]:
    """Measure α with MASI on the changes at each turn, and joint goal accuracy and slot F1 on the states.

    α is the headline figure: it corrects for chance and counts a slip once, while states carry it into every
    later turn. It is taken over all turns of the user, and over those at which somebody marked a change;
    d(∅, ∅) = 0 and d(∅, X) = 1.

    Joint goal accuracy is the share of turns, over all pairs of annotators, after which the whole states are
    equal; slot F1 compares the slots and values of these states.
    """
    turns = [(unit, index) for unit in units for index in range(len(unit.item.payload.turns))]
    changed = [
        (unit, index) for unit, index in turns if any(answer.value.turns[index] for answer in unit.answers)
    ]
    return [
        _alpha("alpha_masi_changes", turns, seed, resamples),
        _alpha("alpha_masi_changes_where_changed", changed, seed, resamples),
        pairwise_ratio(
            units,
            _equal_states,
            measure="joint_goal_accuracy",
            undefined="the dialogues have no turns",
            seed=seed,
            resamples=resamples,
        ),
        pairwise_ratio(
            units,
            _common_slots,
            measure="slot_f1",
            undefined="nobody marked a change",
            seed=seed,
            resamples=resamples,
        ),
    ]


def consensus(unit: Unit[Conversation, Changes]) -> Consensus[Changes]:
    """Take the changes that more than half marked; turns on which annotators differ go to an adjudicator.

    The writer's marks are no vote. A dialogue that only one annotator labelled, the other having skipped it,
    is open in all its turns.
    """
    vote = state_vote([[frozenset(turn) for turn in answer.value.turns] for answer in unit.answers])
    agreed = Changes(tuple(turn.agreed for turn in vote.turns))
    enough = len(unit.answers) >= FEWEST
    settled = enough and not vote.open_turns
    return Consensus(
        item_id=unit.item.item_id,
        task="tod",
        value=effective(agreed) if settled else agreed if enough else None,
        method=METHOD,
        support=vote.support,
        confidence=vote.support,
        status="accepted" if settled else "adjudicate",
    )


def accuracy(value: Changes, truth: Changes) -> float:
    """Give joint goal accuracy: the share of turns after which the states are equal."""
    equal, turns = _equal_states(value, truth)
    return equal / turns


def _alpha(
    measure: str, turns: Sequence[tuple[Unit[Conversation, Changes], int]], seed: int, resamples: int
) -> Agreement:
    """Take α over turns; resampling keeps the turns of a dialogue together."""
    rows = [
        ((unit.item.item_id, index), answer.annotator, frozenset(answer.value.turns[index]), unit.item.group)
        for unit, index in turns
        for answer in unit.answers
    ]
    unit, annotator, value, group = ([row[column] for row in rows] for column in range(4))
    ratings = Ratings.from_columns(unit, annotator, value, group)
    return alpha_with(ratings, masi, measure=measure, seed=seed, resamples=resamples)


def _states(left: Changes, right: Changes) -> list[tuple[State, State]]:
    return list(zip(accumulate(left.turns), accumulate(right.turns), strict=True))


def _equal_states(left: Changes, right: Changes) -> tuple[int, int]:
    """Count the turns after which the states are equal, and all turns."""
    states = _states(left, right)
    return sum(one == other for one, other in states), len(states)


def _common_slots(left: Changes, right: Changes) -> tuple[int, int]:
    """Count twice the slots with values that the states share, and the slots of both."""
    states = _states(left, right)
    return 2 * sum(len(one & other) for one, other in states), sum(
        len(one) + len(other) for one, other in states
    )
