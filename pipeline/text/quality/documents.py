"""The scores of a document's text, and which limit they break."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.settings import DocumentLimits
from pipeline.text.normalise import BROKEN, DROPPED, find
from pipeline.text.quality.abuse import hate, profanity
from pipeline.text.quality.boilerplate import boilerplate
from pipeline.text.quality.shares import hangul_and_symbols, repeated_words, stepped
from pipeline.text.quality.wrapping import glued, wrapped


@dataclass(frozen=True, slots=True)
class TextScores:
    """How good a document's text is.

    Shares in [0, 1] in steps of 1/256: ``hangul``, ``symbols``, ``repetition``, ``boilerplate``,
    ``wrapped``, ``glued``. Counts: ``isolated_jamo`` and ``invisible`` of runs, ``broken`` of characters,
    ``profanity`` and ``hate`` of words.
    """

    doc_id: str
    text_id: str
    source: str
    characters: int
    hangul: float
    symbols: float
    repetition: float
    boilerplate: float
    wrapped: float
    glued: float
    isolated_jamo: int
    invisible: int
    broken: int
    profanity: int
    hate: int


def score_text(doc_id: str, text_id: str, source: str, text: str) -> TextScores:
    """Score the text of a document."""
    hangul, symbols = hangul_and_symbols(text)
    odd = find(text)
    return TextScores(
        doc_id=doc_id,
        text_id=text_id,
        source=source,
        characters=len(text),
        hangul=stepped(hangul),
        symbols=stepped(symbols),
        repetition=stepped(repeated_words(text)),
        boilerplate=stepped(boilerplate(text)),
        wrapped=stepped(wrapped(text)),
        glued=stepped(glued(text)),
        isolated_jamo=sum(each.kind == "isolated_jamo" for each in odd),
        invisible=sum(each.kind in DROPPED for each in odd),
        broken=sum(each.end - each.start for each in odd if each.kind in BROKEN),
        profanity=profanity(text),
        hate=hate(text),
    )


def broken_limit(scores: TextScores, limits: DocumentLimits) -> tuple[str, str] | None:
    """Give the name of the first limit that a document's scores break, and how; None if they keep all."""
    if scores.hangul < limits.least_hangul:
        return "hangul", f"{scores.hangul:.0%} of the letters are Hangul, least is {limits.least_hangul:.0%}"
    for name, share, most in (
        ("symbols", scores.symbols, limits.most_symbols),
        ("repetition", scores.repetition, limits.most_repetition),
        ("boilerplate", scores.boilerplate, limits.most_boilerplate),
        ("wrapped", scores.wrapped, limits.most_wrapped),
        ("glued", scores.glued, limits.most_glued),
        ("broken", scores.broken / max(scores.characters, 1), limits.most_broken),
    ):
        if share > most:
            return name, f"{name} is {share:.0%}, most is {most:.0%}"
    return None
