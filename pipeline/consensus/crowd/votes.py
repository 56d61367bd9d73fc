"""Votes: who gave which class to which item, in codes, and which of them coincide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]


def sum_by(code: Ints, amount: Floats | None, codes: int) -> Floats:
    """Sum amounts by code 0 … codes − 1; without amounts count the codes."""
    return np.bincount(code, amount, codes).astype(np.float64, copy=False)


class TooLargeError(ValueError):
    """The model would need more memory than it may have."""


class LongForm(Protocol):
    """Ratings in long form, as :class:`pipeline.agreement.Ratings` holds them: one row a rating.

    ``unit``, ``annotator`` and ``value``, each of shape (rows,), hold codes into ``units``, ``annotators``
    and ``values``; nobody rates a unit twice.
    """

    @property
    def unit(self) -> Ints: ...  # noqa: D102
    @property
    def annotator(self) -> Ints: ...  # noqa: D102
    @property
    def value(self) -> Ints: ...  # noqa: D102
    @property
    def units(self) -> tuple[Hashable, ...]: ...  # noqa: D102
    @property
    def annotators(self) -> tuple[Hashable, ...]: ...  # noqa: D102
    @property
    def values(self) -> tuple[Hashable, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Ratings of the items that have any, and what the models sum over.

    ``item`` and ``annotator``, shape (ratings,), hold codes into ``items`` and ``annotators``. A **cell** is
    a class that somebody gave to an item, or that is known to be true of it; cells are sorted by item, then
    class, and ``cell`` is the cell of each rating. A **pair** is a class that an annotator gave to anything;
    pairs are sorted by annotator, then class, and ``pair`` is the pair of each rating. ``first_cell``, shape
    (items,), is where an item's cells begin. ``truth``, shape (items,), is the known class, or -1.
    """

    item: Ints
    annotator: Ints
    cell: Ints
    pair: Ints
    cell_item: Ints
    cell_class: Ints
    first_cell: Ints
    pair_annotator: Ints
    pair_class: Ints
    truth: Ints
    items: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]
    classes: tuple[Hashable, ...]

    @classmethod
    def of(cls, ratings: LongForm, gold: Mapping[Hashable, Hashable] | None = None) -> Votes:
        """Count ratings; ``gold`` maps units to true values, and units without ratings are left out of it.

        Raises ValueError where there are no ratings.
        """
        if not len(ratings.unit):
            raise ValueError("there are no answers to aggregate")
        answered, item = np.unique(ratings.unit, return_inverse=True)
        items = tuple(ratings.units[unit] for unit in answered.tolist())
        truth, classes = _truth(items, ratings.values, gold or {})
        known = np.flatnonzero(truth >= 0)
        key, cell = np.unique(
            np.concatenate([item * len(classes) + ratings.value, known * len(classes) + truth[known]]),
            return_inverse=True,
        )
        pair_key, pair = np.unique(ratings.annotator * len(classes) + ratings.value, return_inverse=True)
        return cls(
            item=item,
            annotator=ratings.annotator,
            cell=cell[: len(item)],
            pair=pair,
            cell_item=key // len(classes),
            cell_class=key % len(classes),
            first_cell=np.searchsorted(key, np.arange(len(items)) * len(classes)),
            pair_annotator=pair_key // len(classes),
            pair_class=pair_key % len(classes),
            truth=truth,
            items=items,
            annotators=ratings.annotators,
            classes=classes,
        )

    @property
    def impossible(self) -> NDArray[np.bool_]:
        """Cells, shape (cells,), that a known class of their item rules out."""
        truth = self.truth[self.cell_item]
        impossible: NDArray[np.bool_] = (truth >= 0) & (truth != self.cell_class)
        return impossible

    def by_item(self, amount: Floats) -> Floats:
        """Sum amounts, shape (ratings,), by item."""
        return sum_by(self.item, amount, len(self.items))

    def by_annotator(self, amount: Floats | None = None) -> Floats:
        """Sum amounts, shape (ratings,), by annotator; count the ratings without them."""
        return sum_by(self.annotator, amount, len(self.annotators))

    def by_cell(self, amount: Floats) -> Floats:
        """Sum amounts, shape (ratings,), by cell."""
        return sum_by(self.cell, amount, len(self.cell_item))

    def by_pair(self, amount: Floats) -> Floats:
        """Sum amounts, shape (ratings,), by pair."""
        return sum_by(self.pair, amount, len(self.pair_annotator))


def _truth(
    items: tuple[Hashable, ...], values: tuple[Hashable, ...], gold: Mapping[Hashable, Hashable]
) -> tuple[Ints, tuple[Hashable, ...]]:
    """Code the known classes; those that nobody gave come after those that somebody did."""
    known = [gold.get(item) for item in items]
    code: dict[Hashable, int] = {value: position for position, value in enumerate(values)}
    for value in sorted({value for value in known if value is not None} - code.keys(), key=repr):
        code[value] = len(code)
    truth = np.array([-1 if value is None else code[value] for value in known], dtype=np.int64)
    return truth, tuple(code)
