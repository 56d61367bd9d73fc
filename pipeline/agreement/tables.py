"""Tables of per-group sums: dense where that is small, sparse where it is not."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from pipeline.agreement.arrays import Floats, Ints, sum_by

Table: TypeAlias = "Floats | csr_array[Any]"
"""Sums of shape (groups, columns); ``weights @ table`` adds groups up."""

DENSE = 2**22
"""Numbers a table may hold before it is kept sparse."""


def group_table(group: Ints, column: Ints, amount: Floats, shape: tuple[int, int]) -> Table:
    """Sum amounts by group and column; the three arrays have shape (entries,)."""
    if shape[0] * shape[1] <= DENSE:
        return sum_by(group * shape[1] + column, amount, shape[0] * shape[1]).reshape(shape)
    return csr_array((amount.astype(np.float64), (group, column)), shape=shape)
