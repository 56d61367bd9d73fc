"""Relation extraction, drawn: the sentence with both ends marked, and the relations."""

from __future__ import annotations

from pipeline.tasks.base import Unit
from pipeline.tasks.drawings import Choices, Label, Mark, Reading
from pipeline.tasks.re.relations import KOREAN
from pipeline.tasks.re.values import KOREAN as TYPE_NAMES
from pipeline.tasks.re.values import Argument, Pair, Relation


def drawing(unit: Unit[Pair, Relation]) -> Choices:
    """Show the sentence with subject and object, and the relation that each answer sees."""
    pair = unit.item.payload
    ends = (_mark(pair.subject, "subject", "주어", 0), _mark(pair.object, "object", "목적어", 1))
    return Choices(
        readings=(Reading(None, pair.sentence, ends),),
        answers=tuple((Label(a.value.label, KOREAN[a.value.label]),) for a in unit.answers),
    )


def _mark(argument: Argument, role: str, korean: str, number: int) -> Mark:
    label = Label(f"{role} · {argument.type}", f"{korean} · {TYPE_NAMES[argument.type]}", number)
    return Mark(argument.start, argument.end, label)
