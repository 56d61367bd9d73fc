"""How simulated annotators write hypotheses and judge pairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Simulator
from pipeline.tasks.nli.values import LABELS, Hypotheses, Pair, Premise, Relation
from pipeline.tasks.references import References


@dataclass(frozen=True, slots=True)
class Reference:
    """A premise with a right hypothesis for each relation."""

    premise: str
    entailment: str
    contradiction: str
    neutral: str


class HypothesesSimulator(Simulator[Premise, Hypotheses]):
    """Writes what the reference holds, or puts two hypotheses into each other's box."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._hypotheses = {
            entry.premise: Hypotheses(entry.entailment, entry.neutral, entry.contradiction)
            for entry in references
        }

    def truth(self, case: Case[Premise, Hypotheses]) -> Hypotheses:
        """Look the premise up."""
        return self._hypotheses[case.item.payload.premise]

    def slip(
        self, case: Case[Premise, Hypotheses], truth: Hypotheses, random: Random, bias: float
    ) -> Hypotheses:
        """Write something that holds for neutral, or the other way round."""
        if random.random() < (1 + bias) / 2:
            return Hypotheses(truth.neutral, truth.entailment, truth.contradiction)
        return Hypotheses(truth.entailment, truth.contradiction, truth.neutral)


class PairSimulator(Simulator[Pair, Relation]):
    """Judges as the reference does, or takes a neighbouring relation."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._labels = {
            (entry.premise, getattr(entry, label)): label for entry in references for label in LABELS
        }

    def truth(self, case: Case[Pair, Relation]) -> Relation:
        """Look the pair up."""
        return Relation(self._labels[case.item.payload.premise, case.item.payload.hypothesis])

    def slip(self, case: Case[Pair, Relation], truth: Relation, random: Random, bias: float) -> Relation:
        """Take neutral for the other two; neutral for entailment or, with the bias, contradiction."""
        if truth.label != "neutral":
            return Relation("neutral")
        return Relation("contradiction" if random.random() < (1 + bias) / 2 else "entailment")


def simulators(references: References) -> dict[RoundName, Simulator[Any, Any]]:
    """Answer by ``nli.jsonl`` and ``nli.reviews.jsonl``."""
    entries = references.read(Reference, "nli", "nli.reviews")
    pair = PairSimulator(entries)
    return {"write": HypothesesSimulator(entries), "label": pair, "adjudicate": pair}
