"""One-coin model: each annotator is right with a probability of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.consensus.crowd.aggregation import Aggregation
from pipeline.consensus.crowd.em import SEVERAL_STARTS, TINY, Settings, best, maximise, starts
from pipeline.consensus.crowd.hit_or_miss import hit_or_miss
from pipeline.consensus.crowd.votes import Floats, LongForm, Votes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from pipeline.consensus.crowd.posterior import CellPosterior


@dataclass(frozen=True, slots=True, eq=False)
class Accuracies:
    """Probability that each annotator, shape (annotators,), is right."""

    accuracy: Floats


def one_coin(
    ratings: LongForm,
    gold: Mapping[Hashable, Hashable] | None = None,
    settings: Settings = SEVERAL_STARTS,
) -> Aggregation[Accuracies]:
    """Fit the homogeneous Dawid–Skene model by EM; ``gold`` fixes the classes of some items.

    Annotator a gives the true one of K classes with probability p(a), and each other class with
    (1 − p(a)) / (K − 1) (Zhang, Chen, Zhou and Jordan, JMLR 17, 2016). The M-step sets p(a) to the expected
    share of a's right answers, and the prior to that of each class. Raises ValueError without ratings.
    """
    votes = Votes.of(ratings, gold)
    wrong = np.log(max(len(votes.classes) - 1, 1))
    given = votes.by_annotator()

    def m_step(posterior: CellPosterior) -> tuple[Floats, Floats]:
        right = votes.by_annotator(posterior.of_ratings())
        # Two logarithms: an error rate of 1e-10 is lost in 1 − accuracy.
        shares = np.array([right + TINY, np.maximum(given - right, 0) + TINY]) / (given + 2 * TINY)
        return shares, posterior.class_totals() / len(votes.items)

    def e_step(parameters: tuple[Floats, Floats]) -> tuple[CellPosterior, float]:
        (hit, miss), prior = np.log(parameters[0])[:, votes.annotator], parameters[1]
        return hit_or_miss(votes, hit, miss - wrong, prior)

    optimum = best(
        maximise(m_step, e_step, start, len(votes.item), settings) for start in starts(votes, settings)
    )
    (accuracy, _), prior = optimum.parameters
    return Aggregation(
        method="one-coin",
        items=votes.items,
        annotators=votes.annotators,
        classes=votes.classes,
        posterior=optimum.posterior,
        parameters=Accuracies(accuracy),
        prior=prior,
        trace=optimum.trace,
        converged=optimum.converged,
    )
