"""Exact match and character F1 between answer strings, as KorQuAD and KLUE-MRC score them."""

from __future__ import annotations

import string
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def normalise_answer(text: str) -> str:
    """Give the text in NFC, in lower case, without white space and punctuation.

    Punctuation is Unicode's general category P and ASCII's ``string.punctuation``.

    >>> normalise_answer("《미녀와 야수》, (Disney)")
    '미녀와야수disney'
    """
    kept = (
        character
        for character in unicodedata.normalize("NFC", text).lower()
        if not (
            character.isspace()
            or character in string.punctuation
            or unicodedata.category(character).startswith("P")
        )
    )
    return "".join(kept)


def exact_match(answer: str, alternatives: Iterable[str]) -> bool:
    """Tell whether the answer, normalised, is one of the alternatives, normalised."""
    normal = normalise_answer(answer)
    return any(normal == normalise_answer(alternative) for alternative in alternatives)


def character_f1(answer: str, alternatives: Iterable[str]) -> float:
    """Give the best F1 between the characters, as bags, of the answer and of an alternative, normalised.

    An empty string matches an empty string only. Without alternatives, F1 is 0.

    >>> character_f1("세종대왕", ["세종", "이순신"])
    0.6666666666666666
    """
    characters = Counter(normalise_answer(answer))
    return max((_f1(characters, Counter(normalise_answer(each))) for each in alternatives), default=0.0)


def _f1(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0
