"""Sentences of a length that can be parsed with care."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ids import stable_id
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.dp.machine import morphemes_by_eojeol
from pipeline.tasks.dp.values import TaggedSentence
from pipeline.tasks.prose import clauses, is_headline

GENRES = frozenset({"literature", "news", "encyclopaedia", "review", "web"})
LENGTH = range(10, 121)
"""Code points that a sentence may have."""
BANDS = ((4, 7), (8, 11), (12, 15), (16, 20))
"""Eojeols that a sentence may have, in bands."""


def sentences(texts: Sequence[Text], _seed: int) -> Iterator[Candidate[TaggedSentence]]:
    """Propose every sentence of fitting length; the band of its length in eojeols is the stratum.

    Headlines are no sentences. A sentence with other white space than single spaces is left out: its eojeols
    would not give it back.
    """
    for text in texts:
        if text.document.genre not in GENRES or is_headline(text.document):
            continue
        for sentence in text.sentences:
            eojeols = sentence.text.split(" ")
            band = _band(len(eojeols))
            if band is None or len(sentence.text) not in LENGTH or eojeols != sentence.text.split():
                continue
            morphemes = morphemes_by_eojeol(sentence)
            if morphemes is None:
                continue
            yield Candidate(
                payload=TaggedSentence(sentence.text, morphemes),
                documents=(text.document,),
                stratum=band,
                group=stable_id("sentence", sentence.text),
                length=len(sentence.text),
                difficulty=clauses(sentence.morphemes),
            )


def _band(eojeols: int) -> str | None:
    return next((f"{low}-{high} eojeols" for low, high in BANDS if low <= eojeols <= high), None)
