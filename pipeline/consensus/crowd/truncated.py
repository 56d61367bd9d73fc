"""Dawid–Skene for more classes than fit: only those that somebody gave to an item may be true of it."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from pipeline.consensus.crowd.confusions import expected_accuracy, one_coin_answers, smoothed_prior
from pipeline.consensus.crowd.em import Optimum, Settings, in_turn, maximise, shares
from pipeline.consensus.crowd.posterior import CellPosterior
from pipeline.consensus.crowd.votes import Floats, TooLargeError, Votes, sum_by

PULL = 1.0
"""Answers that what is expected of an annotator counts for in every row of their confusions."""
LARGEST = 2**25
"""Most pairs of a rating and a class that its item was given."""


def truncated(
    votes: Votes, settings: Settings, pull: float = PULL
) -> Optimum[tuple[csr_array, Floats], CellPosterior]:
    """Give confusions, shape (pairs, classes), prior, and posterior.

    Where there are so many classes, most are met too rarely to learn what they are confused with. So each row
    has a Dirichlet prior of weight ``pull``, centred on the one-coin model with the accuracy that the start
    says, and the trace is the bound plus the logarithm of that prior.

    Memory grows with the number of ratings times classes given to the same item. Raises TooLargeError where
    there are more than LARGEST.
    """
    cells = np.diff(votes.first_cell, append=len(votes.cell_item))
    width = cells[votes.item]
    if width.sum() > LARGEST:
        raise TooLargeError(
            f"Dawid–Skene would have to weigh {width.sum()} pairs of an answer and a class given to its item"
        )
    # One row for each rating and each cell of its item.
    rating = np.repeat(np.arange(len(width)), width)
    cell = np.arange(len(rating)) + np.repeat(votes.first_cell[votes.item] - np.cumsum(width) + width, width)
    classes = len(votes.classes)
    key, answer = np.unique(votes.pair[rating] * classes + votes.cell_class[cell], return_inverse=True)
    pair, truth = key // classes, key % classes
    met, meeting = np.unique(votes.pair_annotator[pair] * classes + truth, return_inverse=True)

    def climb(start: CellPosterior) -> Optimum[tuple[Floats, Floats, Floats], CellPosterior]:
        accuracy = expected_accuracy(votes, start.of_ratings())
        expected = pull * one_coin_answers(votes, accuracy, pair, truth)
        unanswered = pull - sum_by(meeting, expected, len(met))

        def m_step(posterior: CellPosterior) -> tuple[Floats, Floats, Floats]:
            counts = sum_by(answer, posterior.probability[cell], len(key))
            rows = np.log(sum_by(meeting, counts, len(met)) + pull)
            prior = smoothed_prior(posterior.class_totals())
            return np.log(counts + expected) - rows[meeting], rows, prior

        def e_step(parameters: tuple[Floats, Floats, Floats]) -> tuple[CellPosterior, float]:
            logs, rows, prior = parameters
            with np.errstate(divide="ignore"):
                joint = np.log(prior)[votes.cell_class] + sum_by(cell, logs[answer], len(votes.cell_item))
            joint[votes.impossible] = -np.inf
            top = np.maximum.reduceat(joint, votes.first_cell)
            joint = np.exp(joint - top[votes.cell_item])
            total = np.add.reduceat(joint, votes.first_cell)
            posterior = CellPosterior.of_cells(votes, joint / total[votes.cell_item])
            # Of answers that were not given to a truth, the prior is all there is, over the same row's sum.
            of_priors = expected @ logs - unanswered @ rows + np.log(prior).sum()
            return posterior, float((np.log(total) + top).sum() + of_priors)

        return maximise(m_step, e_step, start, len(votes.item), settings)

    found = in_turn(climb, shares(votes), settings)
    logs, _, prior = found.parameters
    confusions = csr_array((np.exp(logs), (pair, truth)), shape=(len(votes.pair_annotator), classes))
    return Optimum((confusions, prior), found.posterior, found.trace, found.converged)
