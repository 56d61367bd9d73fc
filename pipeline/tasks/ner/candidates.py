"""Sentences of prose, with suggested entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ids import rank, stable_id
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.entities import mentions
from pipeline.tasks.ner.values import TYPES, Entity, MarkedSentence
from pipeline.tasks.prose import clauses, is_headline

GENRES = frozenset({"news", "encyclopaedia", "review", "web", "literature"})
LENGTH = range(10, 151)
"""Code points that a sentence may have."""

WITHOUT = 4
"""One in so many of the sentences in which nothing is found is proposed, for what may have been missed."""

_MARKUP = frozenset("<>")
"""KLUE's inline markup cannot hold these."""


def sentences(texts: Sequence[Text], seed: int) -> Iterator[Candidate[MarkedSentence]]:
    """Propose sentences of fitting length that may hold an entity, each once; the source is the stratum."""
    seen: set[str] = set()
    for text in texts:
        document = text.document
        if document.genre not in GENRES or is_headline(document):
            continue
        for sentence in text.sentences:
            if len(sentence.text) not in LENGTH or not _MARKUP.isdisjoint(sentence.text):
                continue
            if sentence.text in seen:
                continue
            seen.add(sentence.text)
            found = mentions(document, sentence)
            if not found and rank(seed, "ner", sentence.text) % WITHOUT:
                continue
            suggested = tuple(Entity(m.start, m.end, m.type) for m in found if m.type in TYPES)
            yield Candidate(
                payload=MarkedSentence(sentence.text, suggested),
                documents=(document,),
                stratum=document.source,
                group=stable_id("sentence", sentence.text),
                length=len(sentence.text),
                difficulty=clauses(sentence.morphemes),
            )
