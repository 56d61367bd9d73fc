"""Texts as sparse vectors of hashed character n-grams."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

SIZES = (1, 2, 3)
SLOTS = 1 << 20
"""Values of the hash."""
_FEWEST = 2
_MOST = 20_000
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_SHIFT = np.uint64(44)


def tf_idf(texts: Sequence[str]) -> csr_array:
    """Give a row a text: (1 + ln tf) · (1 + ln(n / df)) of its character 1- to 3-grams, of length 1.

    Shape (texts, features); of the features those that at least two texts share are kept, the 20,000 most
    frequent at most.
    """
    counts = _counts(texts)
    frequency = np.bincount(counts.indices, minlength=SLOTS)
    kept = np.flatnonzero(frequency >= _FEWEST)
    if len(kept) > _MOST:
        kept = np.sort(kept[np.argsort(-frequency[kept], kind="stable")[:_MOST]])
    weighted = csr_array(counts[:, kept])
    weighted.data = 1 + np.log(weighted.data)
    idf = 1 + np.log(len(texts) / frequency[kept])
    weighted.data *= idf[weighted.indices]
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    weighted.data /= np.repeat(np.where(length > 0, length, 1.0), np.diff(weighted.indptr))
    return weighted


def _counts(texts: Sequence[str]) -> csr_array:
    """Count the n-grams of each text by their hash; shape (texts, SLOTS)."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    row = np.repeat(np.arange(len(texts)), lengths)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(points))
    rows: list[NDArray[np.int64]] = []
    slots: list[NDArray[np.int64]] = []
    for size in SIZES:
        whole = np.flatnonzero(left >= size)
        code = np.full(len(whole), size, dtype=np.uint64)
        for step in range(size):
            code = (code ^ points[whole + step].astype(np.uint64)) * _MULTIPLIERS[step]
            code ^= code >> np.uint64(29)
        rows.append(row[whole])
        slots.append(((code * _MULTIPLIERS[0]) >> _SHIFT).astype(np.int64))
    joined = (np.concatenate(rows), np.concatenate(slots))
    counts = csr_array((np.ones(len(joined[0])), joined), shape=(len(texts), SLOTS))
    counts.sum_duplicates()
    return counts
