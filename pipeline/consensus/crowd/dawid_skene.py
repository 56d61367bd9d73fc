"""Dawid–Skene: each annotator confuses the classes in a way of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.sparse import csr_array

from pipeline.consensus.crowd.aggregation import Aggregation
from pipeline.consensus.crowd.confusions import Confusions, confused
from pipeline.consensus.crowd.dense import DENSE, Dense
from pipeline.consensus.crowd.em import TINY, Optimum, Settings, best, maximise, objective_itself, starts
from pipeline.consensus.crowd.posterior import CellPosterior, DensePosterior
from pipeline.consensus.crowd.truncated import truncated
from pipeline.consensus.crowd.votes import Floats, LongForm, Votes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

FROM_THE_VOTE = Settings(iterations=100, tolerance=1e-5, starts=1)
"""Dawid and Skene's own start, and crowd-kit's usual number of iterations and tolerance."""


def dawid_skene(
    ratings: LongForm,
    gold: Mapping[Hashable, Hashable] | None = None,
    settings: Settings = FROM_THE_VOTE,
    *,
    until: Literal["customary", "likelihood"] = "customary",
    dense: int = DENSE,
) -> Aggregation[Confusions]:
    """Fit the model of Dawid and Skene (Applied Statistics 28, 1979) by EM; ``gold`` fixes some classes.

    Annotator a gives v where j is true with probability π(a, j, v); class j is true with probability p(j).

    - E-step: P(i, j) ∝ p(j) Π_{r ∈ R(i)} π(a(r), j, v(r)) over the ratings R(i) of item i
    - M-step: π(a, j, v) ∝ Σ_{r of a that say v} P(i(r), j), and p(j) is the mean of P(i, j) over the items

    A class that an annotator never gave has no probability; where class j has no weight at all, the classes
    that the annotator did give are equally likely. The sums over ratings are products with a sparse matrix of
    zeros and ones. The trace is the log-likelihood.

    By default this is what published figures mean by Dawid–Skene: one run from the vote, which ends
    (``until="customary"``) as crowd-kit's does, when

        Σ_r Σ_j P(i(r), j) log (p(j) π(a(r), j, v(r))) − Σ_i Σ_j P(i, j) log P(i, j)

    rises by less than the tolerance a rating. That counts p(j) once a rating where the likelihood counts it
    once an item, and may fall while the likelihood rises: it ends early. With as many parameters as answers,
    later iterations explain the answers better and are right more rarely. ``until="likelihood"`` goes on to
    the optimum, and several starts find a likelier one.

    Where items and pairs times classes exceed ``dense``, as with free text, EM is truncated (Lücke and
    Eggert, JMLR 11, 2010): an item's class is sought among those that somebody gave it, and all others have
    probability 0. Rows of confusions are then drawn to what the annotator's accuracy lets expect, and the
    trace is a bound of the log-density, which must settle.

    Raises ValueError without ratings, TooLargeError where even that does not fit.
    """
    votes = Votes.of(ratings, gold)
    optimum: Optimum[tuple[csr_array, Floats], CellPosterior | DensePosterior]
    if Dense.size(votes) <= dense:
        optimum = _whole(votes, settings, _customary if until == "customary" else objective_itself)
    else:
        optimum = truncated(votes, settings)
    return confused("dawid-skene", votes, optimum)


@dataclass(frozen=True, slots=True, eq=False)
class _Estimate:
    """Logarithms of confusions, and the answers they count, shape (pairs, classes); classes' frequencies."""

    logs: Floats
    counts: Floats
    prior: Floats
    items: int


def _customary(before: _Estimate, after: _Estimate, log_likelihood: float) -> float:
    """Give what crowd-kit calls the evidence lower bound, at a posterior and the parameters made of it.

    The posterior is that of ``before``, so its entropy is the log-likelihood less the expected log-density.
    """
    entropy = log_likelihood - np.vdot(after.counts, before.logs)
    entropy -= after.items * np.vdot(after.prior, np.log(before.prior))
    prior = np.vdot(after.counts.sum(axis=0), np.log(after.prior))
    return float(np.vdot(after.counts, after.logs) + prior + entropy)


def _whole(
    votes: Votes, settings: Settings, progress: Callable[[_Estimate, _Estimate, float], float]
) -> Optimum[tuple[csr_array, Floats], DensePosterior]:
    sums = Dense(votes)

    def m_step(posterior: DensePosterior) -> _Estimate:
        counts = sums.counts(posterior)
        weight = np.maximum(counts, TINY)
        logs = np.log(weight) - np.log(sums.by_annotator(weight))[votes.pair_annotator]
        prior = np.maximum(posterior.table.mean(axis=0), TINY)
        return _Estimate(logs, counts, prior, len(votes.items))

    found = best(
        maximise(
            m_step,
            lambda estimate: sums.e_step(estimate.logs, estimate.prior),
            DensePosterior(start.matrix()),
            len(votes.item),
            settings,
            progress,
        )
        for start in starts(votes, settings)
    )
    estimate = found.parameters
    confusions = csr_array(np.exp(estimate.logs))
    prior = estimate.prior / estimate.prior.sum()
    return Optimum((confusions, prior), found.posterior, found.trace, found.converged)
