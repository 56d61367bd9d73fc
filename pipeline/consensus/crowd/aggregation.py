"""What a model says of items and annotators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from pipeline.consensus.crowd.calibration import Calibration, calibration

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from numpy.typing import NDArray

    from pipeline.consensus.crowd.posterior import Posterior
    from pipeline.consensus.crowd.votes import Floats, Ints

P_co = TypeVar("P_co", covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Aggregation(Generic[P_co]):
    """The items' classes as a model sees them.

    ``items``, ``annotators`` and ``classes`` name what the codes mean; items without an answer are left out.
    ``prior``, shape (classes,), is how frequent the model believes each class to be. ``parameters`` describe
    the annotators. ``trace`` holds the objective after each iteration of the start that ended best: the
    log-likelihood of the answers, or what the model maximises in its place. It never decreases.
    """

    method: str
    items: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]
    classes: tuple[Hashable, ...]
    posterior: Posterior
    parameters: P_co
    prior: Floats
    trace: Floats
    converged: bool

    @property
    def iterations(self) -> int:
        """Iterations of the start that ended best."""
        return len(self.trace)

    def values(self) -> tuple[Hashable, ...]:
        """Give each item's most probable class; of classes that tie, the first in their order."""
        return tuple(self.classes[code] for code in self.posterior.best()[0].tolist())

    def confidence(self) -> Floats:
        """Give the probability of each item's value, shape (items,)."""
        return self.posterior.best()[1]

    def accuracy(self, gold: Mapping[Hashable, Hashable]) -> Accuracy:
        """Compare the values with known ones; items without a known value, and the reverse, do not count."""
        truth, compared = self._truth(gold)
        items = int(compared.sum())
        if not items:
            return Accuracy(0, None, None)
        right = (self.posterior.best()[0] == truth)[compared]
        chance = np.where(truth >= 0, self.posterior.chance(truth), 0.0)[compared]
        return Accuracy(items, float(right.mean()), float(chance.mean()))

    def calibration(self, gold: Mapping[Hashable, Hashable]) -> Calibration:
        """Compare the confidence with how often it is right; raises ValueError where nothing is known."""
        truth, compared = self._truth(gold)
        best, confidence = self.posterior.best()
        return calibration(confidence[compared], (best == truth)[compared])

    def _truth(self, gold: Mapping[Hashable, Hashable]) -> tuple[Ints, NDArray[np.bool_]]:
        """Code the known classes, -1 being one that is none of them, and tell which items have one."""
        code = {name: position for position, name in enumerate(self.classes)}
        compared = np.array([item in gold for item in self.items])
        return np.array([code.get(gold.get(item), -1) for item in self.items], dtype=np.int64), compared


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Share of the compared items whose value is right; None if there are none.

    ``ties_at_random`` is its expectation if one of the values that tie were drawn.
    """

    items: int
    value: float | None
    ties_at_random: float | None
