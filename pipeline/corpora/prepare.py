"""The prepare stage: splits documents into sentences, leaves duplicates out, and places each in a split.

Two passes go over the shards of documents, each in as many processes as there are workers; between them this
process clusters all documents and places them. Sketches and the texts of proposed pairs lie in files that
are mapped; of a document this process holds ids, source and group.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.context import Context
from pipeline.corpora.clustering import BRIDGE, DUPLICATE, TIED, Prepared, place_documents
from pipeline.corpora.outlines import OutlineWork, outline
from pipeline.corpora.sentences import SentenceWork, write_sentences
from pipeline.model import SPLITS, Incident, Placement, Split
from pipeline.resources import code_digest
from pipeline.text.sentences import analyser
from pipeline.workspace import STAGES, Run, fingerprint

_CODE = ("prepare", "outlines", "clustering", "placements", "personal", "sentences")
_LIBRARIES = ("rensa", "phonenumbers")


@dataclass(frozen=True, slots=True)
class PrepareReport:
    """What the stage published, and whether it had to run for that (``changed``).

    ``clusters`` counts those of several documents, ``bridges`` the documents that were left out because they
    belong to several splits, ``rejected`` those left out for what they hold, by the incident's check,
    ``personal_data`` the findings by kind, ``flagged`` the sentences by flag, ``topics`` the sentences by
    topic, ``placed`` the documents by split.
    """

    changed: bool
    documents: int
    exact_duplicates: int
    bridges: int
    clusters: int
    sentences: int
    rejected: dict[str, int]
    personal_data: dict[str, int]
    flagged: dict[str, int]
    topics: dict[str, int]
    placed: dict[Split, int]


def prepare(context: Context, force: bool = False) -> PrepareReport:
    """Publish sentences, placements, scores, personal data and incidents, unless they are up to date.

    Left out are documents that break a limit or hold personal data that are to be dropped, exact duplicates
    but one, and new documents that would tie documents of different splits; each becomes an incident.
    Placements are only ever added to.

    Raises:
        UsageError: there are no documents yet.
        LockedError: another run is preparing.
    """
    current = _fingerprint(context)
    published = context.workspace.manifest("prepare")
    changed = force or published is None or published.fingerprint != current
    if changed:
        with context.workspace.publishing("prepare", current) as run:
            _publish(context, run)
    return _report(context, changed)


def _fingerprint(context: Context) -> str:
    """Hash what the stage depends on: of its own output, the placements, it does not count."""
    config = context.config
    schemas = (context.schema(table) for table in STAGES["prepare"])
    parts = {
        "documents": context.workspace.content("documents")["documents"],
        "seed": str(config.seed),
        "config": config.prepare.model_dump_json(exclude={"shard_documents"}),
        "schemas": " ".join(schema.serialize().to_pybytes().hex() for schema in schemas),
        "code": code_digest(*(f"corpora/{name}" for name in _CODE), "text", "model", "tables"),
        "libraries": " ".join((analyser(), *(f"{library} {version(library)}" for library in _LIBRARIES))),
    }
    return fingerprint("prepare", parts)


def _publish(context: Context, run: Run) -> None:
    folder = run.folder / "work"
    folder.mkdir()
    settings = context.config.prepare
    first = [
        OutlineWork(
            documents=path,
            scores=run.shard("text_scores", int(path.stem)),
            personal=run.shard("personal_data", int(path.stem)),
            sketches=folder / f"{path.stem}.npy",
            score_schema=context.schema("text_scores"),
            personal_schema=context.schema("personal_data"),
            settings=settings,
        )
        for path in context.workspace.shards("documents")
    ]
    outlines = context.map("compare documents", outline, first)
    before = context.read_if_there("placements", Placement)
    shards = [Prepared(work.documents, own, work.sketches) for work, own in zip(first, outlines, strict=True)]
    new, incidents = place_documents(shards, before, settings, context.config.seed, folder)
    left_out = {incident.guid for incident in incidents if incident.check != TIED}
    second = [
        SentenceWork(
            documents=work.documents,
            left_out=frozenset(o.doc_id for o in own if o.doc_id in left_out),
            personal=work.personal,
            sentences=run.shard("sentences", int(work.documents.stem)),
            schema=context.schema("sentences"),
            limits=settings.sentence,
        )
        for work, own in zip(first, outlines, strict=True)
    ]
    context.map("split sentences", write_sentences, second)
    run.keep("placements")
    if new or not before:
        context.write(run, "placements", new)
    context.write(run, "prepare_incidents", incidents)
    shutil.rmtree(folder)


def _report(context: Context, changed: bool) -> PrepareReport:
    workspace = context.workspace
    doc_ids = {
        doc_id
        for shard in workspace.shards("documents")
        for doc_id in pq.read_table(shard, columns=["doc_id"])["doc_id"].to_pylist()
    }
    incidents = context.read("prepare_incidents", Incident)
    checks = Counter(incident.check for incident in incidents)
    kept = doc_ids - {incident.guid for incident in incidents if incident.check != TIED}
    placements = [p for p in context.read("placements", Placement) if p.member in kept]
    placed = Counter(placement.split for placement in placements)
    sentences = 0
    flagged: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for shard in workspace.shards("sentences"):
        table = pq.read_table(shard, columns=["flags", "topics"])
        sentences += len(table)
        flagged.update(map(str, pc.list_flatten(table["flags"]).to_pylist()))
        topics.update(map(str, pc.list_flatten(table["topics"]).to_pylist()))
    personal: Counter[str] = Counter()
    for shard in workspace.shards("personal_data"):
        personal.update(map(str, pq.read_table(shard, columns=["kind"])["kind"].to_pylist()))
    rejected = {
        check: count for check, count in sorted(checks.items()) if check not in (DUPLICATE, BRIDGE, TIED)
    }
    return PrepareReport(
        changed=changed,
        documents=len(doc_ids),
        exact_duplicates=checks[DUPLICATE],
        bridges=checks[BRIDGE],
        clusters=sum(size > 1 for size in Counter(p.cluster for p in placements).values()),
        sentences=sentences,
        rejected=rejected,
        personal_data=dict(sorted(personal.items())),
        flagged=dict(sorted(flagged.items())),
        topics=dict(sorted(topics.items())),
        placed={split: placed[split] for split in SPLITS},
    )
