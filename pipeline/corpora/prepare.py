"""The prepare stage: splits documents into sentences, leaves duplicates out, and places each in a split."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rensa import RMinHash

from pipeline.context import Context
from pipeline.corpora.placements import Cluster, place
from pipeline.model import SPLITS, Incident, Placement, Sentence, Split
from pipeline.resources import code_digest
from pipeline.tables import from_table, to_table, write_parquet
from pipeline.text.clusters import Member, cluster
from pipeline.text.duplicates import Proposals, exact_duplicates, sketch, text_key
from pipeline.text.flags import flag
from pipeline.text.sentences import analyser, split_all
from pipeline.workspace import Run, fingerprint

DUPLICATE = "exact_duplicate"
BRIDGE = "bridges_placements"
TIED = "placements_tied"

_BATCH = 1_000
"""Sentences that are held as objects at a time."""


@dataclass(frozen=True, slots=True)
class PrepareReport:
    """What the stage published, and whether it had to run for that (``changed``).

    ``clusters`` counts those of several documents, ``bridges`` the documents that were left out because they
    belong to several splits, ``flagged`` the sentences by flag, ``placed`` the documents by split.
    """

    changed: bool
    documents: int
    exact_duplicates: int
    bridges: int
    clusters: int
    sentences: int
    flagged: dict[str, int]
    placed: dict[Split, int]


@dataclass(frozen=True, slots=True)
class _Text:
    """What the stage reads of a document."""

    doc_id: str
    text_id: str
    source: str
    native_group: str | None
    text: str


@dataclass(frozen=True, slots=True)
class _Outline:
    """What clustering and placing need of a document."""

    doc_id: str
    source: str
    native_group: str | None
    key: str
    sketch: RMinHash


@dataclass(frozen=True, slots=True)
class _Shard:
    """A unit of work: the file of documents, which of them were left out, and the file for the sentences."""

    documents: Path
    left_out: frozenset[str]
    sentences: Path
    schema: pa.Schema


def prepare(context: Context, force: bool = False) -> PrepareReport:
    """Publish ``sentences``, ``placements`` and ``prepare_incidents``, unless they are up to date.

    Of exact duplicates one document is kept, and new documents that would tie documents of different splits
    are left out; each becomes an incident. Placements are only ever added to.

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
    tables = ("sentences", "placements", "prepare_incidents")
    parts = {
        "documents": context.workspace.content("documents")["documents"],
        "seed": str(config.seed),
        "config": config.prepare.model_dump_json(include={"shares", "near_duplicate"}),
        "schemas": " ".join(context.schema(table).serialize().to_pybytes().hex() for table in tables),
        "code": code_digest("corpora/prepare", "corpora/placements", "text", "model", "tables"),
        "libraries": f"{analyser()} rensa {version('rensa')}",
    }
    return fingerprint("prepare", parts)


def _publish(context: Context, run: Run) -> None:
    shards = context.workspace.shards("documents")
    outlines = context.map("compare documents", _outline, shards)
    before = context.read_if_there("placements", Placement)
    new, incidents = _place(context, [o for shard in outlines for o in shard], before)
    left_out = {incident.guid for incident in incidents if incident.check != TIED}
    work = [
        _Shard(
            documents=path,
            left_out=frozenset(o.doc_id for o in shard if o.doc_id in left_out),
            sentences=run.shard("sentences", int(path.stem)),
            schema=context.schema("sentences"),
        )
        for path, shard in zip(shards, outlines, strict=True)
    ]
    context.map("split sentences", _split, work)
    run.keep("placements")
    if new or not before:
        context.write(run, "placements", new)
    context.write(run, "prepare_incidents", incidents)


def _outline(shard: Path) -> list[_Outline]:
    texts = _read(shard)
    sketches = sketch(text.text for text in texts)
    return [
        _Outline(text.doc_id, text.source, text.native_group, text_key(text.text), own)
        for text, own in zip(texts, sketches, strict=True)
    ]


