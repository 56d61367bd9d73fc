"""How much two different values agree, for coefficients that take weights: 1 − weight is a disagreement.

Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed., section 3.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.agreement.distances import nominal

if TYPE_CHECKING:
    from pipeline.agreement.ratings import Ratings

AgreementWeights: TypeAlias = Literal["identity", "ordinal", "linear", "quadratic"] | Floats
"""Weights of two values c and k of a scale with q values from x_1 up to x_q:

``identity`` 1 for equal values, else 0; ``linear`` 1 − |x_c − x_k| / (x_q − x_1); ``quadratic``
1 − (x_c − x_k)² / (x_q − x_1)²; ``ordinal`` 1 − m(m + 1) / (q(q − 1)) for values m ranks apart; or a matrix
in the order of ``ratings.values``, symmetric, with 1 on its diagonal.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Values side by side, in blocks: ``block`` and ``value``, shape (columns,), ascending in that order."""

    block: Ints
    value: Ints
    count: int

    @property
    def members(self) -> csr_array[Any]:
        """Give the matrix that sums columns by block, shape (columns, blocks)."""
        columns = len(self.block)
        return csr_array((np.ones(columns), (np.arange(columns), self.block)), shape=(columns, self.count))


class Disagreement(Protocol):
    """1 − weight of coded values, in the two sums that coefficients are made of."""

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give the disagreement of each pair; all three have shape (pairs,)."""
        ...

    def expected(self, first: Floats, second: Floats, blocks: Blocks) -> Floats:
        """Sum first_c second_k v(c, k) over the values c and k of each block.

        The two have shape (resamples, columns), the result (resamples, blocks).
        """
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """1 between different values."""

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give the disagreement of each pair."""
        return nominal(left, right)

    def expected(self, first: Floats, second: Floats, blocks: Blocks) -> Floats:
        """Give all pairs less the equal ones."""
        members = blocks.members
        unequal: Floats = (first @ members) * (second @ members) - (first * second) @ members
        return unequal


@dataclass(frozen=True, slots=True, eq=False)
class OnScale:
    """absolute · |x_c − x_k| + squared · (x_c − x_k)², in memory linear in the columns.

    ``scale``, shape (values,), ascends.
    """

    scale: Floats
    absolute: float
    squared: float

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give the disagreement of each pair."""
        apart = np.abs(self.scale[left] - self.scale[right])
        disagreement: Floats = self.absolute * apart + self.squared * np.square(apart)
        return disagreement

    def expected(self, first: Floats, second: Floats, blocks: Blocks) -> Floats:
        """Sum squares by moments; and differences by what lies on either side of each gap of the scale."""
        members = blocks.members
        place = self.scale[blocks.value]
        # About the middle of each block, where moments are exact enough.
        middle = sum_by(blocks.block, place, blocks.count) / np.bincount(blocks.block, minlength=blocks.count)
        place = place - middle[blocks.block]
        totals: list[Floats] = [each @ members for each in (first, second)]
        result: Floats = np.zeros_like(totals[0])
        if self.squared:
            means = [(each * place) @ members for each in (first, second)]
            squares = [(each * np.square(place)) @ members for each in (first, second)]
            apart = squares[0] * totals[1] + squares[1] * totals[0] - 2 * means[0] * means[1]
            unequal = Identity().expected(first, second, blocks)
            result += self.squared * np.where(unequal > 0, np.maximum(apart, 0), 0)
        if self.absolute:
            gap = np.diff(place, append=0)
            gap[np.diff(blocks.block, append=-1) != 0] = 0
            below = [
                np.cumsum(each, axis=1) - (np.cumsum(total, axis=1) - total)[:, blocks.block]
                for each, total in zip((first, second), totals, strict=True)
            ]
            above = [total[:, blocks.block] - own for total, own in zip(totals, below, strict=True)]
            result += self.absolute * (((below[0] * above[1] + below[1] * above[0]) * gap) @ members)
        return result


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """Looked up in a matrix, shape (values, values)."""

    matrix: Floats

    def between(self, left: Ints, right: Ints) -> Floats:
        """Give the disagreement of each pair."""
        return self.matrix[left, right]

    def expected(self, first: Floats, second: Floats, blocks: Blocks) -> Floats:
        """Sum over the values of each block by the matrix between them."""
        width = np.bincount(blocks.block)
        start = np.cumsum(width) - width
        repeats = width[blocks.block]
        row = np.repeat(np.arange(len(blocks.block)), repeats)
        within = np.arange(len(row)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        column = start[blocks.block][row] + within
        apart = self.matrix[blocks.value[row], blocks.value[column]]
        between = csr_array((apart, (row, column)), shape=(len(repeats), len(repeats)))
        result: Floats = (first * np.asarray(second @ between)) @ blocks.members
        return result


def disagreement(ratings: Ratings, weights: AgreementWeights) -> tuple[Ratings, Disagreement]:
    """Code the ratings as the weights want them, and give 1 − weight.

    The scale is the values that were given, for a matrix those of its rows. Raises ValueError for other
    weights than identity or a matrix over values that are no finite numbers, and for a matrix that holds no
    weights of these values.
    """
    if not isinstance(weights, str):
        _check_weights(weights, len(ratings.values))
        return ratings, Looked(1 - weights)
    ratings = ratings.used_values()
    if weights == "identity":
        return ratings, Identity()
    ratings, numbers = ratings.numeric()
    count = len(numbers)
    if weights == "ordinal":
        share = 1 / (count * (count - 1)) if count > 1 else 0.0
        return ratings, OnScale(np.arange(count, dtype=np.float64), share, share)
    scale = (numbers - numbers[0]) / (numbers[-1] - numbers[0]) if count > 1 else np.zeros(count)
    return ratings, OnScale(scale, *((1.0, 0.0) if weights == "linear" else (0.0, 1.0)))


def name_of(weights: AgreementWeights) -> str:
    """Name the weights for a measure's name."""
    return weights if isinstance(weights, str) else "matrix"


def _check_weights(matrix: Floats, n_values: int) -> None:
    if matrix.shape != (n_values, n_values):
        raise ValueError(f"{n_values} values need weights of that many rows and columns, not {matrix.shape}")
    if not (np.isfinite(matrix).all() and (matrix <= 1).all()):
        raise ValueError("a weight is finite and not above 1")
    if (matrix.diagonal() != 1).any() or not np.allclose(matrix, matrix.T):
        raise ValueError("a weight is 1 between equal values and the same in both directions")
