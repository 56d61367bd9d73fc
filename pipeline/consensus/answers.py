"""Consensus of answer spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Bounds: TypeAlias = tuple[int, int]
"""Start and end of a span; offsets in code points, half-open."""


@dataclass(frozen=True, slots=True)
class AnswerVote:
    """What annotators answered to a question.

    ``spans`` are all acceptable answers in order, none where it is agreed that there is no answer. If
    ``open``, nothing is agreed, and ``spans`` are all answers given. ``support`` is the share of annotators
    in the largest set that agrees.
    """

    spans: tuple[Bounds, ...]
    open: bool
    support: float


def answer_vote(answers: Sequence[frozenset[Bounds]]) -> AnswerVote:
    """Keep all answers of annotators who agree, if these are more than half.

    Two annotators agree if a span of one shares a character with a span of the other, or if neither has an
    answer; agreement carries over. ``answers`` has each annotator's spans, none for "no answer". Raises
    ValueError where there are no annotators.

    >>> answer_vote([frozenset({(3, 7)}), frozenset({(3, 9)})]).spans
    ((3, 7), (3, 9))
    >>> answer_vote([frozenset({(3, 7)}), frozenset()]).open
    True
    """
    if not answers:
        raise ValueError("nobody answered")
    largest = max(_agreeing(answers), key=len)
    agreed = 2 * len(largest) > len(answers)
    kept = largest if agreed else answers
    return AnswerVote(
        spans=tuple(sorted({span for spans in kept for span in spans})),
        open=not agreed,
        support=len(largest) / len(answers),
    )


def _agreeing(answers: Sequence[frozenset[Bounds]]) -> list[list[frozenset[Bounds]]]:
    """Split the answers into the sets that agree, directly or through others."""
    sets: list[list[frozenset[Bounds]]] = []
    for spans in answers:
        near = [each for each in sets if any(_agree(spans, other) for other in each)]
        sets = [each for each in sets if each not in near]
        sets.append([spans, *(other for each in near for other in each)])
    return sets


def _agree(left: frozenset[Bounds], right: frozenset[Bounds]) -> bool:
    if not left or not right:
        return left == right
    return any(
        start < other_end and other_start < end for start, end in left for other_start, other_end in right
    )
