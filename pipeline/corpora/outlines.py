"""The first pass of ``prepare`` over a shard: scores, personal data, sketches, and what they rule out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpora.personal import FoundPersonal, find_personal
from pipeline.model import Incident
from pipeline.settings import Prepare
from pipeline.tables import to_table, write_parquet
from pipeline.text.duplicates import text_key
from pipeline.text.near_duplicates import sketch
from pipeline.text.quality.documents import TextScores, broken_limit, score_text

PERSONAL = "personal_data"
QUALITY = "quality"

_BATCH = 1_000
"""Documents that are read at a time."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What the stage reads of a document."""

    doc_id: str
    text_id: str
    source: str
    native_group: str | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What clustering and placing need of a document; ``rejected`` says why it is left out beforehand."""

    doc_id: str
    source: str
    native_group: str | None
    key: str
    rejected: Incident | None


@dataclass(frozen=True, slots=True)
class OutlineWork:
    """A shard of documents, and the files for what is found in them."""

    documents: Path
    scores: Path
    personal: Path
    sketches: Path
    score_schema: pa.Schema
    personal_schema: pa.Schema
    settings: Prepare


def outline(work: OutlineWork) -> list[Outline]:
    """Write scores, personal data and sketches of a shard, in its order; give its outlines."""
    outlines: list[Outline] = []
    scores: list[TextScores] = []
    personal: list[FoundPersonal] = []
    for text in read_texts(work.documents):
        found = list(find_personal(text.text_id, text.title, text.text, work.settings.privacy))
        score = score_text(text.doc_id, text.text_id, text.source, text.text)
        rejected = _personal_incident(text.doc_id, found) or _quality_incident(score, work.settings)
        outlines.append(Outline(text.doc_id, text.source, text.native_group, text_key(text.text), rejected))
        scores.append(score)
        personal += found
    np.save(work.sketches, sketch(text.text for text in read_texts(work.documents)))
    write_parquet(work.scores, to_table(scores, work.score_schema))
    write_parquet(work.personal, to_table(personal, work.personal_schema))
    return outlines


def read_texts(shard: Path) -> Iterator[SourceText]:
    """Read the documents of a shard, batch by batch."""
    columns = list(SourceText.__slots__)
    for batch in pq.ParquetFile(shard).iter_batches(_BATCH, columns=columns):
        values = [batch[column].to_pylist() for column in columns]
        for row in zip(*values, strict=True):
            yield SourceText(*row)


def _personal_incident(doc_id: str, found: Sequence[FoundPersonal]) -> Incident | None:
    kinds = Counter(each.kind for each in found if each.action == "drop")
    if not kinds:
        return None
    counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return Incident(
        check=PERSONAL,
        level="info",
        message=f"the document is left out for personal data: {counted}",
        guid=doc_id,
        explanation="The configuration, prepare.privacy, says to drop documents with these. Nothing need be "
        "done; `mask` would keep the document without them.",
    )


def _quality_incident(scores: TextScores, settings: Prepare) -> Incident | None:
    broken = broken_limit(scores, settings.document)
    if broken is None:
        return None
    name, message = broken
    return Incident(
        check=f"{QUALITY}.{name}",
        level="info",
        message=f"the document is left out: {message}",
        guid=scores.doc_id,
        explanation="The limits are in the configuration, prepare.document; the scores of every document are "
        "in the table text_scores.",
    )
