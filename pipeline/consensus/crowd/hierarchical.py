"""Dawid–Skene for annotators who answer rarely: confusions are drawn to what their accuracy lets expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from pipeline.consensus.crowd.aggregation import Aggregation
from pipeline.consensus.crowd.confusions import (
    Confusions,
    confused,
    expected_accuracy,
    one_coin_answers,
    smoothed_prior,
)
from pipeline.consensus.crowd.dense import DENSE, Dense
from pipeline.consensus.crowd.em import Optimum, Settings, in_turn, maximise, shares
from pipeline.consensus.crowd.posterior import CellPosterior, DensePosterior
from pipeline.consensus.crowd.truncated import truncated
from pipeline.consensus.crowd.votes import Floats, LongForm, Votes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

PULL = 20.0
"""Answers that what is expected of an annotator counts for in every row of their confusions."""
IN_TURN = Settings(starts=3)
"""Accuracies from the vote, and twice from the posterior: a vote makes the able look less so."""


def hierarchical(
    ratings: LongForm,
    gold: Mapping[Hashable, Hashable] | None = None,
    settings: Settings = IN_TURN,
    *,
    dense: int = DENSE,
) -> Aggregation[Confusions]:
    """Fit Dawid–Skene with priors of two levels, by EM; ``gold`` fixes the classes of some items.

    Each row of an annotator's confusions has a Dirichlet prior of weight PULL, centred on the one-coin model
    with the annotator's accuracy; each accuracy has a Beta prior of the weight of a few answers, centred on
    the crowd's. So whoever answered thousands of times is believed to confuse the classes as they did; of
    whoever answered twice little more than the crowd's accuracy is known. (Raykar et al., JMLR 11, 2010, have
    the Dirichlet prior; Paun et al., TACL 6, 2018, compare levels.)

    - M-step: π(a, j, v) ∝ Σ_{r of a that say v} P(i(r), j) + PULL · m(a, j, v), where m(a, j, j) is a's
      accuracy and the rest is divided evenly; p(j) ∝ Σ_i P(i, j) + 1, so that no class dies out
    - accuracies stay fixed while EM runs, and are re-estimated from its posterior between
      ``settings.starts`` runs (empirical Bayes); the first takes them from the vote

    The trace is the last run's log-density. Beyond ``dense``, EM is truncated as :func:`dawid_skene`'s is.
    Raises ValueError without ratings, TooLargeError where even that does not fit.
    """
    votes = Votes.of(ratings, gold)
    optimum: Optimum[tuple[csr_array, Floats], CellPosterior | DensePosterior]
    optimum = _whole(votes, settings) if Dense.size(votes) <= dense else truncated(votes, settings, PULL)
    return confused("hierarchical", votes, optimum)


def _whole(votes: Votes, settings: Settings) -> Optimum[tuple[csr_array, Floats], DensePosterior]:
    sums = Dense(votes)
    classes = len(votes.classes)
    pair = np.arange(len(votes.pair_annotator))[:, np.newaxis]
    value = votes.pair_class[votes.pair]

    def climb(start: DensePosterior) -> Optimum[tuple[Floats, Floats, Floats], DensePosterior]:
        accuracy = expected_accuracy(votes, start.table[votes.item, value])
        expected = PULL * one_coin_answers(votes, accuracy, pair, np.arange(classes))
        unanswered = PULL - sums.by_annotator(expected)

        def m_step(posterior: DensePosterior) -> tuple[Floats, Floats, Floats]:
            counts = sums.counts(posterior)
            rows = np.log(sums.by_annotator(counts) + PULL)
            logs = np.log(counts + expected) - rows[votes.pair_annotator]
            return logs, rows, smoothed_prior(posterior.table.sum(axis=0))

        def e_step(parameters: tuple[Floats, Floats, Floats]) -> tuple[DensePosterior, float]:
            logs, rows, prior = parameters
            posterior, log_likelihood = sums.e_step(logs, prior)
            # Of classes that an annotator never gave, the prior is all there is.
            of_priors = np.vdot(expected, logs) - np.vdot(unanswered, rows) + np.log(prior).sum()
            return posterior, log_likelihood + float(of_priors)

        return maximise(m_step, e_step, start, len(votes.item), settings)

    found = in_turn(climb, DensePosterior(shares(votes).matrix()), settings)
    logs, _, prior = found.parameters
    return Optimum((csr_array(np.exp(logs)), prior), found.posterior, found.trace, found.converged)
