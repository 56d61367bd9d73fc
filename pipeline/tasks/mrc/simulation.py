"""How simulated annotators write questions and answer them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from pipeline.ids import rank
from pipeline.model import RoundName
from pipeline.tasks.base import Case, Simulator
from pipeline.tasks.mrc.slips import neighbours
from pipeline.tasks.mrc.values import (
    PARAPHRASE,
    SEVERAL_SENTENCES,
    Answers,
    Passage,
    PassageQuestion,
    Question,
    Span,
)
from pipeline.tasks.references import References


@dataclass(frozen=True, slots=True)
class Reference:
    """A question about an article, with its answer in the last of the evidence sentences.

    ``also`` lists longer or shorter answers there; ``plausible`` stands there where there is no answer.
    """

    title: str
    type: int
    question: str
    answer: str | None
    evidence: tuple[str, ...]
    also: tuple[str, ...]
    plausible: str | None

    def fits(self, context: str) -> bool:
        """Tell whether a passage holds all of the evidence."""
        return all(sentence in context for sentence in self.evidence)

    def locate(self, context: str, wanted: str | None) -> tuple[Span, ...]:
        """Find a text in the last evidence sentence; no text is nowhere."""
        if wanted is None:
            return ()
        start = context.index(self.evidence[-1]) + self.evidence[-1].index(wanted)
        return (Span(start, start + len(wanted)),)


class QuestionSimulator(Simulator[Passage, Question]):
    """Writes the questions that the references hold for an article, one after the other."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._of_title: dict[str, list[Reference]] = defaultdict(list)
        for entry in references:
            self._of_title[entry.title].append(entry)

    def truth(self, case: Case[Passage, Question]) -> Question:
        """Take the reference of the passage's number, counted from one that differs from article to article.

        References of one article are in the order of their types, so that types vary with the start.
        """
        passage = case.item.payload
        fitting = [entry for entry in self._of_title[passage.title] if entry.fits(passage.context)]
        if not fitting:
            raise LookupError(f"no question fits the passage of {passage.title}")
        start = rank(0, "mrc", passage.title)
        entry = fitting[(start + passage.number - 1) % len(fitting)]
        return Question(
            type=entry.type,
            question=entry.question,
            answers=entry.locate(passage.context, entry.answer),
            plausible=entry.locate(passage.context, entry.plausible),
            evidence=_numbers(passage, entry.evidence) if entry.type == SEVERAL_SENTENCES else (),
        )

    def slip(self, case: Case[Passage, Question], truth: Question, random: Random, bias: float) -> Question:
        """Forget that a question needs several sentences, or miss the edge of a span."""
        if truth.type == SEVERAL_SENTENCES and random.random() < 0.4:
            return replace(truth, type=PARAPHRASE, evidence=())
        context = case.item.payload.context
        if truth.answers:
            return replace(truth, answers=(_near(context, truth.answers[0], random, bias),))
        return replace(truth, plausible=(_near(context, truth.plausible[0], random, bias),))


class AnswerSimulator(Simulator[PassageQuestion, Answers]):
    """Answers as the reference does, or slips."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._entries = {(entry.title, entry.question): entry for entry in references}

    def truth(self, case: Case[PassageQuestion, Answers]) -> Answers:
        """Look the question up."""
        entry = self._entry(case)
        return Answers(entry.locate(case.item.payload.context, entry.answer))

    def slip(
        self, case: Case[PassageQuestion, Answers], truth: Answers, random: Random, bias: float
    ) -> Answers:
        """Take a plausible answer for one, overlook the answer, or mark it longer or shorter.

        Who leans to the positive marks longer answers, who leans to the negative overlooks more.
        """
        entry, context = self._entry(case), case.item.payload.context
        if not truth.spans:
            return Answers(entry.locate(context, entry.plausible))
        chance = random.random()
        if chance < 0.08 - 0.04 * bias:
            return Answers(())
        if entry.also and chance > 0.5:
            return Answers(entry.locate(context, random.choice(entry.also)))
        return Answers((_near(context, truth.spans[0], random, bias),))

    def _entry(self, case: Case[PassageQuestion, Answers]) -> Reference:
        return self._entries[case.item.payload.title, case.item.payload.question]


def _near(context: str, span: Span, random: Random, bias: float) -> Span:
    """Choose another span with nearly the same edges; a positive bias prefers longer ones."""
    near = neighbours(context, span)
    longer = [other for other in near if other.end - other.start > span.end - span.start]
    shorter = [other for other in near if other not in longer]
    first, second = (longer, shorter) if random.random() < (1 + bias) / 2 else (shorter, longer)
    return random.choice(first or second)


def _numbers(passage: Passage, evidence: Sequence[str]) -> tuple[int, ...]:
    """Number the passage's sentences that the evidence is in."""
    starts = [passage.context.index(sentence) for sentence in evidence]
    places = [Span(start, start + len(sentence)) for start, sentence in zip(starts, evidence, strict=True)]
    return tuple(
        number
        for number, span in enumerate(passage.sentences, 1)
        if any(span.overlaps(place) for place in places)
    )


def simulators(references: References) -> dict[RoundName, Simulator[Any, Any]]:
    """Answer by ``mrc.jsonl``."""
    entries = references.read(Reference, "mrc")
    answers = AnswerSimulator(entries)
    return {"write": QuestionSimulator(entries), "label": answers, "adjudicate": answers}
