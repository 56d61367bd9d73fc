"""Agreement and consensus of semantic textual similarity."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.agreement import Ratings, raw_agreement
from pipeline.consensus import mean_vote
from pipeline.consensus.crowd import bias_noise
from pipeline.model import Agreement, Consensus, Status
from pipeline.tasks.base import AlphaOver, Unit
from pipeline.tasks.measuring import measure_alphas, ratings_of
from pipeline.tasks.sts.values import Pair, Score

METHOD = "mean score"
WEIGHTED = "mean score weighted by exactness"
SPREAD = 4
"""Scores that lie this far apart, or farther, send a pair to adjudication."""
FEWEST = 2
"""Scores that a mean takes; a pair with fewer is discarded."""
DIGITS = 6


def alphas(units: Sequence[Unit[Pair, Score]]) -> list[AlphaOver]:
    """Take ordinal and interval α over the scores.

    The scale says what differs, not by how much, so that the ordinal α is the headline figure; the interval
    α is the one that a mean presupposes.
    """
    ratings = _ratings(units)
    return [
        AlphaOver("alpha_ordinal", ratings, "ordinal"),
        AlphaOver("alpha_interval", ratings, "interval"),
    ]


def measures(units: Sequence[Unit[Pair, Score]], seed: int, resamples: int) -> list[Agreement]:
    """Measure both α, and the share of equal scores."""
    return [
        *measure_alphas(alphas(units), seed, resamples),
        raw_agreement(_ratings(units), resamples=resamples, seed=seed),
    ]


def consensus(unit: Unit[Pair, Score]) -> Consensus[Score]:
    """Take the mean of the scores; where they lie far apart, somebody decides whether the pair is kept.

    ``support`` is the share of the scores within 1 of the mean.
    """
    return _mean_consensus(unit, METHOD, None)


def weighted_consensus(units: Sequence[Unit[Pair, Score]]) -> list[Consensus[Score]]:
    """Take the mean weighted by one over each annotator's mean squared error, bias included.

    The errors are those of the model of bias and noise over all units.
    """
    if not units:
        return []
    found = bias_noise(_ratings(units))
    weights = dict(zip(found.annotators, (1 / found.error**2).tolist(), strict=True))
    return [
        _mean_consensus(unit, WEIGHTED, [weights[answer.annotator] for answer in unit.answers])
        for unit in units
    ]


def _mean_consensus(
    unit: Unit[Pair, Score], method: str, weights: Sequence[float] | None
) -> Consensus[Score]:
    scores = [answer.value.score for answer in unit.answers]
    value, support, because = None, 0.0, None
    status: Status = "accepted"
    if len(scores) < FEWEST:
        status, because = "discarded", "too_few_scores"
    else:
        vote = mean_vote(scores, weights)
        value, support = Score(round(vote.mean, DIGITS)), vote.support
        if max(scores) - min(scores) >= SPREAD:
            status = "adjudicate"
    return Consensus(
        item_id=unit.item.item_id,
        task="sts",
        value=value,
        method=method,
        support=support,
        confidence=support,
        status=status,
        because=because,
    )


def accuracy(value: Score, truth: Score) -> float:
    """Tell whether the score, rounded to a whole one, is the right one."""
    return float(abs(value.score - truth.score) < 0.5)


def _ratings(units: Sequence[Unit[Pair, Score]]) -> Ratings:
    return ratings_of(units, lambda score: score.score)
