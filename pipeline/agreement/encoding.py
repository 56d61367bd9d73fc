"""Columns of hashable values to integer codes, in an order that does not depend on the rows' order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from pipeline.agreement.arrays import Ints


Column: TypeAlias = "Sequence[Hashable] | NDArray[Any] | pd.Series[Any]"
"""One value a row; None, NaN and "" are missing."""


def sort_key(value: Hashable) -> tuple[Any, ...]:
    """Key of a total order over numbers, strings, and tuples and sets of them.

    Sets have no such order of their own, and the order of their elements changes with PYTHONHASHSEED.
    """
    if isinstance(value, frozenset):
        return ("set", tuple(sorted(sort_key(element) for element in value)))
    if isinstance(value, tuple):
        return ("tuple", tuple(sort_key(element) for element in value))
    if isinstance(value, int | float | np.number | np.bool_):
        return ("number", value)
    if isinstance(value, str):
        return ("text", value)
    return (type(value).__name__, repr(value))


def in_order(values: Sequence[Hashable]) -> list[int]:
    """Positions of the values in the order of :func:`sort_key`."""
    if all(type(value) is str for value in values):
        return sorted(range(len(values)), key=values.__getitem__)  # type: ignore[arg-type]
    return sorted(range(len(values)), key=lambda position: sort_key(values[position]))


def encode(column: Column) -> tuple[Ints, tuple[Hashable, ...]]:
    """Code each row by its value's rank among the distinct values; missing values are -1.

    Returns the codes, shape (rows,), and the distinct values in the order of :func:`sort_key`.
    """
    import pandas as pd

    if isinstance(column, pd.Series):
        array: NDArray[Any] = column.to_numpy(dtype=object)
    elif isinstance(column, np.ndarray):
        array = column
    else:
        array = np.fromiter(column, dtype=object, count=len(column))
    raw, found = pd.factorize(array)
    distinct = found.tolist()
    missing = [position for position, value in enumerate(distinct) if isinstance(value, str) and not value]
    order = [position for position in in_order(distinct) if position not in missing]
    # One slot more than there are values: code -1, a missing value, reads the last.
    rank = np.full(len(distinct) + 1, -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[raw], tuple(distinct[position] for position in order)
