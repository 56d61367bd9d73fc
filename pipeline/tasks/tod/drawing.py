"""Task-oriented dialogue, drawn: the turns, and what each answer says that they change."""

from __future__ import annotations

from pipeline.tasks.base import Unit
from pipeline.tasks.drawings import Dialogue, Utterances
from pipeline.tasks.tod.ontology import SPOKEN
from pipeline.tasks.tod.values import Changes, Conversation, SlotValue


def drawing(unit: Unit[Conversation, Changes]) -> Dialogue:
    """Put the changes that each answer marks beside the turn of the user."""
    return Dialogue(
        tuple(
            Utterances(
                turn.user,
                turn.system,
                tuple(tuple(map(_written, answer.value.turns[index])) for answer in unit.answers),
            )
            for index, turn in enumerate(unit.item.payload.turns)
        )
    )


def _written(change: SlotValue) -> str:
    slot, value = change
    return f"{slot} = {SPOKEN.get(value, value)}"
