"""Dawid–Skene: each annotator confuses the classes in a way of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from pipeline.consensus.crowd.aggregation import Aggregation
from pipeline.consensus.crowd.em import TINY, Optimum, Settings, best, maximise, starts
from pipeline.consensus.crowd.posterior import CellPosterior, DensePosterior
from pipeline.consensus.crowd.truncated import truncated
from pipeline.consensus.crowd.votes import Floats, LongForm, Votes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

DENSE = 2**24
"""Most probabilities, of items' classes and of annotators' answers, that are held without leaving any out."""


FROM_THE_VOTE = Settings(iterations=100, tolerance=1e-5, starts=1)
"""Dawid and Skene's own start, and an early end: with so many parameters, the likeliest often fits noise."""


@dataclass(frozen=True, slots=True, eq=False)
class Confusions:
    """Probability of what annotators answer.

    ``probability``, shape (pairs, classes), is that of the pair's annotator giving the pair's class, by the
    true class.
    """

    votes: Votes
    probability: csr_array

    def of(self, annotator: int) -> Floats:
        """Give the confusion matrix, shape (true classes, given classes), of the annotator with this code.

        What a row lacks is spread evenly over the answers that were never given to its true class.
        """
        votes = self.votes
        first, last = np.searchsorted(votes.pair_annotator, [annotator, annotator + 1])
        classes = len(votes.classes)
        table = np.zeros((classes, classes))
        table[:, votes.pair_class[first:last]] = self.probability[first:last].toarray().T
        never = table == 0
        rest = np.maximum(1 - table.sum(axis=1), 0) / np.maximum(never.sum(axis=1), 1)
        table += never * rest[:, np.newaxis]
        return table

    def matrices(self) -> Floats:
        """Give all confusion matrices, shape (annotators, true classes, given classes)."""
        return np.stack([self.of(annotator) for annotator in range(len(self.votes.annotators))])


def dawid_skene(
    ratings: LongForm,
    gold: Mapping[Hashable, Hashable] | None = None,
    settings: Settings = FROM_THE_VOTE,
    *,
    dense: int = DENSE,
) -> Aggregation[Confusions]:
    """Fit the model of Dawid and Skene (Applied Statistics 28, 1979) by EM; ``gold`` fixes some classes.

    Annotator a gives v where j is true with probability π(a, j, v); class j is true with probability p(j).

    - E-step: P(i, j) ∝ p(j) Π_{r ∈ R(i)} π(a(r), j, v(r)) over the ratings R(i) of item i
    - M-step: π(a, j, v) ∝ Σ_{r of a that say v} P(i(r), j), and p(j) is the mean of P(i, j) over the items

    The sums over ratings are products with a sparse matrix of zeros and ones. Where items and pairs times
    classes exceed ``dense``, as with free text, EM is truncated (Lücke and Eggert, JMLR 11, 2010): an item's
    class is sought among those that somebody gave it, and all others have probability 0. Rows of confusions
    are then drawn to what the annotator's accuracy lets expect, and the trace is a bound of the log-density.

    Raises ValueError without ratings, TooLargeError where even that does not fit.
    """
    votes = Votes.of(ratings, gold)
    size = (len(votes.items) + len(votes.pair_annotator)) * len(votes.classes)
    optimum: Optimum[tuple[csr_array, Floats], CellPosterior | DensePosterior]
    optimum = _whole(votes, settings) if size <= dense else truncated(votes, settings)
    confusions, prior = optimum.parameters
    return Aggregation(
        method="dawid-skene",
        items=votes.items,
        annotators=votes.annotators,
        classes=votes.classes,
        posterior=optimum.posterior,
        parameters=Confusions(votes, confusions),
        prior=prior,
        trace=optimum.trace,
        converged=optimum.converged,
    )


def _whole(votes: Votes, settings: Settings) -> Optimum[tuple[csr_array, Floats], DensePosterior]:
    items, classes, pairs = len(votes.items), len(votes.classes), len(votes.pair_annotator)
    answers = csr_array((np.ones(len(votes.item)), (votes.pair, votes.item)), shape=(pairs, items))
    by_item = answers.T.tocsr()
    annotators = csr_array(
        (np.ones(pairs), (votes.pair_annotator, np.arange(pairs))), shape=(len(votes.annotators), pairs)
    )
    known = np.flatnonzero(votes.truth >= 0)

    def m_step(posterior: DensePosterior) -> tuple[Floats, Floats]:
        counts: Floats = np.asarray(answers @ posterior.table)
        total: Floats = np.asarray(annotators @ counts)
        logs = np.log(counts + TINY) - np.log(total + TINY * classes)[votes.pair_annotator]
        return logs, posterior.table.sum(axis=0) / items

    def e_step(parameters: tuple[Floats, Floats]) -> tuple[DensePosterior, float]:
        logs, prior = parameters
        with np.errstate(divide="ignore"):
            joint: Floats = np.asarray(by_item @ logs) + np.log(prior)
        of_truth = joint[known, votes.truth[known]]
        joint[known] = -np.inf
        joint[known, votes.truth[known]] = of_truth
        top = joint.max(axis=1)
        joint -= top[:, np.newaxis]
        np.exp(joint, out=joint)
        total = joint.sum(axis=1)
        joint /= total[:, np.newaxis]
        return DensePosterior(joint), float((np.log(total) + top).sum())

    found = best(
        maximise(m_step, e_step, DensePosterior(start.matrix()), len(votes.item), settings)
        for start in starts(votes, settings)
    )
    logs, prior = found.parameters
    return Optimum((csr_array(np.exp(logs)), prior), found.posterior, found.trace, found.converged)
