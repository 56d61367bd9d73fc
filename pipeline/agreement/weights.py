"""How much two different values agree, for coefficients that take weights: 1 − weight is a distance.

Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th ed., section 3.5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.agreement.pairwise import DENSE_VALUES

if TYPE_CHECKING:
    from pipeline.agreement.arrays import Floats
    from pipeline.agreement.ratings import Ratings

AgreementWeights = Literal["identity", "ordinal", "linear", "quadratic"]
"""Weights of two values c and k of a scale with q values from x_1 up to x_q:

``identity`` 1 for equal values, else 0; ``linear`` 1 − |x_c − x_k| / (x_q − x_1); ``quadratic``
1 − (x_c − x_k)² / (x_q − x_1)²; ``ordinal`` 1 − m(m + 1) / (q(q − 1)) for values m ranks apart.
"""


def with_distances(ratings: Ratings, weights: AgreementWeights) -> tuple[Ratings, Floats]:
    """Code the ratings as the weights want them, and give 1 − weight, shape (values, values).

    The scale is the values that were given. Raises ValueError for weights other than identity over values
    that are no finite numbers, and for more than ``DENSE_VALUES`` values.
    """
    ratings = ratings.used_values()
    numbers: Floats = np.arange(len(ratings.values), dtype=np.float64)
    if weights != "identity":
        ratings, numbers = ratings.numeric()
    if len(numbers) > DENSE_VALUES:
        raise ValueError(f"{len(numbers)} distinct values are more than the {DENSE_VALUES} that weights take")
    return ratings, _distances(numbers, weights)


def _distances(numbers: Floats, weights: AgreementWeights) -> Floats:
    count = len(numbers)
    if weights == "identity" or count < 2:
        return 1.0 - np.eye(count)
    if weights == "ordinal":
        apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count))).astype(np.float64)
        ranks: Floats = apart * (apart + 1) / (count * (count - 1))
        return ranks
    share: Floats = np.abs(np.subtract.outer(numbers, numbers)) / (numbers[-1] - numbers[0])
    return share if weights == "linear" else np.square(share)
