"""How a simulated annotator classifies a headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Simulator
from pipeline.tasks.references import References
from pipeline.tasks.tc.values import TOPICS, Headline, Topics

_NEIGHBOURS = {
    "정치": ("사회", "세계"),
    "경제": ("사회", "IT과학"),
    "사회": ("생활문화", "정치"),
    "생활문화": ("사회", "IT과학"),
    "세계": ("정치", "경제"),
    "IT과학": ("경제", "생활문화"),
    "스포츠": ("생활문화", "사회"),
}
"""The topics that a topic is taken for."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The right topics of one headline."""

    title: str
    topics: tuple[str, ...]


class HeadlineSimulator(Simulator[Headline, Topics]):
    """Ranks as the reference does, or slips to the second rank or to a neighbouring topic."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._topics = {entry.title: Topics(entry.topics) for entry in references}

    def truth(self, case: Case[Headline, Topics]) -> Topics:
        """Look the headline up."""
        return self._topics[case.item.payload.title]

    def slip(self, case: Case[Headline, Topics], truth: Topics, random: Random, bias: float) -> Topics:
        """Swap the ranks, or take a neighbour for the topic; the bias says which neighbour more often."""
        if not truth.topics:
            return Topics((random.choice(TOPICS),))
        if len(truth.topics) > 1 and random.random() < 0.6:
            return Topics((truth.topics[1], truth.topics[0]))
        return Topics((_NEIGHBOURS[truth.topics[0]][random.random() < (1 + bias) / 2],))


def simulators(references: References) -> dict[RoundName, Simulator[Any, Any]]:
    """Answer by ``tc.jsonl``."""
    simulator = HeadlineSimulator(references.read(Reference, "tc"))
    return {"label": simulator, "adjudicate": simulator}
