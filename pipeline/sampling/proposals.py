"""One shard of documents to candidate items, for all tasks at once: the unit of parallel work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import canonical
from pipeline.corpora.licences import combine
from pipeline.corpora.personal import read_personal, without_personal
from pipeline.ids import rank
from pipeline.model import SPLITS, Document, Item, Sentence, Split
from pipeline.sampling.draw import shortlist
from pipeline.sampling.shared import FLAG, sentence_hash
from pipeline.sampling.traits import Proposal, Traits
from pipeline.settings import Quotas
from pipeline.tables import from_table, read_parquet
from pipeline.tasks.base import Candidate, Round, Text
from pipeline.tasks.registry import TASKS


@dataclass(frozen=True, slots=True)
class Shard:
    """What a worker needs: one shard of documents with its sentences, and what is wanted of it.

    ``personal`` is the shard of personal data in them, if any were looked for.

    ``placed`` maps the shard's doc_ids to splits; documents that are not in it were dropped. ``shared`` holds
    the hashes of sentences that several splits hold. ``sources`` limits a task to some sources; an empty
    tuple does not. ``wanted`` is how many items the batch is to have, ``had`` how many there are already: no
    shard need propose more than both.
    """

    documents: Path
    sentences: Path
    personal: Path | None
    document_schema: pa.Schema
    sentence_schema: pa.Schema
    placed: dict[str, Split]
    shared: frozenset[int]
    tasks: tuple[str, ...]
    sources: dict[str, tuple[str, ...]]
    quotas: dict[str, Quotas]
    wanted: dict[str, int]
    had: int
    batch: str
    seed: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """One task's candidates in a shard: all that a draw over all shards could take, and what was found."""

    proposals: list[Proposal]
    found: Counter[tuple[Split, Traits]]


def propose(shard: Shard) -> dict[str, Proposed]:
    """Give, for each task, the items worth considering."""
    by_split = _texts(shard)
    proposed: dict[str, Proposed] = {}
    for name in shard.tasks:
        task = TASKS[name]
        allowed = shard.sources[name]
        kept: list[Proposal] = []
        found: Counter[tuple[Split, Traits]] = Counter()
        for split, texts in by_split.items():
            usable = [text for text in texts if not allowed or text.document.source in allowed]
            candidates = [
                make_proposal(task.rounds[0], candidate, split, shard.batch)
                for candidate in task.candidates(usable, shard.seed)
            ]
            found.update((split, proposal.traits) for proposal in candidates)
            kept += shortlist(
                candidates,
                shard.wanted[name],
                shard.had,
                shard.seed,
                quotas=shard.quotas[name],
                whole_groups=task.whole_groups,
            )
        proposed[name] = Proposed(kept, found)
    return proposed


def make_proposal(round_: Round[Any, Any], candidate: Candidate[Any], split: Split, batch: str) -> Proposal:
    """Make the item of a candidate; its licence is what the licences of its documents combine to."""
    documents = candidate.documents
    item = Item(
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
    genre = "+".join(sorted({document.genre for document in documents}))
    traits = Traits(item.source, genre, candidate.stratum, candidate.length, candidate.difficulty)
    return Proposal(item, traits)


def _texts(shard: Shard) -> dict[Split, list[Text]]:
    """Join documents and sentences; what carries a flag, or stands in several splits, is set apart."""
    documents = from_table(read_parquet([shard.documents], shard.document_schema), Document)
    sentences = from_table(read_parquet([shard.sentences], shard.sentence_schema), Sentence)
    personal = read_personal(shard.personal) if shard.personal else {}
    of_text: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        shared = sentence_hash(sentence.text) in shard.shared
        of_text[sentence.text_id].append(
            replace(sentence, flags=(*sentence.flags, FLAG)) if shared else sentence
        )
    texts: dict[Split, list[Text]] = {split: [] for split in SPLITS}
    for document in _shuffled(documents, shard.seed):
        if document.doc_id in shard.placed:
            own = of_text[document.text_id]
            clean = tuple(sentence for sentence in own if not sentence.flags)
            flagged = tuple(sentence for sentence in own if sentence.flags)
            shown = without_personal(document, personal.get(document.text_id, ()))
            texts[shard.placed[document.doc_id]].append(Text(shown, clean, flagged))
    return texts


def _shuffled(documents: Sequence[Document], seed: int) -> Iterator[Document]:
    """Order by chance, so that no task favours the front of a corpus."""
    yield from sorted(documents, key=lambda document: (rank(seed, document.doc_id), document.doc_id))
