"""MACE: annotators know the answer, or they spam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import digamma, gammaln

from pipeline.consensus.crowd.aggregation import Aggregation
from pipeline.consensus.crowd.em import Settings, best, maximise, starts
from pipeline.consensus.crowd.hit_or_miss import hit_or_miss
from pipeline.consensus.crowd.votes import Floats, LongForm, Votes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from pipeline.consensus.crowd.posterior import CellPosterior

TRUST = 0.5
"""Both parameters of the Beta prior on an annotator's spamming."""
STRATEGY = 10.0
"""Every parameter of the Dirichlet prior on what an annotator spams."""
SMOOTHING = 0.01
"""Pseudo-count of the M-step that is not variational, divided by the number of classes."""
RESTARTS = Settings(tolerance=1e-7, starts=10)
"""As many starts as the reference implementation has."""


@dataclass(frozen=True, slots=True, eq=False)
class Competences:
    """How often annotators spam, and what.

    ``spamming``, shape (annotators,), is the probability that an answer is spam. If it is, ``given``, shape
    (pairs,), is the probability of each class that an annotator gave, and ``never_given``, shape
    (annotators,), that of each other class.
    """

    votes: Votes
    spamming: Floats
    given: Floats
    never_given: Floats

    def strategy(self) -> Floats:
        """Give the distributions of what spam says, shape (annotators, classes)."""
        table = np.repeat(self.never_given[:, np.newaxis], len(self.votes.classes), axis=1)
        table[self.votes.pair_annotator, self.votes.pair_class] = self.given
        return table


@dataclass(frozen=True, slots=True, eq=False)
class _Expected:
    """Posterior of the items, and of each rating's being an answer that its annotator knew."""

    posterior: CellPosterior
    known: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Parameters:
    """Log-weights of knowing and spamming (annotators,) and of classes (pairs,), and what the prior adds."""

    know: Floats
    spam: Floats
    says: Floats
    estimate: Competences
    penalty: float


def mace(
    ratings: LongForm,
    gold: Mapping[Hashable, Hashable] | None = None,
    settings: Settings = RESTARTS,
    *,
    variational: bool = True,
) -> Aggregation[Competences]:
    """Fit MACE (Hovy, Berg-Kirkpatrick, Vaswani and Hovy, NAACL 2013); ``gold`` fixes classes of some items.

    Annotator a spams with probability s(a) and then gives class v with probability ξ(a, v); otherwise the
    answer is the true class, which is uniform beforehand:

        P(v | true class j) = (1 − s(a)) [v = j] + s(a) ξ(a, v).

    The variational M-step has priors s ~ Beta(½, ½), ξ ~ Dirichlet(10, …, 10) and takes geometric means,
    exp(ψ(count + prior)) / exp(ψ(sum)), and the trace is its lower bound on the evidence; the other one adds
    0.01 / K to the counts of K classes, and the trace is the log-likelihood with that prior. Defaults are the
    reference implementation's. Raises ValueError without ratings.
    """
    votes = Votes.of(ratings, gold)
    classes = len(votes.classes)
    prior = np.full(classes, 1 / classes)
    m_step = _variational_m_step if variational else _smoothed_m_step

    def e_step(parameters: _Parameters) -> tuple[_Expected, float]:
        know = parameters.know[votes.annotator]
        spam = parameters.spam[votes.annotator] + parameters.says[votes.pair]
        hit = np.logaddexp(know, spam)
        posterior, log_likelihood = hit_or_miss(votes, hit, spam, prior)
        known = posterior.of_ratings() * np.exp(know - hit)
        return _Expected(posterior, known), log_likelihood + parameters.penalty

    def start(posterior: CellPosterior) -> _Expected:
        # Everybody spams half of the time, uniformly.
        return _Expected(posterior, posterior.of_ratings() * classes / (classes + 1))

    optimum = best(
        maximise(
            lambda expected: m_step(votes, expected.known), e_step, start(vote), len(votes.item), settings
        )
        for vote in starts(votes, settings)
    )
    return Aggregation(
        method="mace",
        items=votes.items,
        annotators=votes.annotators,
        classes=votes.classes,
        posterior=optimum.posterior.posterior,
        parameters=optimum.parameters.estimate,
        prior=prior,
        trace=optimum.trace,
        converged=optimum.converged,
    )


def _variational_m_step(votes: Votes, known: Floats) -> _Parameters:
    classes = len(votes.classes)
    knowing, spamming, said = _counts(votes, known)
    total = digamma(knowing + spamming + 2 * TRUST)
    know = digamma(knowing + TRUST) - total
    spam = digamma(spamming + TRUST) - total
    all_said = spamming + STRATEGY * classes
    says = digamma(said + STRATEGY) - digamma(all_said)[votes.pair_annotator]
    # Kullback–Leibler divergences of the posteriors of s and ξ from their priors.
    of_spamming = (
        _log_beta(TRUST, TRUST)
        - _log_beta(knowing + TRUST, spamming + TRUST)
        + knowing * know
        + spamming * spam
    ).sum()
    of_strategy = (gammaln(all_said) - gammaln(STRATEGY * classes)).sum() + (
        gammaln(STRATEGY) - gammaln(said + STRATEGY) + said * says
    ).sum()
    estimate = Competences(
        votes,
        (spamming + TRUST) / (knowing + spamming + 2 * TRUST),
        (said + STRATEGY) / all_said[votes.pair_annotator],
        STRATEGY / all_said,
    )
    return _Parameters(know, spam, says, estimate, -float(of_spamming + of_strategy))


def _smoothed_m_step(votes: Votes, known: Floats) -> _Parameters:
    classes = len(votes.classes)
    smoothing = SMOOTHING / classes
    knowing, spamming, said = _counts(votes, known)
    total = knowing + spamming + 2 * smoothing
    all_said = spamming + smoothing * classes
    estimate = Competences(
        votes,
        (spamming + smoothing) / total,
        (said + smoothing) / all_said[votes.pair_annotator],
        smoothing / all_said,
    )
    know = np.log((knowing + smoothing) / total)
    spam = np.log(estimate.spamming)
    says = np.log(estimate.given)
    never = classes - np.bincount(votes.pair_annotator, minlength=len(votes.annotators))
    logs = (know + spam + never * np.log(estimate.never_given)).sum() + says.sum()
    return _Parameters(know, spam, says, estimate, smoothing * float(logs))


def _counts(votes: Votes, known: Floats) -> tuple[Floats, Floats, Floats]:
    """Expected answers known and spammed by annotator, and spammed by pair."""
    knowing = votes.by_annotator(known)
    return knowing, votes.by_annotator(1 - known), votes.by_pair(1 - known)


def _log_beta(a: Floats | float, b: Floats | float) -> Floats:
    beta: Floats = gammaln(a) + gammaln(b) - gammaln(np.add(a, b))
    return beta
