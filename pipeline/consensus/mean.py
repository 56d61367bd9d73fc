"""Mean of ratings."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class MeanVote:
    """The mean of ratings; ``support`` is the share of the ``votes`` that lie within 1 of it."""

    mean: float
    support: float
    votes: int


def mean_vote(ratings: Sequence[float]) -> MeanVote:
    """Average ratings; raises ValueError where there are none.

    >>> mean_vote([5, 5, 4])
    MeanVote(mean=4.666666666666667, support=1.0, votes=3)
    """
    if not ratings:
        raise ValueError("there are no ratings to average")
    mean = fsum(ratings) / len(ratings)
    near = sum(abs(rating - mean) <= 1 for rating in ratings)
    return MeanVote(mean=mean, support=near / len(ratings), votes=len(ratings))
