"""Named entity recognition, drawn: the sentence with the entities of each answer."""

from __future__ import annotations

from pipeline.tasks.base import Unit
from pipeline.tasks.drawings import Label, Mark, Marks
from pipeline.tasks.ner.values import KOREAN, TYPES, Entities, Entity, MarkedSentence


def drawing(unit: Unit[MarkedSentence, Entities]) -> Marks:
    """Mark the entities of each answer."""
    return Marks(
        readings=(),
        text=unit.item.payload.sentence,
        answers=tuple(tuple(map(_mark, answer.value.entities)) for answer in unit.answers),
    )


def _mark(entity: Entity) -> Mark:
    label = Label(entity.type, f"{entity.type} {KOREAN[entity.type]}", TYPES.index(entity.type))
    return Mark(entity.start, entity.end, label)
