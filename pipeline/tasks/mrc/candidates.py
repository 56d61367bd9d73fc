"""Passages: whole paragraphs of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.ids import stable_id
from pipeline.model import Sentence
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.mrc.values import QUESTIONS, Passage, Span

GENRES = frozenset({"encyclopaedia", "news", "law"})
SHORTEST = 512
LONGEST = 2048
"""Code points that a passage may have."""
HARMLESS = frozenset({"too_short", "too_long"})
"""Flags that speak against a sentence by itself, such as a heading, and not against a passage with it."""

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def passages(texts: Sequence[Text], _seed: int) -> Iterator[Candidate[Passage]]:
    """Propose one passage of every document that has one, once for each question that is wanted of it."""
    for text in texts:
        document = text.document
        span = passage_span(text) if document.genre in GENRES else None
        if span is None:
            continue
        context = span.of(document.text)
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
            )


def passage_span(text: Text) -> Span | None:
    """Find the first run of paragraphs that is long enough, and make it as long as it may be.

    Nothing flagged is in it, unless the flag is :data:`HARMLESS`.
    """
    harmful = [Span(sentence.start, sentence.end) for sentence in text.flagged if not _harmless(sentence)]
    paragraphs = [_trimmed(match) for match in _PARAGRAPH.finditer(text.document.text)]
    for number, first in enumerate(paragraphs):
        best = None
        for last in paragraphs[number:]:
            run = Span(first.start, last.end)
            if run.end - run.start > LONGEST or any(run.overlaps(span) for span in harmful):
                break
            if run.end - run.start >= SHORTEST:
                best = run
        if best is not None:
            return best
    return None


def _trimmed(paragraph: re.Match[str]) -> Span:
    text = paragraph[0]
    start = paragraph.start() + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _sentences(text: Text, passage: Span) -> tuple[Span, ...]:
    """Give the sentences inside the passage, counted from its start."""
    inside = [
        Span(sentence.start - passage.start, sentence.end - passage.start)
        for sentence in (*text.sentences, *text.flagged)
        if passage.start <= sentence.start and sentence.end <= passage.end
    ]
    return tuple(sorted(inside))


def _harmless(sentence: Sentence) -> bool:
    return HARMLESS.issuperset(sentence.flags)
