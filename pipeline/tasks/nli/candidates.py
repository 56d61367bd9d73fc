"""Premises: whole sentences that say something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.ids import stable_id
from pipeline.model import Sentence
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.nli.values import Premise
from pipeline.tasks.prose import breaks_off, clauses, continues_line, ends_sentence, is_headline

GENRES = frozenset({"news", "encyclopaedia", "review", "web", "law"})
LENGTH = range(20, 91)
"""Code points that a premise may have."""

_POINTS_AHEAD = re.compile(r"다음(?:과 같|의? ?각|의? ?사항)")
"""Nothing follows from a sentence whose content is a list behind it."""


def premises(texts: Sequence[Text], _seed: int) -> Iterator[Candidate[Premise]]:
    """Propose every sentence of fitting length that stands by itself; its source is the stratum."""
    for text in texts:
        if text.document.genre not in GENRES or is_headline(text.document):
            continue
        for sentence in text.sentences:
            if _is_whole(sentence) and not continues_line(text.document, sentence):
                yield Candidate(
                    payload=Premise(sentence.text),
                    documents=(text.document,),
                    stratum=text.document.source,
                    group=stable_id("premise", sentence.text),
                    length=len(sentence.text),
                    difficulty=clauses(sentence.morphemes),
                )


def _is_whole(sentence: Sentence) -> bool:
    """Tell a sentence with a final ending and its punctuation."""
    return (
        len(sentence.text) in LENGTH
        and any(morpheme.tag == "EF" for morpheme in sentence.morphemes[-4:])
        and ends_sentence(sentence.text)
        and not breaks_off(sentence.text)
        and _POINTS_AHEAD.search(sentence.text) is None
    )
