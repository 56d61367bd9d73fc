"""Machine reading comprehension: passages, the questions written for them, and where the answers stand."""

from __future__ import annotations

from dataclasses import dataclass

PARAPHRASE, SEVERAL_SENTENCES, UNANSWERABLE = 1, 2, 3
TYPES = (PARAPHRASE, SEVERAL_SENTENCES, UNANSWERABLE)
"""KLUE's types of question: reworded from one sentence, needing several, not answered by the passage."""
QUESTIONS = 2
"""Questions that are wanted of a passage: chance is what two answers share because they come from one."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a passage: ``context[start:end]``."""

    start: int
    end: int

    def of(self, context: str) -> str:
        """Give the text of the span."""
        return context[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """What a writer is shown; ``number``, from 1, tells the questions about one passage apart.

    The section of the news site is carried along and not shown.
    """

    title: str
    context: str
    sentences: tuple[Span, ...]
    number: int
    news_category: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a writer writes.

    ``answers`` holds the answer, in order where there are several; it is empty for an unanswerable question,
    for which ``plausible`` holds what looks like one. ``evidence`` numbers, from 1, the sentences that a
    question of type 2 needs.
    """

    type: int
    question: str
    answers: tuple[Span, ...]
    plausible: tuple[Span, ...]
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PassageQuestion:
    """What somebody who answers is shown: passage and question.

    What the writer took the question for, and what only looks like an answer, is carried along and not shown.
    """

    title: str
    context: str
    question: str
    written_type: int
    written_plausible: tuple[Span, ...]
    news_category: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Where the acceptable answers stand, in order; none at all if the passage does not answer the question.

    One annotator's answers do not overlap; those that a consensus keeps, being alternatives, mostly do.
    """

    spans: tuple[Span, ...]
