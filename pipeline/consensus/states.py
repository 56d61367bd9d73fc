"""Dialogue states: vote on the changes at each turn, and derive the states."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Change: TypeAlias = tuple[str, str]
"""A slot and its new value."""
State: TypeAlias = frozenset[Change]
"""The slots that are set, with their values."""

REMOVED = "none"
"""The value that takes a slot out of the state."""


@dataclass(frozen=True, slots=True)
class TurnVote:
    """The changes of a turn that are agreed, and the slots that somebody has to decide on, both in order.

    ``support`` is the mean, over agreed changes and open slots, of the share of annotators who marked the
    agreed change, 0 for an open slot; 1 where there is neither.
    """

    agreed: tuple[Change, ...]
    open: tuple[str, ...]
    support: float


@dataclass(frozen=True, slots=True)
class StateVote:
    """The votes on a dialogue's turns; ``support`` is their mean, 1 for a dialogue without turns."""

    turns: tuple[TurnVote, ...]
    support: float

    @property
    def open_turns(self) -> tuple[int, ...]:
        """Turns, counted from 0, with a slot to decide on."""
        return tuple(position for position, turn in enumerate(self.turns) if turn.open)


def state_vote(answers: Sequence[Sequence[frozenset[Change]]]) -> StateVote:
    """Agree, turn by turn, on the changes that more than half of the annotators marked.

    A slot without such a change is open if at least half of the annotators changed it, else it is outvoted.
    So where two annotators differ on a slot, it is open. ``answers`` has each annotator's changes at each
    turn. Raises ValueError where there are no annotators, they saw different numbers of turns, or one of
    them changes a slot twice in a turn.
    """
    lengths = {len(answer) for answer in answers}
    if len(lengths) != 1:
        raise ValueError(f"the answers must have one number of turns: {sorted(lengths)}")
    turns = tuple(_turn_vote(changes) for changes in zip(*answers, strict=True))
    return StateVote(turns, sum(turn.support for turn in turns) / len(turns) if turns else 1.0)


def accumulate(changes: Iterable[Iterable[Change]]) -> tuple[State, ...]:
    """Derive the state after each turn from the changes at each turn; the value "none" removes the slot.

    Raises ValueError where a slot changes twice in a turn.

    >>> after = accumulate([[("숙소-지역", "중앙")], [("숙소-지역", "none"), ("숙소-종류", "호텔")]])
    >>> sorted(after[1])
    [('숙소-종류', '호텔')]
    """
    state: dict[str, str] = {}
    states: list[State] = []
    for turn in changes:
        state |= _by_slot(turn)
        state = {slot: value for slot, value in state.items() if value != REMOVED}
        states.append(frozenset(state.items()))
    return tuple(states)


def _turn_vote(answers: Sequence[frozenset[Change]]) -> TurnVote:
    by_slot = [_by_slot(changes) for changes in answers]
    counts = Counter(change for changes in answers for change in changes)
    touched = Counter(slot for slots in by_slot for slot in slots)
    agreed = sorted(change for change, count in counts.items() if 2 * count > len(answers))
    settled = {slot for slot, _ in agreed}
    contested = sorted(
        slot for slot, count in touched.items() if slot not in settled and 2 * count >= len(answers)
    )
    decisions = len(agreed) + len(contested)
    shares = sum(counts[change] for change in agreed) / len(answers)
    return TurnVote(tuple(agreed), tuple(contested), shares / decisions if decisions else 1.0)


def _by_slot(changes: Iterable[Change]) -> dict[str, str]:
    by_slot: dict[str, str] = {}
    for slot, value in changes:
        if by_slot.setdefault(slot, value) != value:
            raise ValueError(f"slot {slot!r} changes to {by_slot[slot]!r} and to {value!r} in one turn")
    return by_slot
