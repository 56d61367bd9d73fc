"""Sentences that documents of several splits hold: an item made of one would leak, also across tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.context import Context
from pipeline.model import SPLITS, Split
from pipeline.text.duplicates import text_key

FLAG = "in_several_splits"
"""What such a sentence is flagged with when it is set apart."""

_HASHED = np.dtype([("key", np.uint64), ("split", np.uint8)])
"""Nine bytes a sentence: ten million have two of the same hash with a probability of 3 in a million."""


def shared_sentences(context: Context, placed: Mapping[str, Split]) -> frozenset[int]:
    """Give the hashes (:func:`sentence_hash`) of the sentences that several splits hold.

    ``placed`` maps doc_ids to splits.
    """
    number = {split: index for index, split in enumerate(SPLITS)}
    split_of: dict[str, int] = {}
    for path in context.workspace.shards("documents"):
        for doc_id, text_id in zip(column(path, "doc_id"), column(path, "text_id"), strict=True):
            if doc_id in placed:
                split_of[text_id] = number[placed[doc_id]]
    parts: list[NDArray[np.void]] = [np.empty(0, _HASHED)]
    for path in context.workspace.shards("sentences"):
        rows = [
            (sentence_hash(text), split_of[text_id])
            for text_id, text in zip(column(path, "text_id"), column(path, "text"), strict=True)
            if text_id in split_of
        ]
        parts.append(np.unique(np.array(rows, _HASHED)))
    hashed = np.unique(np.concatenate(parts))
    keys, splits = np.unique(hashed["key"], return_counts=True)
    return frozenset(keys[splits > 1].tolist())


def sentence_hash(text: str) -> int:
    """Hash a sentence to 64 bits, equal for exact duplicates."""
    return int(text_key(text)[:16], 16)


def column(path: Path, name: str) -> Iterator[str]:
    """Read a column of a shard, batch by batch."""
    for batch in pq.ParquetFile(path).iter_batches(columns=[name]):
        yield from (value for value in batch[name].to_pylist() if value is not None)
