"""Reads a file or a folder without a catalogue, into one Parquet file of documents and one of incidents."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.context import Context
from pipeline.corpora.catalogue import Source
from pipeline.corpora.look.choose import AUTO, Reading, Request, list_wanted, make_sources, unread_source
from pipeline.corpora.merge import Packer, merge
from pipeline.corpora.readers.registry import FORMATS
from pipeline.corpora.units import Unit, bundles, in_parts, read_units
from pipeline.corpora.unpacking import unpack_all
from pipeline.errors import BadInputError, UsageError
from pipeline.model import Incident


@dataclass(frozen=True, slots=True)
class Look:
    """What came of it: ``rejected`` counts records by the check they failed, ``incidents`` all."""

    documents: int
    characters: int
    rejected: Mapping[str, int]
    incidents: Mapping[str, int]
    readings: Sequence[Reading]
    passed_over: Sequence[str]
    output: Path
    incidents_file: Path
    examples: Sequence[Incident]
    """The first incident of each check."""


def read_corpus(context: Context, request: Request) -> Look:
    """Read a file or folder; the output is written whole or not at all.

    Raises:
        UsageError: there is no such format, or it has not these options.
        BadInputError: there is nothing to read, or not one document came of it.
    """
    if request.format not in (AUTO, *FORMATS):
        known = ", ".join((AUTO, *sorted(FORMATS)))
        raise UsageError(f"there is no format {request.format!r}", f"the formats: {known}")
    request.output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".klue-read-", dir=request.output.parent) as name:
        folder = Path(name)
        listing = list_wanted(request)
        unread = unread_source(request, listing.files)
        unpacked = unpack_all([unread], folder, context.map)[unread.id]
        sources, readings, failures = make_sources(request, unpacked.files)
        said = [*listing.incidents, *unpacked.incidents, *failures]
        return _read(context, request, sources, _Said(readings, listing.companions, said), folder)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is known before any document has been read."""

    readings: Sequence[Reading]
    passed_over: Sequence[str]
    incidents: Sequence[Incident]


def _read(context: Context, request: Request, sources: Sequence[Source], said: _Said, folder: Path) -> Look:
    size = context.config.prepare.shard_documents
    schemas = context.schema("documents"), context.schema("ingest_incidents")
    files = [(source, part) for source in sources for part in in_parts(source, source.files[0])]
    units = [
        Unit(number, source, request.licence, part, folder, size, *schemas)
        for number, (source, part) in enumerate(files)
    ]
    parts = [part for read in context.map("read", read_units, bundles(units)) for part in read]
    failures = [part.failure for part in parts if part.failure is not None]
    if failures:
        raise BadInputError("\n".join(failures))
    documents = Packer(partial(_shard, folder, "d"), schemas[0], size)
    incidents = Packer(partial(_shard, folder, "i"), schemas[1], size)
    incidents.add_rows(said.incidents)
    merged = merge(parts, documents, incidents)
    incidents.flush()
    beside = request.output.with_name(f"{request.output.stem}.incidents.jsonl")
    checks, examples = _write_incidents(sorted(folder.glob("i-*.parquet")), beside)
    characters = _write_documents(sorted(folder.glob("d-*.parquet")), schemas[0], request.output)
    return Look(
        documents=merged.documents,
        characters=characters,
        rejected=dict(sorted(merged.rejected.items())),
        incidents=dict(sorted(checks.items())),
        readings=said.readings,
        passed_over=said.passed_over,
        output=request.output,
        incidents_file=beside,
        examples=examples,
    )


def _shard(folder: Path, kind: str, number: int) -> Path:
    return folder / f"{kind}-{number:06d}.parquet"


def _write_documents(shards: Sequence[Path], schema: pa.Schema, output: Path) -> int:
    """Join shards, a row group each, and give the number of characters of the texts."""
    characters = 0
    with _replacing(output) as path, pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for shard in shards:
            table = pq.read_table(shard, schema=schema)
            characters += pc.sum(pc.utf8_length(table["text"])).as_py() or 0
            writer.write_table(table)
    return characters


def _write_incidents(shards: Sequence[Path], output: Path) -> tuple[Counter[str], list[Incident]]:
    """Write the incidents as JSON lines; count them, and give the first of each check."""
    checks: Counter[str] = Counter()
    examples: dict[str, Incident] = {}
    with _replacing(output) as path, path.open("w", encoding="utf-8") as file:
        for shard in shards:
            for record in pq.read_table(shard).to_pylist():
                checks[record["check"]] += 1
                examples.setdefault(record["check"], Incident(**record))
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return checks, [examples[check] for check in sorted(examples)]


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to that takes the other's place at the end."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
