"""A licence named in a text."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.corpora.evidence.finding import Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """A licence named at ``[start, end)``; one without a version goes by its family."""

    start: int
    end: int
    licence: str
    kind: Kind
