"""Natural language inference: premises, the hypotheses written for them, and the relation of a pair."""

from __future__ import annotations

from dataclasses import dataclass

LABELS = ("entailment", "neutral", "contradiction")
KOREAN = {"entailment": "함의", "neutral": "중립", "contradiction": "모순"}


@dataclass(frozen=True, slots=True)
class Premise:
    """What a writer is shown."""

    premise: str


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """What a writer writes: a hypothesis for each relation."""

    entailment: str
    neutral: str
    contradiction: str

    def of(self, label: str) -> str:
        """Give the hypothesis written for a relation."""
        hypothesis: str = getattr(self, label)
        return hypothesis


@dataclass(frozen=True, slots=True)
class Pair:
    """What a validator is shown; the relation that the writer meant is not in it."""

    premise: str
    hypothesis: str


@dataclass(frozen=True, slots=True)
class Relation:
    """The relation of a hypothesis to its premise: one of :data:`LABELS`."""

    label: str
