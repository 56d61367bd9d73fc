"""One shard of documents to candidate items, for all tasks at once: the unit of parallel work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import canonical
from pipeline.corpora.licences import combine
from pipeline.ids import rank
from pipeline.model import SPLITS, Document, Item, Sentence, Split
from pipeline.sampling.draw import draw
from pipeline.sampling.shared import FLAG
from pipeline.tables import from_table, read_parquet
from pipeline.tasks.base import Candidate, Round, Text
from pipeline.tasks.registry import TASKS
from pipeline.text.duplicates import text_key


@dataclass(frozen=True, slots=True)
class Shard:
    """What a worker needs: one shard of documents with its sentences, and what is wanted of it.

    ``placed`` maps doc_ids to splits; documents that are not in it were dropped. ``shared`` holds the keys of
    sentences that several splits hold. ``sources``
    limits a task to some sources; an empty tuple does not. ``keep`` is how many items of a split may be
    wanted in all: no shard need propose more.
    """

    documents: Path
    sentences: Path
    document_schema: pa.Schema
    sentence_schema: pa.Schema
    placed: dict[str, Split]
    shared: frozenset[str]
    tasks: tuple[str, ...]
    sources: dict[str, tuple[str, ...]]
    keep: dict[str, int]
    batch: str
    seed: int


def propose(shard: Shard) -> dict[str, list[Item[str]]]:
    """Give, for each task, the items worth considering: all that a draw over all shards could take."""
    by_split = _texts(shard)
    proposed: dict[str, list[Item[str]]] = {}
    for name in shard.tasks:
        task = TASKS[name]
        first = task.rounds[0]
        allowed = shard.sources[name]
        found: list[Item[str]] = []
        for split, texts in by_split.items():
            usable = [text for text in texts if not allowed or text.document.source in allowed]
            items = (
                make_item(first, candidate, split, shard.batch)
                for candidate in task.candidates(usable, shard.seed)
            )
            limit = dict.fromkeys(SPLITS, 0) | {split: shard.keep[name]}
            found += [
                item
                for drawn in draw(items, limit, shard.seed, whole_groups=task.whole_groups)
                for item in drawn.items
            ]
        proposed[name] = found
    return proposed


def make_item(round_: Round[Any, Any], candidate: Candidate[Any], split: Split, batch: str) -> Item[str]:
    """Make the item of a candidate; its licence is what the licences of its documents combine to."""
    documents = candidate.documents
    return Item(
        item_id=round_.item_id(candidate.payload),
        task=round_.task,
        round=round_.name,
        batch=batch,
        payload=canonical.dump(candidate.payload),
        text_ids=tuple(sorted({document.text_id for document in documents})),
        placement=split,
        stratum=candidate.stratum,
        group=candidate.group,
        source="+".join(sorted({document.source for document in documents})),
        licence=combine([document.licence for document in documents]).licence,
    )


def _texts(shard: Shard) -> dict[Split, list[Text]]:
    """Join documents and sentences; what carries a flag, or stands in several splits, is set apart."""
    documents = from_table(read_parquet([shard.documents], shard.document_schema), Document)
    sentences = from_table(read_parquet([shard.sentences], shard.sentence_schema), Sentence)
    of_text: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        shared = text_key(sentence.text) in shard.shared
        of_text[sentence.text_id].append(
            replace(sentence, flags=(*sentence.flags, FLAG)) if shared else sentence
        )
    texts: dict[Split, list[Text]] = {split: [] for split in SPLITS}
    for document in _shuffled(documents, shard.seed):
        if document.doc_id in shard.placed:
            own = of_text[document.text_id]
            clean = tuple(sentence for sentence in own if not sentence.flags)
            flagged = tuple(sentence for sentence in own if sentence.flags)
            texts[shard.placed[document.doc_id]].append(Text(document, clean, flagged))
    return texts


def _shuffled(documents: Sequence[Document], seed: int) -> Iterator[Document]:
    """Order by chance, so that no task favours the front of a corpus."""
    yield from sorted(documents, key=lambda document: (rank(seed, document.doc_id), document.doc_id))
