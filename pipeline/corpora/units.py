"""One file to parts of tables; small files are bundled to units of parallel work."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpora.catalogue import Source
from pipeline.corpora.checks import incident
from pipeline.corpora.documents import make_document
from pipeline.corpora.readers.base import DamagedFileError, InputFile, RawDocument
from pipeline.corpora.readers.registry import FORMATS
from pipeline.errors import UserError
from pipeline.model import Document, Incident
from pipeline.tables import to_table

BUNDLE = 500_000
"""Bytes of files that are worth the cost of handing out work."""
CHARACTERS = 1 << 24
"""Characters of texts that are held at once."""
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
    """What became of a file: its parts in order, and how many records did not become documents, by check.

    ``records`` counts those that did and those that did not. Of a file that was read in parts, ``before`` are
    the records of the parts before this one, which rows count from; whoever has all parts knows. ``failure``
    says why the catalogue's description does not fit the file.
    """

    source: str
    file: str
    documents: tuple[Path, ...] = ()
    incidents: tuple[Path, ...] = ()
    rejected: Mapping[str, int] = field(default_factory=dict)
    records: int = 0
    before: int = 0
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class _Record:
    """A document with its place, or the check by which a record became none, and what is to be said."""

    incidents: Sequence[Incident]
    document: Document | None = None
    row: int = 0
    rejected: str | None = None

    @property
    def size(self) -> int:
        """Characters of the text."""
        return 0 if self.document is None else len(self.document.text)


def bundles(units: Sequence[Unit]) -> list[tuple[Unit, ...]]:
    """Bundle units, in their order, until they hold :data:`BUNDLE` bytes; a larger file is alone or last."""
    bundled: list[list[Unit]] = []
    room = 0
    for unit in units:
        if room <= 0:
            bundled.append([])
            room = BUNDLE
        bundled[-1].append(unit)
        room -= unit.file.size
    return [tuple(bundle) for bundle in bundled]


def in_parts(source: Source, file: InputFile) -> Sequence[InputFile]:
    """Cut a file into the parts that are worth reading by themselves, if its format can."""
    split = FORMATS[source.description.format].split
    return [file] if split is None else split(file)


def read_units(bundle: Sequence[Unit]) -> list[Parts]:
    """Read the files of a bundle, one after another."""
    return [read_unit(unit) for unit in bundle]


def read_unit(unit: Unit) -> Parts:
    """Read a file and write its documents and incidents."""
    documents: list[Path] = []
    incidents: list[Path] = []
    rejected: Counter[str] = Counter()
    count = 0
    records = _records(unit)
    try:
        for number in itertools.count():
            batch = _batch(records, unit.size)
            if not batch:
                break
            name = f"{unit.number:06d}-{number:04d}.parquet"
            kept = [(record.document, record.row) for record in batch if record.document is not None]
            rejected.update(record.rejected for record in batch if record.rejected is not None)
            count += sum(record.document is not None or record.rejected is not None for record in batch)
            if kept:
                table = to_table([document for document, _ in kept], unit.document_schema)
                rows = pa.array([row for _, row in kept], pa.int64())
                documents.append(unit.folder / f"documents-{name}")
                pq.write_table(table.append_column(ROW, rows), documents[-1])
            said = [about for record in batch for about in record.incidents]
            if said:
                incidents.append(unit.folder / f"incidents-{name}")
                pq.write_table(to_table(said, unit.incident_schema), incidents[-1])
    except UserError as error:
        return Parts(unit.source.id, unit.file.name, failure=str(error))
    return Parts(unit.source.id, unit.file.name, tuple(documents), tuple(incidents), rejected, count)


def _batch(records: Iterator[_Record], size: int) -> list[_Record]:
    """Take so many records, or fewer if their texts are long."""
    batch: list[_Record] = []
    room = CHARACTERS
    for record in itertools.islice(records, size):
        batch.append(record)
        room -= record.size
        if room <= 0:
            break
    return batch


def _records(unit: Unit) -> Iterator[_Record]:
    try:
        for found in FORMATS[unit.source.description.format].read(unit.file, unit.source.options):
            if not isinstance(found, RawDocument):
                yield _Record((found,), rejected=found.check)
                continue
            document, incidents = make_document(found, unit.source, unit.licence, unit.file)
            rejected = incidents[0].check if document is None else None
            yield _Record(incidents, document, found.row, rejected)
    except DamagedFileError as error:
        name = unit.file.name
        yield _Record((incident(error.check, error.problem, file=name, row=error.row, offset=error.offset),))
