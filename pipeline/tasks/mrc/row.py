"""The released record of machine reading comprehension."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.mrc.values import PARAPHRASE, UNANSWERABLE, Answers, PassageQuestion, Span
from pipeline.tasks.release_row import Example


@dataclass(frozen=True, slots=True)
class AnswerText:
    """An answer and where it starts, in code points: ``context[answer_start:].startswith(text)``."""

    text: str
    answer_start: int


@dataclass(frozen=True, slots=True)
class MrcRow:
    """KLUE's fields of a question, one row a question instead of nested by passage.

    ``news_category`` is empty where the source has none. ``plausible_answers`` is given where there are
    no ``answers``.
    """

    guid: str
    title: str
    context: str
    news_category: str
    source: str
    question: str
    question_type: int
    is_impossible: bool
    answers: tuple[AnswerText, ...]
    plausible_answers: tuple[AnswerText, ...]


def mrc_row(example: Example[PassageQuestion, Answers]) -> MrcRow:
    """Make the record of a question.

    Whether it has an answer is what the annotators found, not what the writer meant. A question meant to have
    none, to which they found one, is of type 1: nobody has said which sentences it takes. The answer that
    the writer gave to a question that turned out to have none is a plausible one.
    """
    payload = example.item.payload
    impossible = not example.value.spans
    kind = payload.written_type
    plausible: tuple[Span, ...] = ()
    if impossible:
        kind = UNANSWERABLE
        authored = () if example.author is None else example.author.value.spans
        plausible = payload.written_plausible or authored
    elif kind == UNANSWERABLE:
        kind = PARAPHRASE
    return MrcRow(
        guid=example.guid,
        title=payload.title,
        context=payload.context,
        news_category=payload.news_category,
        source=example.item.source,
        question=payload.question,
        question_type=kind,
        is_impossible=impossible,
        answers=_texts(payload.context, example.value.spans),
        plausible_answers=_texts(payload.context, plausible),
    )


def _texts(context: str, spans: tuple[Span, ...]) -> tuple[AnswerText, ...]:
    return tuple(AnswerText(span.of(context), span.start) for span in spans)
