"""Tells running prose from what only looks like it: headlines, headings, and lines broken in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Document, Morpheme, Sentence

HEADING = 30
"""Code points that a heading may have; a longer line without the end of a sentence breaks off."""

_DRAWN = re.compile(r"[-–—─━=_]{4}")
"""A line drawn with characters, as forms and tables have it."""
_END = re.compile(r"[.!?…。]['\"’”)\]」』》]*\s*$")


_PREDICATE_ENDS = frozenset({"EF", "EC", "ETM", "ETN"})
"""Tags of the endings that close a clause: final, connective, adnominal and nominalising."""


def clauses(morphemes: Sequence[Morpheme]) -> int:
    """Count clauses: in Korean each ends with a verbal ending, embedded ones too.

    Auxiliary constructions (먹어 보다) count as two, so the figure is one of complexity, not of grammar.
    """
    return sum(morpheme.tag in _PREDICATE_ENDS for morpheme in morphemes)


def is_headline(document: Document) -> bool:
    """Tell a document that is no more than its title: its words stand without particles and predicates."""
    return document.text == document.title


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with the punctuation of a sentence, quotes and brackets behind it aside.

    >>> ends_sentence("그는 ‘간다.’"), ends_sentence("제1장 총강")
    (True, False)
    """
    return _END.search(text) is not None


def breaks_off(line: str) -> bool:
    """Tell a line that is neither a heading nor ends a sentence: of a wrapped text, or of a form."""
    return _DRAWN.search(line) is not None or (len(line.strip()) > HEADING and not ends_sentence(line))


def continues_line(document: Document, sentence: Sentence) -> bool:
    """Tell a sentence that is only the end of one: it begins a line, and the line before it breaks off."""
    lines = document.text[: sentence.start].split("\n")
    before = next((line for line in reversed(lines[:-1]) if line.strip()), "")
    return not lines[-1].strip() and breaks_off(before)
