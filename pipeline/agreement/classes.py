"""Groups that a statistic cannot tell apart, put together: many groups are resampled as a few classes.

How often each class is drawn in a resample of groups is multinomial, so drawing that is drawing groups. Of
200,000 items with three of seven labels each, at most 84 differ in what α knows of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.agreement.arrays import Ints
    from pipeline.agreement.tables import Table


def equal_rows(tables: Sequence[Table]) -> tuple[Ints, Ints]:
    """Find the distinct rows of tables side by side.

    Returns the first row of each class, ascending, and how many rows it has, both of shape (classes,). Rows
    are compared by two weighted sums with random weights, which no two different ones share in practice.
    """
    generator = np.random.default_rng(0)
    signature = np.zeros(tables[0].shape[0], dtype=np.complex128)
    for table in tables:
        # Sparse products add each row up in one order, so that equal rows have equal sums.
        sparse = csr_array(table.reshape(len(table), -1) if isinstance(table, np.ndarray) else table)
        columns = sparse.shape[1]
        signature += sparse @ (generator.random(columns) + 1j * generator.random(columns))
    _, first, count = np.unique(signature, return_index=True, return_counts=True)
    order = np.argsort(first)
    return first[order], count[order]
