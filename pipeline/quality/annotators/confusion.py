"""What an annotator says where the others say something else."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.agreement import Ratings
from pipeline.agreement.arrays import Ints
from pipeline.quality.annotators.scores import majority_of_the_rest
from pipeline.tasks.base import AlphaOver

MOST_LABELS = 40
"""Values beyond which a table of labels says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Confusion:
    """Counts of ratings by the others' majority (rows) and the annotator's own label (columns).

    ``counts`` has shape (labels, labels). Ratings are left out whose others are tied, or absent.
    """

    measure: str
    labels: tuple[Hashable, ...]
    counts: Ints

    @property
    def total(self) -> int:
        """Ratings that were compared."""
        return int(self.counts.sum())

    @property
    def slips(self) -> tuple[tuple[Hashable, Hashable, int], ...]:
        """What the others said, what the annotator said, how often; the most frequent first."""
        rows, columns = np.nonzero(self.counts * (1 - np.eye(len(self.labels), dtype=np.int64)))
        found = [
            (self.labels[row], self.labels[column], int(self.counts[row, column]))
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
        return tuple(sorted(found, key=lambda slip: (-slip[2], str(slip[0]), str(slip[1]))))


def tabled(alphas: Sequence[AlphaOver]) -> AlphaOver | None:
    """Choose the ratings that a table of labels can show: the first whose values are few names or numbers.

    Values that are neither, or numbers without an order (the distance to a head), are no labels.
    """
    return next((over for over in alphas if has_labels(over)), None)


def has_labels(over: AlphaOver) -> bool:
    """Tell whether the values of ratings are few names, or numbers with an order."""
    values = over.ratings.values
    named = all(isinstance(value, str) for value in values)
    return 1 < len(values) <= MOST_LABELS and (named or over.level != "nominal")


def confusions(over: AlphaOver) -> dict[Hashable, Confusion]:
    """Compare each annotator's ratings with the majority of the others, by annotator."""
    ratings: Ratings = over.ratings
    size = len(ratings.values)
    majority = majority_of_the_rest(ratings.unit, ratings.value, size)
    known = majority >= 0
    key = (ratings.annotator * size + majority) * size + ratings.value
    counts = np.bincount(key[known], minlength=len(ratings.annotators) * size * size)
    tables = counts.reshape(len(ratings.annotators), size, size)
    return {
        annotator: Confusion(over.measure, ratings.values, table)
        for annotator, table in zip(ratings.annotators, tables, strict=True)
    }
