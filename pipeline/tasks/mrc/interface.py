"""The rounds of machine reading comprehension."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Item, RoundName
from pipeline.tasks.base import Case, Round, Written
from pipeline.tasks.mrc.marks import ANSWER, PLAUSIBLE, SHOWN, mark_regions, read_marks
from pipeline.tasks.mrc.values import (
    SEVERAL_SENTENCES,
    TYPES,
    UNANSWERABLE,
    Answers,
    Passage,
    PassageQuestion,
    Question,
    Span,
)
from pipeline.tasks.regions import (
    Region,
    UnreadableError,
    choice,
    choice_region,
    choices,
    text,
    text_region,
)
from pipeline.tasks.votes import votes_html
from pipeline.text.normalise import clean
from pipeline.yamlfile import Json

LONGEST_QUESTION = 150
"""Code points that a question may have."""

_ALIASES = {str(kind): kind for kind in TYPES}
_ANSWERABLE = "answerable"
_UNANSWERABLE = "unanswerable"
_AROUND = 10
"""Code points shown on either side of a disputed answer."""


class WriteQuestion(Round[Passage, Question]):
    """Write a question about a passage, and mark its answer or what only looks like one."""

    task = "mrc"
    name: RoundName = "write"
    answers = 1
    payload_type = Passage
    value_type = Question

    def data(self, case: Case[Passage, Question]) -> dict[str, Json]:
        """Show the passage, and its sentences for questions that need several."""
        passage = case.item.payload
        sentences: list[Json] = [
            {"value": f"{number}. {span.of(passage.context)}", "alias": str(number)}
            for number, span in enumerate(passage.sentences, 1)
        ]
        return {
            "title": passage.title,
            "context": passage.context,
            "number": f"이 글의 {passage.number}번째 질문",
            "sentences": sentences,
        }

    def value(self, case: Case[Passage, Question], regions: Sequence[Region]) -> Question:
        """Read type, question, spans and, for a question that needs several sentences, these."""
        passage = case.item.payload
        kind = _ALIASES[choice(regions, "type", _ALIASES)]
        question = clean(text(regions, "question"))
        if "\n" in question:
            raise UnreadableError("several_lines", "the question has more than one line")
        if len(question) > LONGEST_QUESTION:
            raise UnreadableError("too_long", f"{len(question)} of {LONGEST_QUESTION} code points")
        marks = read_marks(regions, passage.context, (ANSWER, PLAUSIBLE))
        _check_marks(kind, marks[ANSWER], marks[PLAUSIBLE])
        return Question(
            type=kind,
            question=question,
            answers=marks[ANSWER],
            plausible=marks[PLAUSIBLE],
            evidence=_evidence(regions, passage) if kind == SEVERAL_SENTENCES else (),
        )

    def regions(self, case: Case[Passage, Question], value: Question) -> list[Region]:
        """Choose the type, write the question, mark the spans, tick the sentences."""
        context = case.item.payload.context
        filled = [
            choice_region("type", SHOWN, str(value.type)),
            text_region("question", SHOWN, value.question),
            *mark_regions(context, ANSWER, value.answers),
            *mark_regions(context, PLAUSIBLE, value.plausible),
        ]
        if value.evidence:
            filled.append(choice_region("evidence", SHOWN, *map(str, value.evidence)))
        return filled


def written(item: Item[Passage], value: Question) -> tuple[Written[PassageQuestion, Answers], ...]:
    """Put the question to others."""
    passage = item.payload
    payload = PassageQuestion(
        title=passage.title,
        context=passage.context,
        question=value.question,
        written_type=value.type,
        written_plausible=value.plausible,
        news_category=passage.news_category,
    )
    return (Written(payload, Answers(value.answers)),)


class AnswerQuestion(Round[PassageQuestion, Answers]):
    """Find the answer to a question in its passage, or find that there is none."""

    task = "mrc"
    name: RoundName = "label"
    answers = 2
    payload_type = PassageQuestion
    value_type = Answers

    def data(self, case: Case[PassageQuestion, Answers]) -> dict[str, Json]:
        """Show passage and question, and nothing of what the writer thought."""
        payload = case.item.payload
        return {"title": payload.title, "context": payload.context, "question": payload.question}

    def value(self, case: Case[PassageQuestion, Answers], regions: Sequence[Region]) -> Answers:
        """Read whether there is an answer, and where."""
        answerable = choice(regions, "answerable", (_ANSWERABLE, _UNANSWERABLE)) == _ANSWERABLE
        marked = read_marks(regions, case.item.payload.context, (ANSWER,))[ANSWER]
        if answerable and not marked:
            raise UnreadableError("missing_answer", "there is said to be an answer, and none is marked")
        if not answerable and marked:
            raise UnreadableError(
                "contradicting_answer",
                "there is said to be no answer, and yet one is marked",
                marked[0].start,
            )
        return Answers(marked)

    def regions(self, case: Case[PassageQuestion, Answers], value: Answers) -> list[Region]:
        """Choose, and mark the answers."""
        return [
            choice_region("answerable", SHOWN, _ANSWERABLE if value.spans else _UNANSWERABLE),
            *mark_regions(case.item.payload.context, ANSWER, value.spans),
        ]


class SettleQuestion(AnswerQuestion):
    """Settle a question to which the answers have nothing in common."""

    name: RoundName = "adjudicate"
    answers = 1

    def data(self, case: Case[PassageQuestion, Answers]) -> dict[str, Json]:
        """Show passage and question, and what was answered."""
        answers = () if case.dispute is None else case.dispute.answers
        context = case.item.payload.context
        return {**super().data(case), "votes": votes_html(_shown(answer, context) for answer in answers)}


def _check_marks(kind: int, answers: tuple[Span, ...], plausible: tuple[Span, ...]) -> None:
    if kind == UNANSWERABLE:
        if answers:
            raise UnreadableError(
                "contradicting_answer", "an unanswerable question has an answer", answers[0].start
            )
        if len(plausible) != 1:
            raise UnreadableError(
                "missing_answer", f"one plausible answer is wanted, {len(plausible)} are marked"
            )
        return
    if not answers:
        raise UnreadableError("missing_answer", f"a question of type {kind} has no answer marked")
    if plausible:
        raise UnreadableError(
            "contradicting_answer", "a question with an answer has a plausible one too", plausible[0].start
        )


def _evidence(regions: Sequence[Region], passage: Passage) -> tuple[int, ...]:
    """Read the numbers of at least two of the passage's sentences."""
    numbers = {str(number): number for number in range(1, len(passage.sentences) + 1)}
    chosen = choices(regions, "evidence")
    for alias in chosen:
        if alias not in numbers:
            raise UnreadableError("unknown_label", f"evidence: {alias!r} is no sentence of the passage")
    evidence = tuple(sorted({numbers[alias] for alias in chosen}))
    if len(evidence) < 2:
        raise UnreadableError(
            "missing_answer", f"evidence: two sentences or more are wanted, {len(evidence)} are given"
        )
    return evidence


def _shown(answers: Answers, context: str) -> str:
    """Show where the answers stand, since the same words may stand in two places."""
    if not answers.spans:
        return "답할 수 없음"
    return " / ".join(
        f"…{context[max(0, span.start - _AROUND) : span.start]}[{span.of(context)}]"
        f"{context[span.end : span.end + _AROUND]}…"
        for span in answers.spans
    )
