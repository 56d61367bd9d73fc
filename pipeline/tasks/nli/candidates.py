"""Premises: whole sentences that say something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ids import stable_id
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.nli.values import Premise

GENRES = frozenset({"news", "encyclopaedia", "review", "web", "law"})
LENGTH = range(20, 91)
"""Code points that a premise may have."""


def premises(texts: Sequence[Text], _seed: int) -> Iterator[Candidate[Premise]]:
    """Propose every sentence of fitting length that ends in a final ending; its source is the stratum."""
    for text in texts:
        if text.document.genre not in GENRES:
            continue
        for sentence in text.sentences:
            if len(sentence.text) in LENGTH and any(m.tag == "EF" for m in sentence.morphemes[-4:]):
                yield Candidate(
                    payload=Premise(sentence.text),
                    documents=(text.document,),
                    stratum=text.document.source,
                    group=stable_id("premise", sentence.text),
                )
