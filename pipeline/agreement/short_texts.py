"""Many short texts in the order of their code points, as numbers: faster than hashing and comparing them.

A text is read, after the prefix that all share, as big numbers of eight bytes each, which UTF-8 keeps in
order. Rows are ranked by the first number, and by the next ones only where rows of one rank differ in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray

    from pipeline.agreement.arrays import Ints

WORD = 8
"""Bytes of a number."""
LONGEST = 4 * WORD
"""Bytes after the common prefix up to which a text is short."""
KEPT = np.array([(1 << 64) - (1 << (64 - 8 * count)) for count in range(WORD + 1)], dtype=np.uint64)
"""Bits of so many first bytes of a word."""
SAMPLE = 1_000
"""Rows that tell whether there are many texts; by hashing, few are faster."""


def rank_short_texts(
    column: Sequence[Any] | NDArray[Any] | pd.Series[Any],
) -> tuple[Ints, list[Hashable]] | None:
    """Code each row by its text's rank among the distinct texts; gives the codes, shape (rows,), and these.

    None where the column has anything else in it, a missing value, few texts, or long ones.
    """
    texts = _many_texts(column)
    words = None if texts is None else _words(texts)
    if texts is None or words is None:
        return None
    code = np.unique(next(words), return_inverse=True)[1].astype(np.int64, copy=False)
    for word in words:
        code = _refined(code, word)
    row = np.empty(int(code.max()) + 1, dtype=np.int64)
    row[code] = np.arange(len(code))
    return code, texts.take(row).to_pylist()


def _many_texts(column: Sequence[Any] | NDArray[Any] | pd.Series[Any]) -> pa.Array[Any] | None:
    rows = len(column)
    if rows < SAMPLE or (isinstance(column, np.ndarray) and column.dtype != np.object_):
        return None
    sample = column[:: rows // SAMPLE]
    found = {text for text in sample if type(text) is str}
    if 2 * len(found) < len(sample):
        return None
    import pyarrow as pa

    try:
        texts = pa.array(column)
    except (pa.ArrowException, UnicodeEncodeError):  # mixed types; lone surrogates
        return None
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    is_text = pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)
    return texts if is_text and not texts.null_count else None


def _words(texts: pa.Array[Any]) -> Iterator[NDArray[np.uint64]] | None:
    """Read what follows the common prefix, a column of words at a time; short texts end in zero bytes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ends: Any = pc.min_max(texts).as_py()
    low, high = ends["min"].encode(), ends["max"].encode()
    prefix = next((place for place, (x, y) in enumerate(zip(low, high, strict=False)) if x != y), len(low))
    buffers: list[Any] = texts.buffers()
    _, offsets, content = buffers
    width = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    bounds = np.frombuffer(offsets, dtype=width)[texts.offset : texts.offset + len(texts) + 1]
    start, length = bounds[:-1] + prefix, np.diff(bounds) - prefix
    longest = int(length.max())
    if content is None or longest > LONGEST:
        return None
    data = np.concatenate([np.frombuffer(content, dtype=np.uint8), np.zeros(LONGEST + WORD, dtype=np.uint8)])
    if (data[bounds[0] : bounds[-1]] == 0).any():
        return None
    everywhere: NDArray[np.uint64] = np.ndarray(
        (len(data) - WORD + 1,), dtype=">u8", buffer=data.data, strides=(1,)
    )
    return (
        everywhere[start + place].astype(np.uint64) & KEPT[np.clip(length - place, 0, WORD)]
        for place in range(0, max(longest, 1), WORD)
    )


def _refined(code: Ints, word: NDArray[np.uint64]) -> Ints:
    """Rank rows by their code, then by a word."""
    codes = int(code.max()) + 1
    one = np.empty(codes, dtype=np.uint64)
    one[code] = word
    split = np.zeros(codes, dtype=np.bool_)
    split[code[word != one[code]]] = True
    if not split.any():
        return code
    rows = np.flatnonzero(split[code])
    distinct, rank = np.unique(word[rows], return_inverse=True)
    pairs, pair = np.unique(code[rows] * len(distinct) + rank, return_inverse=True)
    old = pairs // len(distinct)
    parts = np.where(split, np.bincount(old, minlength=codes), 1)
    refined: Ints = (np.cumsum(parts) - parts)[code]
    refined[rows] += pair - np.searchsorted(old, code[rows])
    return refined
