"""Machine reading comprehension, drawn: the question, and the passage with what each answer marks."""

from __future__ import annotations

from pipeline.tasks.base import Unit
from pipeline.tasks.drawings import Label, Mark, Marks, Reading
from pipeline.tasks.mrc.values import Answers, PassageQuestion

_ANSWER = Label("answer", "답")


def drawing(unit: Unit[PassageQuestion, Answers]) -> Marks:
    """Mark the answers; a question that has none, to somebody, leaves the passage unmarked."""
    payload = unit.item.payload
    return Marks(
        readings=(
            Reading(Label("title", "제목"), payload.title),
            Reading(Label("question", "질문"), payload.question),
        ),
        text=payload.context,
        answers=tuple(
            tuple(Mark(span.start, span.end, _ANSWER) for span in answer.value.spans)
            for answer in unit.answers
        ),
    )
