"""Rows to records with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.audit.records import Record, Text
from pipeline.audit.texts import ANATOMY

_SPLIT = re.compile(r"(?<![a-z])(train|dev|valid|validation|test)(?![a-z])")


def split_of(path: Path) -> str | None:
    """Tell the split from the name of a file.

    >>> split_of(Path("klue-nli-v1.1_dev.json")), split_of(Path("train-00000-of-00001.parquet"))
    ('dev', 'train')
    """
    found = _SPLIT.findall(path.stem.lower())
    if not found:
        return None
    return "dev" if found[-1].startswith("valid") else str(found[-1])


def records_of(
    task: str,
    rows: Sequence[Any],
    file: str,
    lines: Sequence[int | None],
    *,
    token_lines: bool = False,
    settled: Sequence[bool] | None = None,
) -> tuple[Record[Any], ...]:
    """Make records of rows; a text that several rows share is fresh in the first one only."""
    seen: set[Text] = set()
    records = []
    for number, (row, line) in enumerate(zip(rows, lines, strict=True)):
        texts = ANATOMY[task].texts(row)
        fresh = tuple(text for text in texts if text not in seen)
        seen.update(text for text in texts if text.shared)
        by_somebody = settled is not None and settled[number]
        records.append(Record(row, task, file, line, row.guid, texts, fresh, token_lines, by_somebody))
    return tuple(records)
