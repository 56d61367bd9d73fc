"""Agreement and consensus of machine reading comprehension."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.agreement import SpanAnswer, character_f1, exact_match, span_alpha_permuted
from pipeline.consensus import answer_vote
from pipeline.model import Agreement, Consensus
from pipeline.tasks.base import AlphaOver, Answer, Unit
from pipeline.tasks.measuring import measure_alphas, ratings_of
from pipeline.tasks.mrc.values import Answers, PassageQuestion, Span
from pipeline.tasks.pairing import pairwise_ratio

METHOD = "answers that overlap"
FEWEST = 2
"""Answers that a consensus takes; a question with fewer goes to adjudication."""

_Units = Sequence[Unit[PassageQuestion, Answers]]
_Texts = tuple[str, ...]


def alphas(units: _Units) -> list[AlphaOver]:
    """Take nominal α over whether there is an answer."""
    ratings = ratings_of(units, _answerability)
    return [AlphaOver("alpha_nominal_answerability", ratings, "nominal")]


def measures(units: _Units, seed: int, resamples: int) -> list[Agreement]:
    """Measure α of the spans, α of answerability, exact match and character F1 between the answers' texts.

    The α of the spans is the headline figure: it is over all that an annotator answers, where the answer
    stands and whether there is one, and corrects for chance. It needs two questions about a passage.

    Exact match and character F1 are means over pairs of annotators: the best of any answer of one with any
    of the other. Where neither sees an answer both are 1, where only one does both are 0.
    """
    answers = [
        SpanAnswer(
            passage=unit.item.group,
            question=unit.item.item_id,
            annotator=answer.annotator,
            spans=_bounds(answer.value),
        )
        for unit in units
        for answer in unit.answers
    ]
    texts = [_answer_texts(unit) for unit in units]
    return [
        span_alpha_permuted(answers, seed=seed, resamples=resamples),
        *measure_alphas(alphas(units), seed, resamples),
        *(
            pairwise_ratio(
                texts,
                _best(score),
                measure=measure,
                undefined="there are no pairs of answers",
                seed=seed,
                resamples=resamples,
            )
            for measure, score in (("exact_match", exact_match), ("character_f1", character_f1))
        ),
    ]


def consensus(unit: Unit[PassageQuestion, Answers]) -> Consensus[Answers]:
    """Keep all answers that overlap, or that there is none; where they differ, somebody decides.

    The writer's answer is no vote.
    """
    vote = answer_vote([_bounds(answer.value) for answer in unit.answers])
    agreed = len(unit.answers) >= FEWEST and not vote.open
    return Consensus(
        item_id=unit.item.item_id,
        task="mrc",
        value=Answers(tuple(Span(*bounds) for bounds in vote.spans)) if agreed else None,
        method=METHOD,
        support=vote.support,
        confidence=vote.support,
        status="accepted" if agreed else "adjudicate",
    )


def accuracy(value: Answers, truth: Answers) -> float:
    """Give the best F1 between the characters of an answer and of an alternative, by where they stand.

    >>> accuracy(Answers((Span(0, 4),)), Answers((Span(2, 4), Span(9, 11))))
    0.6666666666666666
    """
    if not value.spans or not truth.spans:
        return float(value.spans == truth.spans)
    return max(_f1(one, other) for one in value.spans for other in truth.spans)


def _answer_texts(unit: Unit[PassageQuestion, Answers]) -> Unit[PassageQuestion, tuple[str, ...]]:
    context = unit.item.payload.context
    return Unit(
        unit.item,
        tuple(
            Answer(answer.annotator, tuple(span.of(context) for span in answer.value.spans))
            for answer in unit.answers
        ),
    )


def _best(score: Callable[[str, Iterable[str]], float]) -> Callable[[_Texts, _Texts], tuple[float, float]]:
    """Score two annotators' answers by the two that are most alike, out of 1."""

    def count(left: _Texts, right: _Texts) -> tuple[float, float]:
        return max((score(one, right) for one in left), default=float(not right)), 1.0

    return count


def _answerability(answers: Answers) -> str:
    return "answerable" if answers.spans else "unanswerable"


def _bounds(answers: Answers) -> frozenset[tuple[int, int]]:
    return frozenset((span.start, span.end) for span in answers.spans)


def _f1(one: Span, other: Span) -> float:
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return 2 * shared / (one.end - one.start + other.end - other.start)
