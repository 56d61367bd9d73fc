"""Columns of hashable values to integer codes, in an order that does not depend on the rows' order."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from pipeline.agreement.arrays import renumber
from pipeline.agreement.short_texts import rank_short_texts

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

    if isinstance(column, pd.Series) and isinstance(column.dtype, pd.CategoricalDtype):
        return _encode_categories(column)
    if (ranked := rank_short_texts(column)) is not None:
        return _without_empty(*ranked)
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
    # One slot more than there are values: code -1, a missing value, reads the last.
    rank = np.full(len(found) + 1, -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    return _without_empty(rank[raw], ordered)


def _encode_categories(column: pd.Series[Any]) -> tuple[Ints, tuple[Hashable, ...]]:
    """Code the categories, then the rows by theirs; those that do not occur are left out."""
    rank, ordered = encode(column.cat.categories.to_series())
    code = np.append(rank, -1)[column.cat.codes.to_numpy()]
    # The first slot is for missing values, which stay below all others.
    used, number = renumber(np.append(code, -1) + 1, len(ordered) + 1)
    if len(used) > len(ordered):
        return code, ordered
    return number[:-1] - 1, tuple(ordered[place - 1] for place in used[1:].tolist())


def _without_empty(code: Ints, ordered: Sequence[Hashable]) -> tuple[Ints, tuple[Hashable, ...]]:
    """Make "" a missing value."""
    if "" not in ordered:
        return code, tuple(ordered)
    empty = ordered.index("")
    code = np.where(code == empty, -1, code - (code > empty))
    return code, (*ordered[:empty], *ordered[empty + 1 :])


def _order(values: list[Hashable]) -> Ints:
    """Give :func:`in_order` as an array, by Arrow where there are many texts."""
    if len(values) >= MANY and set(map(type, values)) == {str}:
        import pyarrow as pa
        import pyarrow.compute as pc

        # Byte order of UTF-8 is the order of code points; lone surrogates have no UTF-8.
        with contextlib.suppress(UnicodeEncodeError):
            return pc.sort_indices(pa.array(values, pa.string())).to_numpy().astype(np.int64)
    return np.array(in_order(values), dtype=np.int64)
