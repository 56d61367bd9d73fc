"""One file to parts of tables; small files are bundled to units of parallel work."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpora.catalogue import Source
from pipeline.corpora.documents import make_document
from pipeline.corpora.readers.base import InputFile, RawDocument
from pipeline.corpora.readers.registry import FORMATS
from pipeline.errors import UserError
from pipeline.model import Document, Incident
from pipeline.tables import to_table

BUNDLE = 500_000
"""Bytes of files that are worth the cost of handing out work."""
ROW = "row"
"""Column that a part of documents has beyond the table's: where in its file a document begins."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a worker needs: one file of a source, the licence of its texts, and where the parts go.

    ``number`` orders the units; ``size`` is the most documents that a part may hold. The source comes
    without its lists of files, which need not travel.
    """

    number: int
    source: Source
    licence: str
    file: InputFile
    folder: Path
    size: int
    document_schema: pa.Schema
    incident_schema: pa.Schema


@dataclass(frozen=True, slots=True)
class Parts:
    """What became of a file: its parts in order, and how many records did not become documents.

    ``failure`` says why the file as a whole cannot be read.
    """

    source: str
    file: str
    documents: tuple[Path, ...] = ()
    incidents: tuple[Path, ...] = ()
    rejected: int = 0
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class _Record:
    """A document with its place, or none; and what is to be said about it."""

    document: Document | None
    row: int
    incidents: Sequence[Incident]


def bundles(units: Sequence[Unit]) -> list[tuple[Unit, ...]]:
    """Bundle units, in their order, until they hold :data:`BUNDLE` bytes; a larger file is alone or last."""
    bundled: list[list[Unit]] = []
    room = 0
    for unit in units:
        if room <= 0:
            bundled.append([])
            room = BUNDLE
        bundled[-1].append(unit)
        room -= unit.file.path.stat().st_size
    return [tuple(bundle) for bundle in bundled]


def read_units(bundle: Sequence[Unit]) -> list[Parts]:
    """Read the files of a bundle, one after another."""
    return [read_unit(unit) for unit in bundle]


def read_unit(unit: Unit) -> Parts:
    """Read a file and write its documents and incidents."""
    documents: list[Path] = []
    incidents: list[Path] = []
    rejected = 0
    records = _records(unit)
    try:
        for number in itertools.count():
            batch = list(itertools.islice(records, unit.size))
            if not batch:
                break
            name = f"{unit.number:06d}-{number:04d}.parquet"
            kept = [(record.document, record.row) for record in batch if record.document is not None]
            rejected += len(batch) - len(kept)
            if kept:
                table = to_table([document for document, _ in kept], unit.document_schema)
                rows = pa.array([row for _, row in kept], pa.int64())
                documents.append(unit.folder / f"documents-{name}")
                pq.write_table(table.append_column(ROW, rows), documents[-1])
            said = [incident for record in batch for incident in record.incidents]
            if said:
                incidents.append(unit.folder / f"incidents-{name}")
                pq.write_table(to_table(said, unit.incident_schema), incidents[-1])
    except UserError as error:
        return Parts(unit.source.id, unit.file.name, failure=str(error))
    return Parts(unit.source.id, unit.file.name, tuple(documents), tuple(incidents), rejected)


def _records(unit: Unit) -> Iterator[_Record]:
    for found in FORMATS[unit.source.description.format].read(unit.file, unit.source.options):
        if isinstance(found, RawDocument):
            document, incidents = make_document(found, unit.source, unit.licence, unit.file)
            yield _Record(document, found.row, incidents)
        else:
            yield _Record(None, found.row or 1, (found,))