def _place(
    context: Context, outlines: Sequence[_Outline], before: Sequence[Placement]
) -> tuple[Sequence[Placement], list[Incident]]:
    """Cluster all documents and place the new ones."""
    shares = context.config.prepare.shares
    placed = {placement.member: placement for placement in before}
    duplicates = exact_duplicates({o.doc_id: o.key for o in outlines}, preferred=placed)
    kept = {o.doc_id: o for o in outlines if o.doc_id not in duplicates}
    proposals = Proposals(
        {doc_id: o.sketch for doc_id, o in kept.items()}, context.config.prepare.near_duplicate
    )
    texts = _texts(context.workspace.shards("documents"), proposals.involved())
    members = _members(outlines, duplicates, placed)
    clustering = cluster(members, proposals.of, proposals.verifier(texts))
    members_of: dict[str, list[str]] = defaultdict(list)
    for doc_id, name in sorted(clustering.names.items()):
        members_of[name].append(doc_id)
    clusters = [Cluster(name, kept[name].source, tuple(ids)) for name, ids in members_of.items()]
    result = place(
        clusters, {"train": shares.train, "dev": shares.dev, "test": shares.test}, before, context.config.seed
    )
    incidents = [_duplicate(doc_id, of) for doc_id, of in sorted(duplicates.items())]
    bridges = clustering.bridges | {bridge.member: bridge.splits for bridge in result.bridges}
    incidents += [_bridge(doc_id, splits, doc_id in placed) for doc_id, splits in sorted(bridges.items())]
    return result.placements, incidents


def _members(
    outlines: Sequence[_Outline], duplicates: Mapping[str, str], placed: Mapping[str, Placement]
) -> list[Member]:
    """Tie documents of one native group, and what was placed as one cluster.

    A document that is kept stands for its duplicates in their groups as well.
    """
    ties: dict[str, set[str]] = {o.doc_id: set() for o in outlines if o.doc_id not in duplicates}
    for outline in outlines:
        if outline.native_group is not None:
            kept = duplicates.get(outline.doc_id, outline.doc_id)
            ties[kept].add(f"group {outline.source} {outline.native_group}")
    for doc_id in ties.keys() & placed.keys():
        ties[doc_id].add(f"cluster {placed[doc_id].cluster}")
    return [
        Member(doc_id, tuple(sorted(own)), placed[doc_id].split if doc_id in placed else None)
        for doc_id, own in ties.items()
    ]


def _texts(shards: Sequence[Path], doc_ids: Collection[str]) -> dict[str, str]:
    return {text.doc_id: text.text for shard in shards for text in _read(shard) if text.doc_id in doc_ids}


def _read(shard: Path) -> list[_Text]:
    columns = [field.name for field in dataclasses.fields(_Text)]
    return from_table(pq.read_table(shard, columns=columns), _Text)


def _split(shard: _Shard) -> None:
    sentences = _sentences(shard)
    tables = [shard.schema.empty_table()]
    while batch := list(islice(sentences, _BATCH)):
        tables.append(to_table(batch, shard.schema))
    write_parquet(shard.sentences, pa.concat_tables(tables).combine_chunks())


def _sentences(shard: _Shard) -> Iterator[Sentence]:
    kept = [text for text in _read(shard.documents) if text.doc_id not in shard.left_out]
    for text, segments in zip(kept, split_all(text.text for text in kept), strict=True):
        for segment, flags in zip(segments, flag(text.text, segments), strict=True):
            yield Sentence(
                text_id=text.text_id,
                start=segment.start,
                end=segment.end,
                text=segment.text,
                morphemes=segment.morphemes,
                flags=flags,
            )


def _duplicate(doc_id: str, kept: str) -> Incident:
    return Incident(
        check=DUPLICATE,
        level="info",
        message=f"the text is that of document {kept}, which is kept",
        guid=doc_id,
        explanation="One text would be annotated twice, and count twice. Nothing need be done.",
    )


def _bridge(doc_id: str, splits: Sequence[str], placed: bool) -> Incident:
    tied = " and ".join(splits)
    if placed:
        return Incident(
            check=TIED,
            level="warning",
            message=f"the document, placed before, has come to resemble documents of {tied}",
            guid=doc_id,
            explanation="Placements never change, so the splits may leak into one another here: "
            "a release checks for it. Restore the document's text or group, or take it out of its source.",
        )
    return Incident(
        check=BRIDGE,
        level="warning",
        message=f"the document resembles, or shares a group with, documents of {tied}: it is left out",
        guid=doc_id,
        explanation="In any split it would leak into another. Nothing need be done.",
    )


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
    for shard in workspace.shards("sentences"):
        flags = pq.read_table(shard, columns=["flags"])["flags"]
        sentences += len(flags)
        flagged.update(str(name) for name in pc.list_flatten(flags).to_pylist())
    return PrepareReport(
        changed=changed,
        documents=len(doc_ids),
        exact_duplicates=checks[DUPLICATE],
        bridges=checks[BRIDGE],
        clusters=sum(size > 1 for size in Counter(p.cluster for p in placements).values()),
        sentences=sentences,
        flagged=dict(sorted(flagged.items())),
        placed={split: placed[split] for split in SPLITS},
    )
