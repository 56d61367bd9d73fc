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


def mean_vote(ratings: Sequence[float], weights: Sequence[float] | None = None) -> MeanVote:
    """Average ratings, with positive weights if any are given; raises ValueError where there are no ratings.

    >>> mean_vote([5, 5, 4])
    MeanVote(mean=4.666666666666667, support=1.0, votes=3)
    >>> mean_vote([5, 5, 2], weights=[1, 1, 0.25])
    MeanVote(mean=4.666666666666667, support=0.6666666666666666, votes=3)
    """
    if not ratings:
        raise ValueError("there are no ratings to average")
    if weights is None:
        mean = fsum(ratings) / len(ratings)
    else:
        products = (rating * weight for rating, weight in zip(ratings, weights, strict=True))
        mean = fsum(products) / fsum(weights)
    near = sum(abs(rating - mean) <= 1 for rating in ratings)
    return MeanVote(mean=mean, support=near / len(ratings), votes=len(ratings))
