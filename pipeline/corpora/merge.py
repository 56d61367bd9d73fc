"""Parts of one source to shards of the published tables: repeated documents dropped, sizes evened out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.corpora.checks import incident
from pipeline.corpora.units import ROW, Parts
from pipeline.model import Incident
from pipeline.tables import to_table, write_parquet

FULL = 1 << 28
"""Bytes from which a shard is full, however few rows it has."""


class Packer:
    """Packs tables, in the order in which they come, into shards of ``size`` rows, or fewer long ones."""

    def __init__(self, shard: Callable[[int], Path], schema: pa.Schema, size: int) -> None:
        self.schema = schema
        self._shard = shard
        self._size = size
        self._written = 0
        self._held: list[pa.Table] = []

    def add(self, table: pa.Table) -> None:
        """Take in a table, and write the shards that are full."""
        self._held.append(table)
        if sum(held.nbytes for held in self._held) >= FULL:
            self.flush()
        while sum(len(held) for held in self._held) >= self._size:
            joined = pa.concat_tables(self._held)
            self._write(joined.slice(0, self._size))
            self._held = [joined.slice(self._size)]

    def add_rows(self, rows: Sequence[object]) -> None:
        """Take in rows."""
        self.add(to_table(rows, self.schema))

    def flush(self) -> None:
        """Write what is held as a shard of its own."""
        if any(len(held) for held in self._held):
            self._write(pa.concat_tables(self._held))
        self._held = []

    def _write(self, table: pa.Table) -> None:
        write_parquet(self._shard(self._written), table.combine_chunks())
        self._written += 1


@dataclass(frozen=True, slots=True)
class Merged:
    """How many documents of a source were kept, and how many records did not become one, by check."""

    documents: int
    rejected: Mapping[str, int]


def merge(parts: Sequence[Parts], documents: Packer, incidents: Packer) -> Merged:
    """Pack the parts of one source; of documents with one id the first is kept.

    A shard of documents never holds two sources.
    """
    parts = _counted(parts)
    seen: set[bytes] = set()
    repeated: list[_Place] = []
    kept = 0
    for unit in parts:
        for path in unit.incidents:
            incidents.add(_moved(pq.read_table(path, schema=incidents.schema), unit.before))
        for path in unit.documents:
            table = pq.read_table(path)
            fresh = []
            for doc_id in table["doc_id"].to_pylist():
                key = bytes.fromhex(str(doc_id))
                fresh.append(key not in seen)
                seen.add(key)
            if not all(fresh):
                is_fresh = pa.array(fresh, pa.bool_())
                repeated += _places(table.filter(pc.invert(is_fresh)), unit)
                table = table.filter(is_fresh)
            documents.add(table.select(documents.schema.names).cast(documents.schema))
            kept += len(table)
    documents.flush()
    repetitions = _repetitions(parts, repeated)
    incidents.add_rows(repetitions)
    rejected = Counter(each.check for each in repetitions)
    for unit in parts:
        rejected.update(unit.rejected)
    return Merged(kept, rejected)


def _counted(parts: Sequence[Parts]) -> list[Parts]:
    """Tell the parts of one file what stands before them."""
    counted: list[Parts] = []
    for part in parts:
        last = counted[-1] if counted else part
        follows = bool(counted) and last.file == part.file
        counted.append(replace(part, before=last.before + last.records if follows else 0))
    return counted


def _moved(incidents: pa.Table, rows: int) -> pa.Table:
    """Count rows from the beginning of the file."""
    if not rows:
        return incidents
    place = incidents.schema.get_field_index("row")
    kind = incidents.schema.field(place)
    return incidents.set_column(place, kind, pc.add(incidents["row"], rows).cast(kind.type))


@dataclass(frozen=True, slots=True)
class _Place:
    doc_id: str
    text_id: str
    native_id: str | None
    file: str
    row: int

    @property
    def key(self) -> bytes:
        return bytes.fromhex(self.doc_id)


_PLACE = ["doc_id", "text_id", "native_id", ROW]


def _places(table: pa.Table, unit: Parts) -> Iterator[_Place]:
    for record in table.select(_PLACE).to_pylist():
        yield _Place(
            record["doc_id"], record["text_id"], record["native_id"], unit.file, unit.before + record[ROW]
        )


def _repetitions(parts: Sequence[Parts], repeated: Sequence[_Place]) -> list[Incident]:
    """Say of each repeated document where the first one stands."""
    wanted = {place.key for place in repeated}
    first: dict[bytes, _Place] = {}
    if wanted:
        for unit in parts:
            for path in unit.documents:
                for place in _places(pq.read_table(path, columns=_PLACE), unit):
                    if place.key in wanted:
                        first.setdefault(place.key, place)
    return [_repetition(place, first[place.key]) for place in repeated]


def _repetition(place: _Place, first: _Place) -> Incident:
    where = f"{first.file}, row {first.row}"
    if place.native_id is None:
        check, message = "document.duplicate_text", f"the same text stands in {where}"
    else:
        same = "the same text" if place.text_id == first.text_id else "another text"
        check, message = "document.duplicate_id", f"{place.native_id!r} has {same} in {where}"
    return incident(check, message, file=place.file, row=place.row, guid=place.doc_id)
