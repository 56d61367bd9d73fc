"""How a simulated annotator scores a pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Simulator
from pipeline.tasks.references import References
from pipeline.tasks.sts.values import SCORES, Pair, Score


@dataclass(frozen=True, slots=True)
class Reference:
    """The meaning of one sentence in tags, from coarse to fine."""

    sentence: str
    topic: str
    core: str
    major: tuple[str, ...]
    minor: tuple[str, ...]


def similarity(one: Reference, other: Reference) -> int:
    """Score two meanings by the first level on which they differ."""
    if one.topic != other.topic:
        return 0
    if one.core != other.core:
        return 2 if set(one.major) & set(other.major) else 1
    if set(one.major) != set(other.major):
        return 3
    return 5 if set(one.minor) == set(other.minor) else 4


class PairSimulator(Simulator[Pair, Score]):
    """Scores as the references do, or is off by one, rarely by two."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._meanings = {entry.sentence: entry for entry in references}

    def truth(self, case: Case[Pair, Score]) -> Score:
        """Look both sentences up."""
        pair = case.item.payload
        return Score(float(similarity(self._meanings[pair.sentence1], self._meanings[pair.sentence2])))

    def slip(self, case: Case[Pair, Score], truth: Score, random: Random, bias: float) -> Score:
        """Score too high or, where the bias is negative, more often too low; never off the scale."""
        by = 2 if random.random() < 0.1 else 1
        up = random.random() < (1 + bias) / 2
        for slipped in (truth.score + by, truth.score - by) if up else (truth.score - by, truth.score + by):
            if slipped in SCORES:
                return Score(slipped)
        raise AssertionError(f"{truth} is not a score of the scale")


class KeepingSimulator(Simulator[Pair, Score]):
    """Keeps every disputed pair: all that an adjudicator could do otherwise is to skip it."""

    def truth(self, case: Case[Pair, Score]) -> Score:
        """Keep the mean."""
        if case.dispute is None or case.dispute.agreed is None:
            raise LookupError("the item is in no dispute")
        return case.dispute.agreed

    def slip(self, case: Case[Pair, Score], truth: Score, random: Random, bias: float) -> Score:
        """Keep the mean as well: there is no other value to give."""
        return truth


def simulators(references: References) -> dict[RoundName, Simulator[Any, Any]]:
    """Answer by ``sts.jsonl``."""
    return {"label": PairSimulator(references.read(Reference, "sts")), "adjudicate": KeepingSimulator()}
