"""Semantic textual similarity: two sentences, and how similar their meanings are."""

from __future__ import annotations

from dataclasses import dataclass

SCORES = range(6)
"""What an annotator may answer: 0, nothing in common, to 5, the same meaning."""
SIMILAR = 3.0
"""From this score on, two sentences count as similar."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What an annotator is shown; which sentence comes first says nothing."""

    sentence1: str
    sentence2: str


@dataclass(frozen=True, slots=True)
class Score:
    """A similarity in [0, 5]: whole numbers from annotators, means from consensus."""

    score: float
