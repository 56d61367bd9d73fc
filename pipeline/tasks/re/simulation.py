"""How a simulated annotator names relations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Simulator
from pipeline.tasks.re.relations import MISTAKEN, NO_RELATION, options
from pipeline.tasks.re.values import Argument, Pair, Relation
from pipeline.tasks.references import References


@dataclass(frozen=True, slots=True)
class Triple:
    """A relation that a sentence states."""

    subject: Argument
    object: Argument
    label: str


@dataclass(frozen=True, slots=True)
class Reference:
    """All that one sentence states."""

    sentence: str
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A sentence whose entities are known; one without triples states no relation."""

    sentence: str


class PairSimulator(Simulator[Pair, Relation]):
    """Answers as the reference does, or slips to a relation that is easily taken for it."""

    def __init__(self, references: Iterable[Reference], covered: Iterable[Covered]) -> None:
        self._triples: dict[str, tuple[Triple, ...]] = {entry.sentence: () for entry in covered}
        self._triples |= {entry.sentence: entry.triples for entry in references}

    def truth(self, case: Case[Pair, Relation]) -> Relation:
        """Look the sentence up; the ends may be marked a little differently from the reference."""
        pair = case.item.payload
        possible = options(pair.subject.type, pair.object.type)
        for triple in self._triples[pair.sentence]:
            meets = triple.subject.overlaps(pair.subject) and triple.object.overlaps(pair.object)
            if meets and triple.label in possible:
                return Relation(triple.label)
        return Relation(NO_RELATION)

    def slip(self, case: Case[Pair, Relation], truth: Relation, random: Random, bias: float) -> Relation:
        """See a relation where there is none, miss one, or take another for it; a bias above 0 sees more."""
        pair = case.item.payload
        others = [label for label in options(pair.subject.type, pair.object.type) if label != truth.label]
        if truth.label != NO_RELATION and random.random() < (1 - bias) / 2:
            return Relation(NO_RELATION)
        mistaken = MISTAKEN.get(truth.label)
        if mistaken in others:
            return Relation(mistaken)
        return Relation(random.choice(others))


def simulators(references: References) -> dict[RoundName, Simulator[Any, Any]]:
    """Answer by ``re.*.jsonl``; what only ``ner.*.jsonl`` holds has too few entities for a relation."""
    simulator = PairSimulator(
        references.read(Reference, "re.wiki", "re.news"),
        references.read(Covered, "ner.wiki", "ner.news"),
    )
    return {"label": simulator, "adjudicate": simulator}
