"""GLAD: items are hard or easy, annotators able or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import OptimizeResult, minimize
from scipy.special import expit, logit

from pipeline.consensus.crowd.aggregation import Aggregation
from pipeline.consensus.crowd.em import Optimum, Settings, best, starts
from pipeline.consensus.crowd.hit_or_miss import hit_or_miss
from pipeline.consensus.crowd.votes import Floats, LongForm, Votes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from pipeline.consensus.crowd.posterior import CellPosterior

PRIOR_MEAN = 1.0
"""Mean of the normal priors of ability and of log-ease; their variance is 1."""
ONE_START = Settings(starts=1)
"""With these priors, all starts lead to one optimum, or to one that differs by little."""
LARGEST_EASE = 10.0
"""Log-ease beyond which items are no easier: a step that goes too far must not overflow."""
PRECISION = 1e-3
"""Part of the tolerance that ends the search: a step of L-BFGS may gain much less than the next."""


@dataclass(frozen=True, slots=True, eq=False)
class Abilities:
    """Ability of annotators, shape (annotators,), and log-ease of items, shape (items,)."""

    ability: Floats
    ease: Floats


def glad(
    ratings: LongForm,
    gold: Mapping[Hashable, Hashable] | None = None,
    settings: Settings = ONE_START,
) -> Aggregation[Abilities]:
    """Fit GLAD (Whitehill, Ruvolo, Wu, Bergsma and Movellan, NIPS 2009); ``gold`` fixes some classes.

    Annotator a gives item i its true class with probability σ(α(a) exp(β(i))), and the others with equal
    parts of the rest; classes are uniform beforehand, α and β ~ N(1, 1). Whoever has α < 0 is mostly wrong.

    The posterior density of α and β, classes summed out, is climbed by L-BFGS without EM. Its gradient is
    that of EM's expected log-likelihood at the current posterior (Fisher's identity):

        ∂/∂α(a) = Σ_{r of a} (p(r) − σ(r)) exp(β(i)) − (α(a) − 1)
        ∂/∂β(i) = Σ_{r of i} (p(r) − σ(r)) α(a) exp(β(i)) − (β(i) − 1)

    where p(r) is the posterior probability that rating r is right. So a step costs no more than an E-step,
    and stationary points are those of EM. The unknowns are scaled by their curvature at the start, as
    annotators have hundreds of ratings where items have a few. The trace is the log-density without its
    constant. Raises ValueError without ratings.
    """
    votes = Votes.of(ratings, gold)
    model = _Model(votes)
    optimum = best(_climb(model, start, settings) for start in starts(votes, settings))
    return Aggregation(
        method="glad",
        items=votes.items,
        annotators=votes.annotators,
        classes=votes.classes,
        posterior=optimum.posterior,
        parameters=Abilities(*np.split(optimum.parameters, [len(votes.annotators)])),
        prior=model.prior,
        trace=optimum.trace,
        converged=optimum.converged,
    )


class _Model:
    """The log-density of abilities and eases in one vector, abilities first."""

    def __init__(self, votes: Votes) -> None:
        self.votes = votes
        classes = len(votes.classes)
        self.prior = np.full(classes, 1 / classes)
        self._wrong = np.log(max(classes - 1, 1))

    def posterior(self, point: Floats) -> tuple[CellPosterior, float]:
        """Give the items' posterior at a point, and the log-likelihood."""
        return self._posterior(self._margin(point)[1])

    def loss(self, point: Floats) -> tuple[float, Floats]:
        """Give the negative log-density and its gradient."""
        votes = self.votes
        scale, margin = self._margin(point)
        posterior, log_likelihood = self._posterior(margin)
        off = point - PRIOR_MEAN
        slope = posterior.of_ratings() - expit(margin)
        by_ease = votes.by_item(slope * margin) * (point[len(votes.annotators) :] < LARGEST_EASE)
        gradient = np.concatenate([votes.by_annotator(slope * scale), by_ease])
        return float(off @ off) / 2 - log_likelihood, off - gradient

    def start(self, vote: CellPosterior) -> Floats:
        """Give the point at which annotators are as able as a vote says, and all items of medium ease."""
        votes = self.votes
        right = (votes.by_annotator(vote.of_ratings()) + 1) / (votes.by_annotator() + 2)
        ability = logit(right) / np.exp(PRIOR_MEAN)
        return np.concatenate([ability, np.full(len(votes.items), PRIOR_MEAN)])

    def scale(self, point: Floats) -> Floats:
        """Give the unknowns' standard deviations if each had only its own curvature at a point."""
        votes = self.votes
        scale, margin = self._margin(point)
        variance = expit(margin) * expit(-margin)
        curvature = [votes.by_annotator(variance * scale**2), votes.by_item(variance * margin**2)]
        deviation: Floats = 1 / np.sqrt(1 + np.concatenate(curvature))
        return deviation

    def _posterior(self, margin: Floats) -> tuple[CellPosterior, float]:
        hit, miss = -np.logaddexp(0, -margin), -np.logaddexp(0, margin) - self._wrong
        return hit_or_miss(self.votes, hit, miss, self.prior)

    def _margin(self, point: Floats) -> tuple[Floats, Floats]:
        """Give exp(β), and α exp(β), of each rating."""
        ability, ease = np.split(point, [len(self.votes.annotators)])
        scale: Floats = np.exp(np.minimum(ease, LARGEST_EASE))[self.votes.item]
        return scale, ability[self.votes.annotator] * scale


def _climb(model: _Model, vote: CellPosterior, settings: Settings) -> Optimum[Floats, CellPosterior]:
    trace: list[float] = []

    def note(intermediate_result: OptimizeResult) -> None:
        trace.append(-float(intermediate_result.fun))
        settings.advance(1)

    start = model.start(vote)
    scale = model.scale(start)

    def loss(scaled: Floats) -> tuple[float, Floats]:
        value, gradient = model.loss(scaled * scale)
        return value, gradient * scale

    result = minimize(
        loss,
        start / scale,
        jac=True,
        method="L-BFGS-B",
        callback=note,
        options={
            "maxiter": settings.iterations,
            "maxfun": 4 * settings.iterations,
            "ftol": settings.tolerance * PRECISION,
        },
    )
    point = result.x * scale
    return Optimum(
        point, model.posterior(point)[0], np.array(trace or [-float(result.fun)]), bool(result.success)
    )
