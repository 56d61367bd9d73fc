"""Passages: whole paragraphs of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.ids import stable_id
from pipeline.model import Sentence
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.mrc.values import QUESTIONS, Passage, Span
from pipeline.tasks.prose import breaks_off, clauses, ends_sentence

GENRES = frozenset({"encyclopaedia", "news", "law"})
SHORTEST = 512
LONGEST = 2048
"""Code points that a passage may have."""
PER_DOCUMENT = 10
"""Most passages of a document, lest one long document outweigh the others."""
HARMLESS = frozenset({"too_short", "too_long", "quality.hangul", "quality.symbols"})
"""Flags that speak against a sentence by itself, such as a heading or a formula, and not against a passage
with it."""

_LATER_ITEM = re.compile(r"(?:[2-9]|\d\d)[.)]|[②-⑳]")
"""An item of a list after its first: nothing to begin a passage with."""
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def passages(texts: Sequence[Text], _seed: int) -> Iterator[Candidate[Passage]]:
    """Propose up to ten passages of every document, each once for each question that is wanted of it."""
    for text in texts:
        document = text.document
        if document.genre not in GENRES:
            continue
        for span in islice(passage_spans(text), PER_DOCUMENT):
            context = span.of(document.text)
            hardest = max((clauses(sentence.morphemes) for sentence in _inside(text, span)), default=0)
            for number in range(1, QUESTIONS + 1):
                yield Candidate(
                    payload=Passage(
                        title=document.title or "",
                        context=context,
                        sentences=_sentences(text, span),
                        number=number,
                        news_category=document.category or "",
                    ),
                    documents=(document,),
                    stratum=document.source,
                    group=stable_id("passage", context),
                    length=len(context),
                    difficulty=hardest,
                )


def passage_spans(text: Text) -> Iterator[Span]:
    """Find runs of paragraphs that are long enough, one after another, each as long as it may be.

    A run ends with a sentence, as do at least half of its paragraphs: the others are headings and lists.
    Nothing flagged is in it, unless the flag is :data:`HARMLESS`, and no line that breaks off.
    """
    document = text.document.text
    harmful = [Span(sentence.start, sentence.end) for sentence in text.flagged if not _harmless(sentence)]
    paragraphs = [_trimmed(match) for match in _PARAGRAPH.finditer(document)]
    after = 0
    for number, first in enumerate(paragraphs):
        if number < after or _LATER_ITEM.match(first.of(document)):
            continue
        best = None
        sentences = 0
        for last in range(number, len(paragraphs)):
            paragraph = paragraphs[last].of(document)
            run = Span(first.start, paragraphs[last].end)
            too_long = run.end - run.start > LONGEST
            if too_long or breaks_off(paragraph) or any(run.overlaps(span) for span in harmful):
                break
            if ends_sentence(paragraph):
                sentences += 1
                if run.end - run.start >= SHORTEST and 2 * sentences > last - number:
                    best, after = run, last + 1
        if best is not None:
            yield best


def _trimmed(paragraph: re.Match[str]) -> Span:
    text = paragraph[0]
    start = paragraph.start() + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _sentences(text: Text, passage: Span) -> tuple[Span, ...]:
    """Give the sentences inside the passage, counted from its start."""
    inside = _inside(text, passage)
    return tuple(sorted(Span(s.start - passage.start, s.end - passage.start) for s in inside))


def _inside(text: Text, passage: Span) -> Iterator[Sentence]:
    for sentence in (*text.sentences, *text.flagged):
        if passage.start <= sentence.start and sentence.end <= passage.end:
            yield sentence


def _harmless(sentence: Sentence) -> bool:
    return HARMLESS.issuperset(sentence.flags)
