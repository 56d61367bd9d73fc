"""What a text consists of: Hangul, symbols, repetitions; all as shares in [0, 1]."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HANGUL = re.compile("[가-힣ㄱ-ㆎ]+")
_LETTER = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"\s+")
_SYMBOL = re.compile(r"[^\w\s.,!?'\"‘’“”()·%~:;/*-]+")

SHINGLE = 3
"""Characters of a shingle whose repetition counts in a sentence."""

WORDS = 5
"""Words of an n-gram whose repetition counts in a document."""

_STEPS = 256


def stepped(share: float) -> float:
    """Round to steps of 1/256, which 32-bit floats hold exactly.

    >>> stepped(1 / 3)
    0.33203125
    """
    return round(share * _STEPS) / _STEPS


def hangul_and_symbols(text: str) -> tuple[float, float]:
    """Give the share of Hangul among the letters, and of symbols among all that is not white space.

    Symbols are neither letters and digits nor punctuation. Asterisks, which mask, are
    none either. Shares of nothing are 0.

    >>> hangul_and_symbols("KBS 뉴스")
    (0.4, 0.0)
    >>> hangul_and_symbols("★★★★ 봄")
    (1.0, 0.8)
    """
    rest = _HANGUL.sub("", text)
    hangul = len(text) - len(rest)
    letters = hangul + _length(_LETTER.findall(rest))
    visible = len(text) - _length(_SPACE.findall(rest))
    return (
        hangul / letters if letters else 0.0,
        _length(_SYMBOL.findall(rest)) / visible if visible else 0.0,
    )


def repeated_characters(text: str) -> float:
    """Give the share of a sentence's character 3-grams that stand in it before.

    >>> repeated_characters("하하하하하하하하")
    0.8333333333333334
    """
    grams = len(text) - SHINGLE + 1
    return 1 - len(set(zip(text, text[1:], text[2:], strict=False))) / grams if grams > 0 else 0.0


def repeated_words(text: str) -> float:
    """Give the share of a text's characters, white space aside, in word 5-grams that stand in it before.

    One of the rules of repetition by which MassiveText was filtered (Rae et al. 2021, *Scaling Language
    Models*, A1.1); it drops documents with more than 0.15.
    """
    words = text.split()
    if len(words) <= WORDS:
        return 0.0
    grams = list(zip(*(words[at:] for at in range(WORDS)), strict=False))
    if len(set(grams)) == len(grams):
        return 0.0
    seen: set[tuple[str, ...]] = set()
    repeated = bytearray(len(words))
    for at, gram in enumerate(grams):
        if gram in seen:
            repeated[at : at + WORDS] = b"\1" * WORDS
        seen.add(gram)
    return sum(len(word) for word, own in zip(words, repeated, strict=True) if own) / sum(map(len, words))


def _length(parts: Sequence[str]) -> int:
    return len("".join(parts))
