"""Majority vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Vote(Generic[V]):
    """The most frequent value, or None without votes or in a tie.

    ``support`` is the share of the ``votes`` that the most frequent value got, also in a tie.
    """

    value: V | None
    support: float
    votes: int


def majority(values: Iterable[V | None]) -> Vote[V]:
    """Give the most frequent value, or none in a tie.

    None is a missing answer and no vote. The value need not have more than half of the votes: ``support``
    tells.

    >>> majority(["경제", "경제", "사회"])
    Vote(value='경제', support=0.6666666666666666, votes=3)
    >>> majority(["경제", "사회"]).value is None
    True
    """
    counts = Counter(value for value in values if value is not None)
    votes = counts.total()
    if not votes:
        return Vote(None, 0.0, 0)
    most = max(counts.values())
    leaders = [value for value, count in counts.items() if count == most]
    return Vote(leaders[0] if len(leaders) == 1 else None, most / votes, votes)
