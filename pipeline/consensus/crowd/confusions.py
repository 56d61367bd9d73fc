"""How each annotator confuses the classes, and what their accuracy lets expect of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.consensus.crowd.aggregation import Aggregation
from pipeline.consensus.crowd.votes import Votes

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from pipeline.consensus.crowd.em import Optimum
    from pipeline.consensus.crowd.posterior import CellPosterior, DensePosterior
    from pipeline.consensus.crowd.votes import Floats, Ints

PRIOR_ANSWERS = 4.0
"""Answers that the crowd's mean accuracy counts for in each annotator's."""


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


def confused(
    method: str, votes: Votes, optimum: Optimum[tuple[csr_array, Floats], CellPosterior | DensePosterior]
) -> Aggregation[Confusions]:
    """Give what a method of confusions found; its parameters are their probabilities and the prior."""
    probability, prior = optimum.parameters
    return Aggregation(
        method=method,
        items=votes.items,
        annotators=votes.annotators,
        classes=votes.classes,
        posterior=optimum.posterior,
        parameters=Confusions(votes, probability),
        prior=prior,
        trace=optimum.trace,
        converged=optimum.converged,
    )


def expected_accuracy(votes: Votes, right: Floats) -> Floats:
    """Give each annotator's accuracy, shape (annotators,), drawn to the crowd's.

    ``right``, shape (ratings,), is the probability that each rating is right. No accuracy is 0 or 1.
    """
    hits, given = votes.by_annotator(right), votes.by_annotator()
    crowd = (hits.sum() + 1) / (given.sum() + 2)
    accuracy: Floats = (hits + PRIOR_ANSWERS * crowd) / (given + PRIOR_ANSWERS)
    return accuracy


def smoothed_prior(totals: Floats) -> Floats:
    """Give the classes' frequencies with one item more of each: a Dirichlet prior with all parameters 2.

    ``totals``, shape (classes,), are expected numbers of items.
    """
    prior: Floats = (totals + 1) / (totals.sum() + len(totals))
    return prior


def one_coin_answers(votes: Votes, accuracy: Floats, pair: Ints, truth: Ints) -> Floats:
    """Probability that the pair's annotator gives the pair's class where ``truth`` is true.

    Whoever is not right gives each of the other classes alike. ``pair`` and ``truth`` are codes that
    broadcast.
    """
    right = accuracy[votes.pair_annotator[pair]]
    if len(votes.classes) == 1:
        return np.ones_like(right)
    wrong = (1 - right) / (len(votes.classes) - 1)
    answers: Floats = np.where(votes.pair_class[pair] == truth, right, wrong)
    return answers
