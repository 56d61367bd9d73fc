"""Ratings whose classes have an order that a user can see, and in which ties are broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from pipeline.consensus.crowd.votes import Ints, LongForm


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """Ratings in long form (see :class:`~pipeline.consensus.crowd.votes.LongForm`)."""

    unit: Ints
    annotator: Ints
    value: Ints
    units: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]
    values: tuple[Hashable, ...]

    @classmethod
    def by_appearance(cls, ratings: LongForm, values: Iterable[Hashable]) -> Ordered:
        """Order the classes as they first appear among ``values``, those that never do last.

        Of classes that tie, the first then wins: crowd-kit's rule, on a table whose column is ``values``.

        >>> from pipeline.agreement import Ratings
        >>> column = ["no", "yes", "maybe"]
        >>> Ordered.by_appearance(Ratings.from_columns("iij", "abc", column), column).values
        ('no', 'yes', 'maybe')
        """
        code = {value: position for position, value in enumerate(ratings.values)}
        appeared = [code[value] for value in dict.fromkeys(values) if value in code]
        order = list(dict.fromkeys([*appeared, *code.values()]))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return cls(
            unit=ratings.unit,
            annotator=ratings.annotator,
            value=rank[ratings.value],
            units=ratings.units,
            annotators=ratings.annotators,
            values=tuple(ratings.values[position] for position in order),
        )
