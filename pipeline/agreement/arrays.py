"""Arrays, and sums by code."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]


def renumber(code: Ints, codes: int) -> tuple[Ints, Ints]:
    """Number the codes that occur from 0, in their order, in time linear in rows and codes.

    ``code``, shape (rows,), is one of 0 … codes − 1. Returns the codes that occur, and each row's number.
    """
    occurs = np.bincount(code, minlength=codes) > 0
    number = np.cumsum(occurs) - 1
    return np.flatnonzero(occurs), number[code]


def sum_by(code: Ints, amount: ArrayLike, codes: int) -> Floats:
    """Sum amounts by code 0 … codes − 1; code and amount have one shape, the result has shape (codes,)."""
    return np.bincount(code, weights=np.asarray(amount, dtype=np.float64), minlength=codes).astype(np.float64)
