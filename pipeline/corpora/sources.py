"""The rows of the table ``sources``: what became of each source, accepted or not."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.corpora.licences import VerdictName


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source and what the licence gate said; ``licence`` is what its texts carry, None where unknown.

    ``files`` were read; ``documents`` came of them, and ``rejected`` records did not become documents.
    ``since`` is the day (ISO 8601) on which a person last read the evidence or signed.
    """

    source_id: str
    title: str
    homepage: str | None
    genre: str
    format: str
    licence: str | None
    verdict: VerdictName
    reason: str
    attribution: str
    files: int
    documents: int
    rejected: int
    since: str | None = None
