"""Writes the Parquet splits of one task."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from pipeline.model import SPLITS, Split
from pipeline.release.examples import Record
from pipeline.tables import write_parquet


def release_table(records: Sequence[Record], schema: pa.Schema) -> pa.Table:
    """Join each record's own fields with the shared ones; the schema is the contract's.

    Raises:
        pyarrow.ArrowInvalid: a record does not fit the contract's schema.
    """
    rows = [{**dataclasses.asdict(record.row), **dataclasses.asdict(record.shared)} for record in records]
    unknown = {name for row in rows for name in row} - set(schema.names)
    if unknown:
        raise pa.ArrowInvalid(f"the contract does not know the fields {sorted(unknown)}")
    table = pa.Table.from_pylist(rows, schema=schema)
    table.validate(full=True)
    return table


def split_path(task: str, split: Split) -> str:
    """Give the path of a split's one file, in the form that dataset libraries understand."""
    return f"{task}/{split}-00000-of-00001.parquet"


def write_splits(folder: Path, task: str, records: Sequence[Record], schema: pa.Schema) -> dict[str, int]:
    """Write every split, empty ones too, and count its rows."""
    (folder / task).mkdir(parents=True)
    counts: dict[str, int] = {}
    for split in SPLITS:
        own = [record for record in records if record.split == split]
        write_parquet(folder / split_path(task, split), release_table(own, schema))
        counts[split] = len(own)
    return counts
