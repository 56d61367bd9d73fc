"""Clusters of documents: near-duplicates, groups of a source, and what was placed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipeline.corpora.outlines import Outline, read_texts
from pipeline.corpora.placements import Cluster, place
from pipeline.model import Incident, Placement
from pipeline.settings import Prepare
from pipeline.text.clusters import Member, cluster
from pipeline.text.duplicates import exact_duplicates
from pipeline.text.near_duplicates import SLOTS, Proposals, Sketches

DUPLICATE = "exact_duplicate"
BRIDGE = "bridges_placements"
TIED = "placements_tied"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One shard of documents after the first pass: its outlines, and their sketches in the same order."""

    documents: Path
    outlines: Sequence[Outline]
    sketches: Path


def place_documents(
    shards: Sequence[Prepared], before: Sequence[Placement], settings: Prepare, seed: int, folder: Path
) -> tuple[Sequence[Placement], list[Incident]]:
    """Cluster all documents and place the new ones; tell of each that is left out, and why.

    ``folder`` is for what is too large for memory: sketches, and the texts of proposed pairs.
    """
    placed = {placement.member: placement for placement in before}
    usable = [o for shard in shards for o in shard.outlines if o.rejected is None]
    duplicates = exact_duplicates({o.doc_id: o.key for o in usable}, preferred=placed)
    sources = {o.doc_id: o.source for o in usable if o.doc_id not in duplicates}
    names, sketches = _sketches(shards, sources.keys(), folder / "sketches.bin")
    proposals = Proposals(names, sketches, settings.near_duplicate)
    text_of = _texts([shard.documents for shard in shards], proposals.involved(), folder / "texts.arrow")
    members = _members(usable, duplicates, placed)
    clustering = cluster(members, proposals.of, proposals.verifier(text_of))
    members_of: dict[str, list[str]] = defaultdict(list)
    for doc_id, name in sorted(clustering.names.items()):
        members_of[name].append(doc_id)
    clusters = (Cluster(name, sources[name], tuple(ids)) for name, ids in members_of.items())
    shares = settings.shares
    result = place(clusters, {"train": shares.train, "dev": shares.dev, "test": shares.test}, before, seed)
    rejected = (o.rejected for shard in shards for o in shard.outlines if o.rejected is not None)
    incidents = sorted(rejected, key=lambda incident: incident.guid or "")
    incidents += [_duplicate(doc_id, of) for doc_id, of in sorted(duplicates.items())]
    bridges = clustering.bridges | {bridge.member: bridge.splits for bridge in result.bridges}
    incidents += [_bridge(doc_id, splits, doc_id in placed) for doc_id, splits in sorted(bridges.items())]
    return result.placements, incidents


def _sketches(shards: Sequence[Prepared], kept: Collection[str], path: Path) -> tuple[list[str], Sketches]:
    """Gather the sketches of kept documents in one file, and map it."""
    names: list[str] = []
    if not kept:
        return names, np.empty((0, SLOTS), np.uint32)
    gathered = np.memmap(path, np.uint32, "w+", shape=(len(kept), SLOTS))
    for shard in shards:
        rows = [row for row, o in enumerate(shard.outlines) if o.doc_id in kept]
        gathered[len(names) : len(names) + len(rows)] = np.load(shard.sketches, mmap_mode="r")[rows]
        names += [shard.outlines[row].doc_id for row in rows]
    return names, gathered


def _texts(shards: Sequence[Path], doc_ids: Collection[str], path: Path) -> Callable[[str], str]:
    """Write the texts of some documents to a file, and give what reads one of them from there."""
    row_of: dict[str, int] = {}
    schema = pa.schema([("text", pa.string())])
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema) as writer:
        for shard in shards:
            for batch in _batches(shard, doc_ids):
                row_of |= {name: len(row_of) + at for at, name in enumerate(batch)}
                writer.write_batch(pa.record_batch([pa.array(batch.values(), pa.string())], schema=schema))
    column = pa.ipc.open_file(pa.memory_map(str(path))).read_all()["text"]
    return lambda name: str(column[row_of[name]].as_py())


def _batches(shard: Path, doc_ids: Collection[str], size: int = 1_000) -> Iterator[dict[str, str]]:
    batch: dict[str, str] = {}
    for text in read_texts(shard):
        if text.doc_id in doc_ids:
            batch[text.doc_id] = text.text
            if len(batch) == size:
                yield batch
                batch = {}
    if batch:
        yield batch


def _members(
    outlines: Sequence[Outline], duplicates: Mapping[str, str], placed: Mapping[str, Placement]
) -> Iterator[Member]:
    """Tie documents of one native group, and what was placed as one cluster.

    A document that is kept stands for its duplicates in their groups as well.
    """
    ties: dict[str, set[str]] = defaultdict(set)
    for outline in outlines:
        if outline.native_group is not None:
            kept = duplicates.get(outline.doc_id, outline.doc_id)
            ties[kept].add(f"group {outline.source} {outline.native_group}")
    for outline in outlines:
        doc_id = outline.doc_id
        if doc_id in duplicates:
            continue
        own = ties.get(doc_id, set())
        placement = placed.get(doc_id)
        if placement is not None:
            own = own | {f"cluster {placement.cluster}"}
        yield Member(doc_id, tuple(sorted(own)), None if placement is None else placement.split)


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
