"""Distances between values: by level of measurement, and between sets.

Krippendorff, K. (2019). Content Analysis, 4th ed., section 12.3, gives the four levels, all squared
differences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.agreement.arrays import Floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def nominal(left: ArrayLike, right: ArrayLike) -> Floats:
    """0 for equal values, 1 for different ones; elementwise."""
    return np.not_equal(left, right).astype(np.float64)


def interval(left: ArrayLike, right: ArrayLike) -> Floats:
    """Squared difference (c − k)²; elementwise."""
    squares: Floats = np.square(np.subtract(left, right, dtype=np.float64))
    return squares


def ratio(left: ArrayLike, right: ArrayLike) -> Floats:
    """Squared relative difference ((c − k) / (c + k))² of numbers ≥ 0, 0 between zeros; elementwise."""
    total = np.add(left, right, dtype=np.float64)
    difference = np.subtract(left, right, dtype=np.float64)
    share: Floats = np.divide(difference, total, out=np.zeros_like(total), where=total != 0)
    return np.square(share)


def ordinal(marginals: Floats) -> Floats:
    """Squared number of ratings between the values, each end counted half; shape (values, values).

    ``marginals``, shape (values,), holds how often each value was given, in the order of the values.
    """
    ranks = midranks(marginals)
    return interval(ranks[:, np.newaxis], ranks)


def midranks(marginals: Floats) -> Floats:
    """Mean rank of each value, centred on the mean rank of the ratings; along the last axis.

    The ordinal distance is the interval distance between midranks: the ratings from c to k, both ends counted
    half, are n_c/2 + … + n_k/2 = midrank(k) − midrank(c).
    """
    total = marginals.sum(axis=-1, keepdims=True)
    centred: Floats = np.cumsum(marginals, axis=-1) - marginals / 2 - total / 2
    return centred


Sizes = Callable[[Floats, Floats, Floats], Floats]


@dataclass(frozen=True, slots=True)
class SetDistance:
    """A distance between two sets that depends on |A ∩ B|, |A| and |B| alone: d(∅, ∅) = 0, d(∅, X) = 1.

    ``from_sizes`` takes the three sizes as arrays of one shape, for pairs with a common element, and gives
    the distances.
    """

    name: str
    from_sizes: Sizes

    def __call__(self, left: frozenset[Any], right: frozenset[Any]) -> float:
        """Give the distance between two sets."""
        sizes = (np.array([float(n)]) for n in (len(left & right), len(left), len(right)))
        return float(self.of_sizes(*sizes)[0])

    def of_sizes(self, common: Floats, left: Floats, right: Floats) -> Floats:
        """Give the distances of pairs of sets by their sizes; elementwise, broadcasting."""
        common, left, right = np.broadcast_arrays(common, left, right)
        distance = np.where((left == 0) & (right == 0), 0.0, 1.0)
        meet = common > 0
        distance[meet] = self.from_sizes(common[meet], left[meet], right[meet])
        return distance


def _jaccard(common: Floats, left: Floats, right: Floats) -> Floats:
    return 1 - common / (left + right - common)


def _masi(common: Floats, left: Floats, right: Floats) -> Floats:
    same = (common == left) & (common == right)
    nested = common == np.minimum(left, right)
    monotonicity = np.where(same, 1.0, np.where(nested, 2 / 3, 1 / 3))
    return 1 - monotonicity * common / (left + right - common)


def _one_minus_f1(common: Floats, left: Floats, right: Floats) -> Floats:
    return 1 - 2 * common / (left + right)


jaccard = SetDistance("jaccard", _jaccard)
"""1 − |A ∩ B| / |A ∪ B|.

>>> jaccard(frozenset("ab"), frozenset("b"))
0.5
"""

masi = SetDistance("masi", _masi)
"""1 − J·M: J is Jaccard's coefficient, M is 1 for equal sets, 2/3 if one holds the other, 1/3 if they
overlap.

Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation.
"""

one_minus_f1 = SetDistance("one_minus_f1", _one_minus_f1)
"""1 − F1 = 1 − 2 |A ∩ B| / (|A| + |B|), also known as the Dice distance."""
