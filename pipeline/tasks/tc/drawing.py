"""Topic classification, drawn: the headline and its ranked topics."""

from __future__ import annotations

from pipeline.tasks.base import Unit
from pipeline.tasks.drawings import Choices, Label, Reading
from pipeline.tasks.tc.values import NO_TOPIC, Headline, Topics


def drawing(unit: Unit[Headline, Topics]) -> Choices:
    """Show the headline, and the topics that each answer ranks."""
    return Choices(
        readings=(Reading(None, unit.item.payload.title),),
        answers=tuple(
            tuple(Label(topic, topic) for topic in answer.value.topics or (NO_TOPIC,))
            for answer in unit.answers
        ),
    )
