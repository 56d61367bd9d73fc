"""The ingest stage: raw corpora to documents, each with a licence, and a reason for all that was left out."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.context import Context
from pipeline.corpora.catalogue import Source, load_catalogue
from pipeline.corpora.checks import incident
from pipeline.corpora.gate import judge
from pipeline.corpora.licences import Verdict, VerdictName
from pipeline.corpora.merge import Merged, Packer, merge
from pipeline.corpora.readers.base import InputFile
from pipeline.corpora.sources import SourceRow
from pipeline.corpora.terms import LICENCES, load_terms
from pipeline.corpora.units import Parts, Unit, bundles, in_parts, read_units
from pipeline.corpora.unpacking import unpack_all
from pipeline.errors import BadInputError, RefusedLicenceError
from pipeline.ids import stable_id
from pipeline.model import Incident
from pipeline.resources import code_digest
from pipeline.tables import sha256
from pipeline.workspace import Run, fingerprint

_TABLES = ("sources", "documents", "ingest_incidents")
_LIBRARIES = ("license-expression", "lxml")
_CHECK_OF: dict[VerdictName, str] = {
    "accept-with-warning": "source.warned",
    "quarantine": "source.quarantined",
    "refuse": "source.refused",
}


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What the stage published, and whether it had to run for that (``changed``).

    ``rejected`` counts the records that did not become documents, ``incidents`` everything by its check.
    """

    changed: bool
    sources: list[SourceRow]
    documents: int
    rejected: int
    incidents: dict[str, int]


def ingest(context: Context, catalogue: Path, root: Path | None = None, force: bool = False) -> IngestReport:
    """Publish ``sources``, ``documents`` and ``ingest_incidents``, unless they are up to date.

    Sources that the licence gate refuses or quarantines are not read.

    Raises:
        UsageError: there is no catalogue, or the configured release licence is none.
        BadInputError: the catalogue is wrong, or files cannot be read; all such files are named.
        RefusedLicenceError: the gate lets no source through.
        LockedError: another run is ingesting.
    """
    terms = load_terms(context.contracts / LICENCES)
    sources = load_catalogue(catalogue, root)
    judged = {source.id: judge(source, terms, context.config.release.licence) for source in sources}
    if not any(verdict.accepted for verdict in judged.values()):
        reasons = "\n".join(f"{name}: {verdict.reason}" for name, verdict in judged.items())
        raise RefusedLicenceError(f"{catalogue}: none of the sources may be read\n{reasons}")
    current = _fingerprint(context, sources, judged)
    published = context.workspace.manifest("ingest")
    changed = force or published is None or published.fingerprint != current
    if changed:
        with context.workspace.publishing("ingest", current) as run:
            _publish(context, run, sources, judged)
    return _report(context, changed)


def _fingerprint(context: Context, sources: Sequence[Source], judged: Mapping[str, Verdict]) -> str:
    inputs = [f"{source.description.model_dump_json()} {judged[source.id]}" for source in sources]
    files = [file for source in sources if judged[source.id].accepted for file in source.files]
    with context.progress.bar("hash corpora", len(files)) as advance:
        for file in files:
            inputs += [file.name, _hash(file)]
            advance(1)
    parts = {
        "sources": stable_id(*inputs),
        "schemas": " ".join(context.schema(table).serialize().to_pybytes().hex() for table in _TABLES),
        "shard_documents": str(context.config.prepare.shard_documents),
        "code": code_digest("corpora", "text", "contracts", "model", "ids", "tables"),
        "libraries": " ".join(f"{library} {version(library)}" for library in _LIBRARIES),
    }
    return fingerprint("ingest", parts)


def _hash(file: InputFile) -> str:
    try:
        return sha256(file.path)
    except OSError as error:
        raise BadInputError(f"{file.name}: cannot be read ({error.strerror})") from None


def _publish(context: Context, run: Run, sources: Sequence[Source], judged: Mapping[str, Verdict]) -> None:
    folder = run.folder / "parts"
    folder.mkdir()
    size = context.config.prepare.shard_documents
    documents = Packer(partial(run.shard, "documents"), context.schema("documents"), size)
    incidents = Packer(partial(run.shard, "ingest_incidents"), context.schema("ingest_incidents"), size)
    accepted = [(s, licence) for s in sources if (licence := _licence(judged[s.id])) is not None]
    unpacked = unpack_all([source for source, _ in accepted], folder, context.map)
    files = [
        (source, licence, part)
        for source, licence in accepted
        for file in unpacked[source.id].files
        for part in in_parts(source, file)
    ]
    units = [
        Unit(number, _bare(source), licence, file, folder, size, documents.schema, incidents.schema)
        for number, (source, licence, file) in enumerate(files)
    ]
    parts = [part for read in context.map("read corpora", read_units, bundles(units)) for part in read]
    failures = [part.failure for part in parts if part.failure is not None]
    if failures:
        raise BadInputError("\n".join(failures))
    rows = []
    for source in sources:
        own = [part for part in parts if part.source == source.id]
        incidents.add_rows(_said_of(source, judged[source.id]))
        if source.id in unpacked:
            incidents.add_rows(unpacked[source.id].incidents)
        rows.append(_row(source, judged[source.id], own, merge(own, documents, incidents)))
    incidents.flush()
    context.write(run, "sources", rows)
    shutil.rmtree(folder)


def _bare(source: Source) -> Source:
    return replace(source, files=(), evidence=())


def _licence(verdict: Verdict) -> str | None:
    return verdict.licence if verdict.accepted else None


def _said_of(source: Source, verdict: Verdict) -> list[Incident]:
    check = _CHECK_OF.get(verdict.name)
    return [] if check is None else [incident(check, f"{source.id}: {verdict.reason}")]


def _row(source: Source, verdict: Verdict, parts: Sequence[Parts], merged: Merged) -> SourceRow:
    said = source.description
    return SourceRow(
        source_id=source.id,
        title=said.title,
        homepage=said.homepage,
        genre=said.genre,
        format=said.format,
        licence=verdict.licence,
        verdict=verdict.name,
        reason=verdict.reason,
        attribution=source.credit,
        files=len({part.file for part in parts}),
        documents=merged.documents,
        rejected=sum(merged.rejected.values()),
        since=source.since,
    )


def _report(context: Context, changed: bool) -> IngestReport:
    checks: Counter[str] = Counter()
    for shard in context.workspace.shards("ingest_incidents"):
        checks.update(str(check) for check in pq.read_table(shard, columns=["check"])["check"].to_pylist())
    rows = context.read("sources", SourceRow)
    return IngestReport(
        changed=changed,
        sources=rows,
        documents=sum(row.documents for row in rows),
        rejected=sum(row.rejected for row in rows),
        incidents=dict(sorted(checks.items())),
    )
