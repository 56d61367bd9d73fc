"""The sums of Dawid–Skene as products of matrices that hold every class of every item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from pipeline.consensus.crowd.posterior import DensePosterior

if TYPE_CHECKING:
    from pipeline.consensus.crowd.votes import Floats, Votes

DENSE = 2**24
"""Most probabilities, of items' classes and of annotators' answers, that are held without leaving any out."""


class Dense:
    """What the E-step and the M-steps share: the votes as sparse matrices of zeros and ones."""

    def __init__(self, votes: Votes) -> None:
        items, pairs = len(votes.items), len(votes.pair_annotator)
        ones = np.ones(len(votes.item))
        self._answers = csr_array((ones, (votes.pair, votes.item)), shape=(pairs, items))
        self._by_item = self._answers.T.tocsr()
        self._annotators = csr_array(
            (np.ones(pairs), (votes.pair_annotator, np.arange(pairs))), shape=(len(votes.annotators), pairs)
        )
        self._known = np.flatnonzero(votes.truth >= 0)
        self._truth = votes.truth[self._known]

    @staticmethod
    def size(votes: Votes) -> int:
        """Give the number of probabilities that would be held."""
        return (len(votes.items) + len(votes.pair_annotator)) * len(votes.classes)

    def counts(self, posterior: DensePosterior) -> Floats:
        """Give the expected answers of each pair by true class, shape (pairs, classes)."""
        counts: Floats = np.asarray(self._answers @ posterior.table)
        return counts

    def by_annotator(self, amount: Floats) -> Floats:
        """Sum amounts, shape (pairs, classes), by annotator; shape (annotators, classes)."""
        total: Floats = np.asarray(self._annotators @ amount)
        return total

    def e_step(self, logs: Floats, prior: Floats) -> tuple[DensePosterior, float]:
        """Give the posterior and the log-likelihood.

        ``logs``, shape (pairs, classes), are log-probabilities of the pairs' answers by true class.
        """
        with np.errstate(divide="ignore"):
            joint: Floats = np.asarray(self._by_item @ logs) + np.log(prior)
        of_truth = joint[self._known, self._truth]
        joint[self._known] = -np.inf
        joint[self._known, self._truth] = of_truth
        top = joint.max(axis=1)
        joint -= top[:, np.newaxis]
        np.exp(joint, out=joint)
        total = joint.sum(axis=1)
        joint /= total[:, np.newaxis]
        return DensePosterior(joint), float((np.log(total) + top).sum())
