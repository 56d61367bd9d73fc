"""α of answer spans, against chance within the passage."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from pipeline.agreement.bootstrap import RESAMPLES, Coverage
from pipeline.agreement.distances import one_minus_f1
from pipeline.agreement.encoding import in_order
from pipeline.agreement.ratio import ratio_of_sums

if TYPE_CHECKING:
    from pipeline.model import Agreement


@dataclass(frozen=True, slots=True)
class SpanAnswer:
    """One annotator's answer to a question about a passage: half-open spans, none if there is no answer.

    ``group`` is what a resample keeps together, the passage itself if it is None.
    """

    passage: Hashable
    question: Hashable
    annotator: Hashable
    spans: frozenset[tuple[int, int]]
    group: Hashable | None = None


Answers: TypeAlias = dict[tuple[Hashable, Hashable], frozenset[int]]
"""Positions of the characters answered, by question and annotator."""


def span_alpha_permuted(
    answers: Iterable[SpanAnswer],
    *,
    measure: str = "alpha_span_permuted_within_passage",
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Agreement:
    """Measure how far annotators answer a question alike, beyond what the passage alone would make them.

    α = 1 − D_o / D_e. The distance of two answers is 1 − F1 over the positions of their characters. D_o is
    its mean over pairs of answers to one question. D_e is its mean over pairs of answers to *different*
    questions of the same passage by different annotators: chance is what answers share because they come
    from one passage, and it covers no answer that the passage could not give. Each passage's chance weighs
    by its pairs of answers to one question, so that answers given without regard to the question make α 0.

    Only passages with such chance count, on either side; α is undefined where there is none. Items are the
    questions with two answers. Raises ValueError where an annotator answers a question twice or a passage
    lies in two groups.
    """
    passages: dict[Hashable, Answers] = {}
    groups: dict[Hashable, Hashable] = {}
    for answer in answers:
        of_passage = passages.setdefault(answer.passage, {})
        key = (answer.question, answer.annotator)
        if key in of_passage:
            raise ValueError(f"{answer.annotator!r} answers question {answer.question!r} a second time")
        of_passage[key] = frozenset(place for start, end in answer.spans for place in range(start, end))
        group = answer.passage if answer.group is None else answer.group
        if groups.setdefault(answer.passage, group) != group:
            raise ValueError(f"passage {answer.passage!r} lies in two groups")

    names = list(passages)
    compared = [(names[position], _compare(passages[names[position]])) for position in in_order(names)]
    counted = [(name, pairs) for name, pairs in compared if pairs.observed and pairs.expected]
    return ratio_of_sums(
        [pairs.agreed_beyond_chance for _, pairs in counted],
        [pairs.chance for _, pairs in counted],
        [groups[name] for name, _ in counted],
        coverage=_coverage([passages[name] for name, _ in counted], {groups[name] for name, _ in counted}),
        measure=measure,
        undefined="no passage has two questions that two annotators answered differently"
        if counted
        else "no passage has two questions, one of them answered by two annotators",
        resamples=resamples,
        seed=seed,
    )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Distances between the answers of a passage: to one question, and to different ones."""

    observed: list[float]
    expected: list[float]

    @property
    def chance(self) -> float:
        return sum(self.expected) / len(self.expected) * len(self.observed)

    @property
    def agreed_beyond_chance(self) -> float:
        return self.chance - sum(self.observed)


def _compare(answers: Answers) -> _Pairs:
    keys = list(answers)
    pairs = _Pairs(observed=[], expected=[])
    for left, right in combinations((keys[position] for position in in_order(keys)), 2):
        (question, annotator), (other_question, other_annotator) = left, right
        if annotator != other_annotator:
            side = pairs.observed if question == other_question else pairs.expected
            side.append(one_minus_f1(answers[left], answers[right]))
    return pairs


def _coverage(passages: list[Answers], groups: set[Hashable]) -> Coverage:
    items = ratings = 0
    annotators: set[Hashable] = set()
    for answers in passages:
        counts: dict[Hashable, int] = {}
        for question, _ in answers:
            counts[question] = counts.get(question, 0) + 1
        twice = {question for question, count in counts.items() if count >= 2}
        items += len(twice)
        ratings += sum(counts[question] for question in twice)
        annotators |= {annotator for question, annotator in answers if question in twice}
    return Coverage(items=items, groups=len(groups), annotators=len(annotators), ratings=ratings)
