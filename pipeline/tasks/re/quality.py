"""Agreement and consensus of relation extraction."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.agreement import raw_agreement
from pipeline.consensus import majority
from pipeline.model import Agreement, Consensus
from pipeline.tasks.base import AlphaOver, Unit
from pipeline.tasks.measuring import measure_alphas, ratings_of
from pipeline.tasks.posterior import by_posterior
from pipeline.tasks.re.values import Pair, Relation

MAJORITY = 0.5
METHOD = "majority"


def alphas(units: Sequence[Unit[Pair, Relation]]) -> list[AlphaOver]:
    """Take nominal α over the relations; pairs of one sentence are resampled together."""
    return [AlphaOver("alpha_nominal", ratings_of(units, _label), "nominal")]


def measures(units: Sequence[Unit[Pair, Relation]], seed: int, resamples: int) -> list[Agreement]:
    """Measure Krippendorff's nominal α, and the raw agreement that it corrects for chance."""
    raw = raw_agreement(ratings_of(units, _label), resamples=resamples, seed=seed)
    return [*measure_alphas(alphas(units), seed, resamples), raw]


def consensus(unit: Unit[Pair, Relation]) -> Consensus[Relation]:
    """Take the relation that more than half of the annotators chose; without one an adjudicator decides."""
    vote = majority([answer.value.label for answer in unit.answers])
    decided = vote.value is not None and vote.support > MAJORITY
    return Consensus(
        item_id=unit.item.item_id,
        task="re",
        value=Relation(vote.value) if decided and vote.value is not None else None,
        method=METHOD,
        support=vote.support,
        confidence=vote.support,
        status="accepted" if decided else "adjudicate",
    )


def posterior_consensus(units: Sequence[Unit[Pair, Relation]], accept: float) -> list[Consensus[Relation]]:
    """Take the most probable relation."""
    return by_posterior(units, accept, lambda unit: unit.answers, _label)


def accuracy(value: Relation, truth: Relation) -> float:
    """Compare the relations."""
    return float(value == truth)


def _label(relation: Relation) -> str:
    return relation.label
