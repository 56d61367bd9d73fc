"""Questions and answers: offsets, and what kind of question says what."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record
from pipeline.tasks.mrc.row import AnswerText, MrcRow
from pipeline.tasks.mrc.values import TYPES, UNANSWERABLE

FAMILY = Family("Reading comprehension", "mrc")


def _answers(row: MrcRow) -> Iterator[tuple[str, AnswerText]]:
    for name, answers in (("answers", row.answers), ("plausible_answers", row.plausible_answers)):
        for index, answer in enumerate(answers):
            yield f"{name}[{index}]", answer


@FAMILY.record(
    "mrc.answer_offset",
    "error",
    "an answer that does not stand at its offset",
    explanation="context[answer_start:] begins with the answer, counted in code points.",
    repair="Take the offset that the finding names, if the answer stands there alone.",
)
def check_answer_offset(record: Record[MrcRow]) -> Finds:
    """Compare each answer with the context at its offset."""
    context = record.row.context
    for name, answer in _answers(record.row):
        start = answer.answer_start
        if start < 0 or not context.startswith(answer.text, start):
            there = context[start : start + len(answer.text)] if start >= 0 else ""
            found = context.find(answer.text)
            hint = f"it first stands at {found}" if found >= 0 else "it stands nowhere in the context"
            yield Found(f"{name}: {answer.text!r} at {start}, where {there!r} stands; {hint}", start)


@FAMILY.record(
    "mrc.empty_answer",
    "error",
    "an empty answer",
    explanation="An answer without characters matches everywhere.",
    repair="Restore the answer; a question without one is of type 3.",
)
def check_empty_answer(record: Record[MrcRow]) -> Finds:
    """Find empty answers."""
    for name, answer in _answers(record.row):
        if not answer.text:
            yield Found(f"{name} is empty", answer.answer_start)


@FAMILY.record(
    "mrc.answer_edge",
    "warning",
    "an answer with white space at its edge",
    explanation="The space is no part of the answer; exact match depends on how a tool treats it.",
    repair="Shorten the answer, and move its offset if the space led.",
)
def check_answer_edge(record: Record[MrcRow]) -> Finds:
    """Find answers with white space at their edges."""
    for name, answer in _answers(record.row):
        if answer.text.strip() and answer.text != answer.text.strip():
            yield Found(f"{name}: {answer.text!r}", answer.answer_start)


@FAMILY.record(
    "mrc.no_answer",
    "error",
    "a question that should have an answer and has none",
    explanation="Only impossible questions come without answers.",
    repair="Restore the answer, or mark the question as impossible.",
)
def check_no_answer(record: Record[MrcRow]) -> Finds:
    """Find possible questions without answers."""
    if not record.row.is_impossible and not record.row.answers:
        yield Found("is_impossible is false, and there are no answers")


@FAMILY.record(
    "mrc.impossible_answer",
    "error",
    "an impossible question with answers",
    explanation="What only looks like an answer to an impossible question goes to plausible_answers.",
    repair="Move the answers to plausible_answers, or mark the question as possible.",
)
def check_impossible_answer(record: Record[MrcRow]) -> Finds:
    """Find impossible questions with answers."""
    if record.row.is_impossible and record.row.answers:
        yield Found(f"is_impossible is true, and there are {len(record.row.answers)} answers")


@FAMILY.record(
    "mrc.type",
    "error",
    "a type of question that contradicts is_impossible, or is none",
    explanation="Type 1 is a paraphrase, 2 needs several sentences, 3 is unanswerable, and only 3 is.",
    repair="Correct the type or is_impossible, whichever is wrong.",
)
def check_type(record: Record[MrcRow]) -> Finds:
    """Compare type and is_impossible."""
    kind, impossible = record.row.question_type, record.row.is_impossible
    if kind not in TYPES:
        yield Found(f"question_type is {kind}")
    elif (kind == UNANSWERABLE) != impossible:
        yield Found(f"question_type is {kind} and is_impossible {str(impossible).lower()}")


@FAMILY.record(
    "mrc.repeated_answer",
    "info",
    "the same answer twice",
    explanation="A list of acceptable answers needs each one once.",
    repair="Remove the repetition.",
)
def check_repeated_answer(record: Record[MrcRow]) -> Finds:
    """Find answers that are repeated in one list."""
    for name in ("answers", "plausible_answers"):
        answers: tuple[AnswerText, ...] = getattr(record.row, name)
        for index, answer in enumerate(answers):
            if answer in answers[:index]:
                yield Found(f"{name}[{index}] repeats {answer.text!r}", answer.answer_start)
