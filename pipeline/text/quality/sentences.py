"""The scores of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.text.quality.abuse import hate, profanity
from pipeline.text.quality.boilerplate import is_boilerplate
from pipeline.text.quality.shares import hangul_and_symbols, repeated_characters, stepped


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """Shares of Hangul, symbols and repeated 3-grams, in steps of 1/256; counts of swear words and hatred."""

    hangul: float
    symbols: float
    repetition: float
    profanity: int
    hate: int
    boilerplate: bool


def score_sentence(text: str) -> SentenceScores:
    """Score a sentence."""
    hangul, symbols = hangul_and_symbols(text)
    return SentenceScores(
        hangul=stepped(hangul),
        symbols=stepped(symbols),
        repetition=stepped(repeated_characters(text)),
        profanity=profanity(text),
        hate=hate(text),
        boilerplate=is_boilerplate(text),
    )
