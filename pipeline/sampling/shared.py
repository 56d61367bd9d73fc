"""Sentences that documents of several splits hold: an item made of one would leak, also across tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.context import Context
from pipeline.model import Split
from pipeline.text.duplicates import text_key

FLAG = "in_several_splits"
"""What such a sentence is flagged with when it is set apart."""


def shared_sentences(context: Context, placed: Mapping[str, Split]) -> frozenset[str]:
    """Give the keys (:func:`~pipeline.text.duplicates.text_key`) of sentences that several splits hold.

    ``placed`` maps doc_ids to splits.
    """
    split_of = {
        text_id: placed[doc_id]
        for path in context.workspace.shards("documents")
        for doc_id, text_id in _pairs(path, "doc_id", "text_id")
        if doc_id in placed
    }
    first: dict[str, Split] = {}
    shared: set[str] = set()
    for path in context.workspace.shards("sentences"):
        for text_id, text in _pairs(path, "text_id", "text"):
            if text_id in split_of:
                key = text_key(text)
                if first.setdefault(key, split_of[text_id]) != split_of[text_id]:
                    shared.add(key)
    return frozenset(shared)


def _pairs(path: Path, left: str, right: str) -> Iterator[tuple[str, str]]:
    """Read two columns of a shard, batch by batch."""
    for batch in pq.ParquetFile(path).iter_batches(columns=[left, right]):
        yield from zip(batch[left].to_pylist(), batch[right].to_pylist(), strict=True)
