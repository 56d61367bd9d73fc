"""Columns of hashable values to integer codes, in an order that does not depend on the rows' order."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from pipeline.agreement.arrays import Ints


MANY = 1_000
"""Distinct texts that are worth a detour to be sorted."""

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
    if set(map(type, values)) in ({str}, {int}, {float}):
        return sorted(range(len(values)), key=values.__getitem__)  # type: ignore[arg-type]
    return sorted(range(len(values)), key=lambda position: sort_key(values[position]))


def encode(column: Column) -> tuple[Ints, tuple[Hashable, ...]]:
    """Code each row by its value's rank among the distinct values; missing values are -1.

    Returns the codes, shape (rows,), and the distinct values in the order of :func:`sort_key`.
    """
    import pandas as pd

    if isinstance(column, pd.Series | np.ndarray):
        raw, found = pd.factorize(column)
    else:
        raw, found = pd.factorize(np.fromiter(column, dtype=object, count=len(column)))
    if found.dtype.kind in "iuf" or isinstance(found.dtype, pd.StringDtype):
        order = np.asarray(found.argsort(), dtype=np.int64)
        ordered = found.take(order).tolist()
    else:
        distinct = found.tolist()
        order = _order(distinct)
        ordered = list(map(distinct.__getitem__, order.tolist()))
    if "" in ordered:
        empty = ordered.index("")
        del ordered[empty]
        order = np.delete(order, empty)
    # One slot more than there are values: code -1, a missing value, reads the last.
    rank = np.full(len(found) + 1, -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[raw], tuple(ordered)


def _order(values: list[Hashable]) -> Ints:
    """Give :func:`in_order` as an array, by Arrow where there are many texts."""
    if len(values) >= MANY and set(map(type, values)) == {str}:
        import pyarrow as pa
        import pyarrow.compute as pc

        # Byte order of UTF-8 is the order of code points; lone surrogates have no UTF-8.
        with contextlib.suppress(UnicodeEncodeError):
            return pc.sort_indices(pa.array(values, pa.string())).to_numpy().astype(np.int64)
    return np.array(in_order(values), dtype=np.int64)
