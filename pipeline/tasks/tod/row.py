"""The released record of task-oriented dialogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.consensus import accumulate
from pipeline.tasks.release_row import Example
from pipeline.tasks.tod.values import Changes, Conversation


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one side says; ``role`` is user or sys, ``state`` all that the user has asked for so far."""

    role: str
    text: str
    state: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TodRow:
    """KLUE's fields of a dialogue."""

    guid: str
    domains: tuple[str, ...]
    dialogue: tuple[Utterance, ...]


def tod_row(example: Example[Conversation, Changes]) -> TodRow:
    """Make the record of a dialogue."""
    conversation = example.item.payload
    return TodRow(
        guid=example.guid,
        domains=conversation.goal.domains,
        dialogue=tuple(_utterances(conversation, example.value)),
    )


def _utterances(conversation: Conversation, changes: Changes) -> Iterator[Utterance]:
    """Give the turns of both sides; states are cumulative on the user's, and empty on the system's."""
    for turn, state in zip(conversation.turns, accumulate(changes.turns), strict=True):
        yield Utterance("user", turn.user, tuple(sorted(f"{slot}-{value}" for slot, value in state)))
        yield Utterance("sys", turn.system, ())
