"""The rounds of natural language inference."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Item, RoundName
from pipeline.tasks.base import Case, Round, Written
from pipeline.tasks.nli.values import KOREAN, LABELS, Hypotheses, Pair, Premise, Relation
from pipeline.tasks.regions import Region, UnreadableError, choice, choice_region, text, text_region
from pipeline.tasks.votes import votes_html
from pipeline.yamlfile import Json

LONGEST = 200
"""Code points that a hypothesis may have."""


class WriteHypotheses(Round[Premise, Hypotheses]):
    """Write a hypothesis for each relation."""

    task = "nli"
    name: RoundName = "write"
    answers = 1
    payload_type = Premise
    value_type = Hypotheses

    def data(self, case: Case[Premise, Hypotheses]) -> dict[str, Json]:
        """Show the premise."""
        return {"premise": case.item.payload.premise}

    def value(self, case: Case[Premise, Hypotheses], regions: Sequence[Region]) -> Hypotheses:
        """Read the three hypotheses."""
        written = {label: text(regions, label) for label in LABELS}
        if len(set(written.values())) != len(written):
            raise UnreadableError("repeated_hypothesis", "two relations have the same hypothesis")
        for label, hypothesis in written.items():
            if hypothesis == case.item.payload.premise:
                raise UnreadableError("copied_premise", f"{label}: the hypothesis is the premise")
            if len(hypothesis) > LONGEST:
                raise UnreadableError("too_long", f"{label}: {len(hypothesis)} of {LONGEST} code points")
        return Hypotheses(**written)

    def regions(self, case: Case[Premise, Hypotheses], value: Hypotheses) -> list[Region]:
        """Fill the three boxes in."""
        return [text_region(label, "premise", value.of(label)) for label in LABELS]


def written(item: Item[Premise], value: Hypotheses) -> tuple[Written[Pair, Relation], ...]:
    """Make a pair to be judged of each hypothesis."""
    return tuple(Written(Pair(item.payload.premise, value.of(label)), Relation(label)) for label in LABELS)


class LabelPair(Round[Pair, Relation]):
    """Judge one pair."""

    task = "nli"
    name: RoundName = "label"
    answers = 4
    payload_type = Pair
    value_type = Relation

    def data(self, case: Case[Pair, Relation]) -> dict[str, Json]:
        """Show the pair."""
        return {"premise": case.item.payload.premise, "hypothesis": case.item.payload.hypothesis}

    def value(self, case: Case[Pair, Relation], regions: Sequence[Region]) -> Relation:
        """Read the relation."""
        return Relation(choice(regions, "label", LABELS))

    def regions(self, case: Case[Pair, Relation], value: Relation) -> list[Region]:
        """Choose the relation."""
        return [choice_region("label", "hypothesis", value.label)]


class SettlePair(LabelPair):
    """Settle a pair on which the votes are split."""

    name: RoundName = "adjudicate"
    answers = 1

    def data(self, case: Case[Pair, Relation]) -> dict[str, Json]:
        """Show the pair and the votes, the writer's among them."""
        answers = () if case.dispute is None else case.dispute.answers
        return {**super().data(case), "votes": votes_html(KOREAN[answer.label] for answer in answers)}
