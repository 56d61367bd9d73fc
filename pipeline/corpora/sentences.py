"""The second pass of ``prepare`` over a shard: masked texts become sentences with flags and scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpora.outlines import SourceText, read_texts
from pipeline.corpora.personal import FoundPersonal, read_personal, with_action
from pipeline.settings import SentenceLimits
from pipeline.text.flags import flags, found_flags
from pipeline.text.privacy import mask
from pipeline.text.quality.sentences import SentenceScores, score_sentence
from pipeline.text.quality.topics import topics
from pipeline.text.sentences import Segment, split

_BATCH = 1_000
"""Sentences that are held as objects at a time."""

_ROW_GROUP = 20_000
"""Sentences that are held as a table at a time."""


@dataclass(frozen=True, slots=True)
class SentenceWork:
    """A shard of documents, which were left out, their personal data, and the file for the sentences."""

    documents: Path
    left_out: frozenset[str]
    personal: Path
    sentences: Path
    schema: pa.Schema
    limits: SentenceLimits


def write_sentences(work: SentenceWork) -> None:
    """Write the sentences of a shard's documents, in their order."""
    rows = _rows(work)
    with pq.ParquetWriter(work.sentences, work.schema, compression="zstd", use_dictionary=True) as writer:
        while tables := list(islice(_tables(rows, work.schema), _ROW_GROUP // _BATCH)):
            writer.write_table(pa.concat_tables(tables).combine_chunks())


@dataclass(frozen=True, slots=True)
class _Row:
    """What becomes a :class:`pipeline.model.Sentence`."""

    text_id: str
    segment: Segment
    flags: tuple[str, ...]
    scores: SentenceScores
    topics: tuple[str, ...]


def _rows(work: SentenceWork) -> Iterator[_Row]:
    personal = read_personal(work.personal)
    for text in read_texts(work.documents):
        if text.doc_id not in work.left_out:
            yield from _of_text(text, personal.get(text.text_id, []), work.limits)


def _of_text(text: SourceText, personal: list[FoundPersonal], limits: SentenceLimits) -> Iterator[_Row]:
    shown = mask(text.text, with_action(personal, "text", "mask")) if personal else text.text
    segments = split(shown)
    found = found_flags(shown, segments, with_action(personal, "text", "flag"))
    for segment, own in zip(segments, found, strict=True):
        scores = score_sentence(segment.text)
        yield _Row(text.text_id, segment, flags(segment.text, scores, own, limits), scores, topics(segment))


def _tables(rows: Iterator[_Row], schema: pa.Schema) -> Iterator[pa.Table]:
    while batch := list(islice(rows, _BATCH)):
        yield _table(batch, schema)


def _table(rows: Sequence[_Row], schema: pa.Schema) -> pa.Table:
    """Turn rows into a table by its columns: an object a morpheme would cost a tenth of the analysis."""
    segments = [row.segment for row in rows]
    columns: dict[str, Iterable[object]] = {
        "text_id": (row.text_id for row in rows),
        "start": (segment.start for segment in segments),
        "end": (segment.end for segment in segments),
        "text": (segment.text for segment in segments),
        "flags": (row.flags for row in rows),
        "hangul": (row.scores.hangul for row in rows),
        "symbols": (row.scores.symbols for row in rows),
        "repetition": (row.scores.repetition for row in rows),
        "profanity": (row.scores.profanity for row in rows),
        "hate": (row.scores.hate for row in rows),
        "topics": (row.topics for row in rows),
    }
    arrays = {name: pa.array(values, schema.field(name).type) for name, values in columns.items()}
    arrays["morphemes"] = _morphemes(segments, schema.field("morphemes").type)
    table = pa.table(arrays, schema=schema)
    table.validate(full=True)
    return table


def _morphemes(segments: Sequence[Segment], kind: pa.ListType[pa.StructType]) -> pa.Array[Any]:
    columns = {
        "form": (segment.forms for segment in segments),
        "tag": (segment.tags for segment in segments),
        "start": (segment.starts for segment in segments),
        "end": (segment.ends for segment in segments),
    }
    parts = list(kind.value_type)
    values = [pa.array(chain.from_iterable(columns[part.name]), part.type) for part in parts]
    ends = accumulate((len(segment.forms) for segment in segments), initial=0)
    morphemes = pa.StructArray.from_arrays(values, fields=parts)
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), morphemes, type=kind)
