"""The released record of semantic textual similarity."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.release_row import Example
from pipeline.tasks.sts.values import SCORES, SIMILAR, Pair, Score


@dataclass(frozen=True, slots=True)
class Labels:
    """The mean score rounded to one decimal, as it is, and whether it says that the sentences are similar."""

    label: float
    real_label: float
    binary_label: int


@dataclass(frozen=True, slots=True)
class Annotations:
    """How often each score from 0 to 5 was given (``0:0:0:0:1:6``), by whom, and each one's score."""

    agreement: str
    annotators: tuple[str, ...]
    annotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StsRow:
    """KLUE's fields of a pair."""

    guid: str
    source: str
    sentence1: str
    sentence2: str
    labels: Labels
    annotations: Annotations


def sts_row(example: Example[Pair, Score]) -> StsRow:
    """Make the record of a pair."""
    pair = example.item.payload
    scores = tuple(int(answer.value.score) for answer in example.labelled)
    return StsRow(
        guid=example.guid,
        source=example.item.source,
        sentence1=pair.sentence1,
        sentence2=pair.sentence2,
        labels=labels(example.value),
        annotations=Annotations(
            agreement=histogram(scores),
            annotators=tuple(answer.annotator for answer in example.labelled),
            annotations=scores,
        ),
    )


def labels(mean: Score) -> Labels:
    """Derive KLUE's three labels from a mean score."""
    return Labels(label=round(mean.score, 1), real_label=mean.score, binary_label=int(mean.score >= SIMILAR))


def histogram(scores: tuple[int, ...]) -> str:
    """Count the scores.

    >>> histogram((5, 5, 4))
    '0:0:0:0:1:2'
    """
    return ":".join(str(scores.count(score)) for score in SCORES)
