"""Semantic textual similarity, drawn: the pair and its scores."""

from __future__ import annotations

from pipeline.tasks.base import Unit
from pipeline.tasks.drawings import Choices, Label, Reading
from pipeline.tasks.sts.values import Pair, Score


def drawing(unit: Unit[Pair, Score]) -> Choices:
    """Show both sentences, and the score of each answer."""
    pair = unit.item.payload
    return Choices(
        readings=(
            Reading(Label("sentence 1", "문장 1"), pair.sentence1),
            Reading(Label("sentence 2", "문장 2"), pair.sentence2),
        ),
        answers=tuple((_label(answer.value),) for answer in unit.answers),
    )


def _label(score: Score) -> Label:
    written = f"{score.score:.3g}"
    return Label(written, f"{written}점")
