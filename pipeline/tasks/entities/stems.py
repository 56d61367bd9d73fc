"""Nominal stems: the words of a sentence without their particles and endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Morpheme, Sentence

_WORD = re.compile(r"[^\s\"'“”‘’《》〈〉「」『』()\[\]{},.·…!?~:;/<>|*=]+")
_NOMINAL = frozenset({"NNG", "NNP", "NNB", "NR", "SL", "SH", "SN", "XPN", "XSN", "XR", "W_SERIAL"})
_PROPER = frozenset({"NNP", "SL"})
_VERBAL = frozenset({"XSV", "XSA", "XSA-I", "XSA-R"})


@dataclass(frozen=True, slots=True)
class Stem:
    """What a word is built on, ``sentence.text[start:end] == surface``.

    ``proper`` tells a proper noun or a foreign word inside, but no number before it; ``parts`` counts the
    morphemes; ``particle`` is what follows in the same word, empty if nothing does.
    """

    start: int
    end: int
    surface: str
    proper: bool
    parts: int
    particle: str


def stems(sentence: Sentence) -> list[Stem]:
    """List the stems in order; a noun that a suffix turns into a verb is none."""
    found = []
    for word in _WORD.finditer(sentence.text):
        morphemes = [m for m in sentence.morphemes if word.start() <= m.start and m.end <= word.end()]
        last = max((i for i, m in enumerate(morphemes) if m.tag in _NOMINAL), default=None)
        if last is None or _is_verb(morphemes[last + 1 :]):
            continue
        start, end = word.start(), morphemes[last].end
        within = morphemes[: last + 1]
        found.append(
            Stem(
                start=start,
                end=end,
                surface=sentence.text[start:end],
                proper=any(m.tag in _PROPER for m in within) and not within[0].form.isdigit(),
                parts=len(within),
                particle=sentence.text[end : word.end()],
            )
        )
    return found


def _is_verb(tail: Sequence[Morpheme]) -> bool:
    return bool(tail) and tail[0].tag in _VERBAL
