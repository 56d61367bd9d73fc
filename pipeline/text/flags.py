"""What is found in a sentence that whoever samples should know."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from pipeline.settings import SentenceLimits
from pipeline.text import normalise
from pipeline.text.privacy import PersonalData
from pipeline.text.quality.sentences import SentenceScores
from pipeline.text.sentences import Segment

_Found = tuple[str, int, int]


def found_flags(
    text: str, segments: Sequence[Segment], personal: Iterable[PersonalData]
) -> list[frozenset[str]]:
    """Give, for each sentence of a text, what was found in the whole text and reaches into it.

    ``personal_data.<kind>`` for the personal data given, and ``broken.<kind>``
    (:mod:`pipeline.text.normalise`). Sentences come in the order of the text.
    """
    found: list[_Found] = [(f"personal_data.{each.kind}", each.start, each.end) for each in personal]
    found += [
        (f"broken.{each.kind}", each.start, each.end)
        for each in normalise.find(text)
        if each.kind in normalise.BROKEN
    ]
    flags: list[set[str]] = [set() for _ in segments]
    ends = [segment.end for segment in segments]
    for name, start, end in found:
        for index in range(bisect_right(ends, start), len(segments)):
            if segments[index].start >= end:
                break
            flags[index].add(name)
    return [frozenset(own) for own in flags]


def flags(
    text: str, scores: SentenceScores, found: Collection[str], limits: SentenceLimits
) -> tuple[str, ...]:
    """Give all flags of a sentence, sorted: what was found in it, and the limits that its scores break."""
    broken = {
        "too_short": len(text) < limits.shortest,
        "too_long": len(text) > limits.longest,
        "quality.hangul": scores.hangul < limits.least_hangul,
        "quality.symbols": scores.symbols > limits.most_symbols,
        "quality.repetition": scores.repetition > limits.most_repetition,
        "abuse.profanity": scores.profanity > limits.most_profanity,
        "abuse.hate": scores.hate > limits.most_hate,
        "boilerplate": scores.boilerplate and limits.boilerplate,
    }
    return tuple(sorted({*found, *(name for name, holds in broken.items() if holds)}))
