"""Natural language inference, drawn: the pair and its relations."""

from __future__ import annotations

from pipeline.tasks.base import Unit
from pipeline.tasks.drawings import Choices, Label, Reading
from pipeline.tasks.nli.values import KOREAN, Pair, Relation


def drawing(unit: Unit[Pair, Relation]) -> Choices:
    """Show premise and hypothesis, and the relation that each answer sees."""
    pair = unit.item.payload
    return Choices(
        readings=(
            Reading(Label("premise", "전제"), pair.premise),
            Reading(Label("hypothesis", "가설"), pair.hypothesis),
        ),
        answers=tuple((Label(a.value.label, KOREAN[a.value.label]),) for a in unit.answers),
    )
