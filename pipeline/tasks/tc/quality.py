"""Agreement and consensus of topic classification: both look at the first topic."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.consensus import majority
from pipeline.model import Agreement, Consensus, Status
from pipeline.tasks.base import AlphaOver, Unit
from pipeline.tasks.measuring import measure_alphas, ratings_of
from pipeline.tasks.posterior import by_posterior
from pipeline.tasks.tc.values import NO_TOPIC, Headline, Topics

MAJORITY = 0.5
METHOD = "majority of the first topic"


def alphas(units: Sequence[Unit[Headline, Topics]]) -> list[AlphaOver]:
    """Take nominal α over the first topics."""
    ratings = ratings_of(units, lambda topics: topics.scope(0))
    return [AlphaOver("alpha_nominal_first_topic", ratings, "nominal")]


def measures(units: Sequence[Unit[Headline, Topics]], seed: int, resamples: int) -> list[Agreement]:
    """Measure Krippendorff's nominal α on the first topic."""
    return measure_alphas(alphas(units), seed, resamples)


def consensus(unit: Unit[Headline, Topics]) -> Consensus[Topics]:
    """Take the topic that more than half put first.

    The ranks behind the first are those of the first annotator (by id) who agrees with the majority.
    """
    vote = majority([answer.value.scope(0) for answer in unit.answers])
    status: Status = "accepted"
    value = None
    if vote.value is None or vote.support <= MAJORITY:
        status = "adjudicate"
    else:
        value = next(answer.value for answer in unit.answers if answer.value.scope(0) == vote.value)
    return Consensus(
        item_id=unit.item.item_id,
        task="tc",
        value=value,
        method=METHOD,
        support=vote.support,
        confidence=vote.support,
        status=status,
    )


def posterior_consensus(units: Sequence[Unit[Headline, Topics]], accept: float) -> list[Consensus[Topics]]:
    """Take the most probable first topic; the ranks behind it are those of the first who put it first."""
    return by_posterior(units, accept, lambda unit: unit.answers, lambda topics: topics.scope(0))


def unfit(value: Topics) -> str | None:
    """Leave out a headline of none of the topics."""
    return "no_topic" if value.scope(0) == NO_TOPIC else None


def accuracy(value: Topics, truth: Topics) -> float:
    """Compare the first topics."""
    return float(value.scope(0) == truth.scope(0))
