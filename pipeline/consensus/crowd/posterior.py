"""Posterior distributions of the items' classes, in as little memory as their model allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from pipeline.consensus.crowd.votes import sum_by

if TYPE_CHECKING:
    from pipeline.consensus.crowd.votes import Floats, Ints, Votes

TIE = 1e-9
"""Probabilities that differ by no more than this are equal."""


class Posterior(Protocol):
    """Probability of each class for each item; those of an item sum to 1."""

    def matrix(self) -> Floats:
        """Give the probabilities as a matrix of shape (items, classes)."""
        ...

    def best(self) -> tuple[Ints, Floats]:
        """Give each item's most probable class and its probability, both of shape (items,).

        Of classes that are equally probable, the first in the order of the classes is taken.
        """
        ...

    def chance(self, classes: Ints) -> Floats:
        """Probability that a draw among the most probable classes of each item gives the named one."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class DensePosterior:
    """The whole matrix, of shape (items, classes)."""

    table: Floats

    def matrix(self) -> Floats:
        """Give the matrix."""
        return self.table

    def best(self) -> tuple[Ints, Floats]:
        """Give each item's most probable class and its probability; of equals the first."""
        top = self.table.max(axis=1)
        return (self.table >= top[:, np.newaxis] - TIE).argmax(axis=1), top

    def chance(self, classes: Ints) -> Floats:
        """Probability that a draw among the most probable classes of each item gives the named one."""
        leading = self.table >= self.table.max(axis=1, keepdims=True) - TIE
        named = leading[np.arange(len(classes)), classes]
        chance: Floats = named / leading.sum(axis=1)
        return chance


@dataclass(frozen=True, slots=True, eq=False)
class CellPosterior:
    """Probabilities of the cells one by one, of all other classes in proportion to a weight.

    ``probability``, shape (cells,), is that of each cell's class; a class without a cell has ``other``,
    shape (items,), times ``weight``, shape (classes,).
    """

    votes: Votes
    probability: Floats
    other: Floats
    weight: Floats

    @classmethod
    def of_cells(cls, votes: Votes, probability: Floats) -> CellPosterior:
        """Give the posterior that no class without a cell has a part in."""
        return cls(votes, probability, np.zeros(len(votes.items)), np.ones(len(votes.classes)))

    def matrix(self) -> Floats:
        """Give the matrix."""
        table: Floats = self.other[:, np.newaxis] * self.weight
        table[self.votes.cell_item, self.votes.cell_class] = self.probability
        return table

    def of_ratings(self) -> Floats:
        """Probability that each rating, shape (ratings,), is right."""
        right: Floats = self.probability[self.votes.cell]
        return right

    def class_totals(self) -> Floats:
        """Expected number of items of each class, shape (classes,)."""
        votes = self.votes
        classes = len(votes.classes)
        cells = sum_by(votes.cell_class, self.probability, classes)
        taken = sum_by(votes.cell_class, self.other[votes.cell_item], classes)
        without: Floats = self.weight * np.maximum(self.other.sum() - taken, 0.0)
        return cells + without

    def best(self) -> tuple[Ints, Floats]:
        """Give each item's most probable class and its probability; of equals the first."""
        votes = self.votes
        unseen, mass = self._best_without_cell()
        top = np.maximum(np.maximum.reduceat(self.probability, votes.first_cell), mass)
        last = len(votes.classes)
        leading = np.where(self.probability >= top[votes.cell_item] - TIE, votes.cell_class, last)
        first = np.minimum.reduceat(leading, votes.first_cell)
        return np.minimum(first, np.where(mass >= top - TIE, unseen, last)), top

    def chance(self, classes: Ints) -> Floats:
        """Probability that a draw among the most probable classes of each item gives the named one.

        A class without a cell has none: it is drawn only where every answer is believed to be wrong.
        """
        leading = self.probability >= self.best()[1][self.votes.cell_item] - TIE
        named = leading & (self.votes.cell_class == classes[self.votes.cell_item])
        drawn_from = np.add.reduceat(leading.astype(np.float64), self.votes.first_cell)
        hits = np.add.reduceat(named.astype(np.float64), self.votes.first_cell)
        chance: Floats = hits / np.maximum(drawn_from, 1.0)
        return chance

    def _best_without_cell(self) -> tuple[Ints, Floats]:
        """Give the class of most weight that has no cell, and its probability, -1 if every class has one."""
        votes = self.votes
        ranked = np.lexsort((np.arange(len(self.weight)), -np.round(self.weight / TIE)))
        rank = np.empty_like(ranked)
        rank[ranked] = np.arange(len(ranked))
        order = np.lexsort((rank[votes.cell_class], votes.cell_item))
        place = np.arange(len(order)) - votes.first_cell[votes.cell_item]
        # Ranks ascend within an item, so those that equal their place are a prefix, and the next is free.
        in_place = rank[votes.cell_class[order]] == place
        free = np.add.reduceat(in_place.astype(np.int64), votes.first_cell)
        found = free < len(ranked)
        unseen = ranked[np.where(found, free, 0)]
        return unseen, np.where(found, self.other * self.weight[unseen], -1.0)
