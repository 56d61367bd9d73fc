"""Agreement and consensus of natural language inference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.consensus import majority
from pipeline.model import Agreement, Consensus
from pipeline.tasks.base import AlphaOver, Answer, Unit
from pipeline.tasks.measuring import measure_alphas, ratings_of
from pipeline.tasks.nli.values import Pair, Relation
from pipeline.tasks.posterior import by_posterior

MAJORITY = 0.5
METHOD = "majority of validators and author"
AUTHOR = "author"
"""Stands for whoever wrote the pair, so that the author's vote is one annotator's."""


def alphas(units: Sequence[Unit[Pair, Relation]]) -> list[AlphaOver]:
    """Take nominal α over the validators, and apart with the author as one more annotator.

    The author chose the label before writing, so only the first is agreement between independent judges.
    """
    with_author = [replace(unit, answers=votes(unit)) for unit in units]
    return [
        AlphaOver("alpha_nominal_validators", ratings_of(units, _label), "nominal"),
        AlphaOver("alpha_nominal_with_author", ratings_of(with_author, _label), "nominal"),
    ]


def measures(units: Sequence[Unit[Pair, Relation]], seed: int, resamples: int) -> list[Agreement]:
    """Measure Krippendorff's nominal α, with and without the author."""
    return measure_alphas(alphas(units), seed, resamples)


def consensus(unit: Unit[Pair, Relation]) -> Consensus[Relation]:
    """Take the relation that more than half of validators and author chose."""
    vote = majority([answer.value.label for answer in votes(unit)])
    decided = vote.value is not None and vote.support > MAJORITY
    return Consensus(
        item_id=unit.item.item_id,
        task="nli",
        value=Relation(vote.value) if decided and vote.value is not None else None,
        method=METHOD,
        support=vote.support,
        confidence=vote.support,
        status="accepted" if decided else "adjudicate",
    )


def posterior_consensus(units: Sequence[Unit[Pair, Relation]], accept: float) -> list[Consensus[Relation]]:
    """Take the most probable relation; all authors together are one more annotator."""
    return by_posterior(units, accept, votes, _label)


def votes(unit: Unit[Pair, Relation]) -> tuple[Answer[Relation], ...]:
    """List everybody's vote, the author's last."""
    if unit.authored is None:
        return unit.answers
    return (*unit.answers, Answer(AUTHOR, unit.authored))


def accuracy(value: Relation, truth: Relation) -> float:
    """Compare the relations."""
    return float(value == truth)


def _label(relation: Relation) -> str:
    return relation.label
