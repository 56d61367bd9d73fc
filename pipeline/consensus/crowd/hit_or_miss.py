"""The E-step of models in which a rating is right or wrong, and all wrong classes are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.consensus.crowd.posterior import CellPosterior

if TYPE_CHECKING:
    from pipeline.consensus.crowd.votes import Floats, Votes


def hit_or_miss(votes: Votes, hit: Floats, miss: Floats, prior: Floats) -> tuple[CellPosterior, float]:
    """Give the posterior and the log-likelihood.

    ``hit`` and ``miss``, shape (ratings,), are log-probabilities of each rating if its class is the true one
    and if it is not; ``prior``, shape (classes,), sums to 1. With the ratings R(i) of item i,

        log p(i, j) = log prior(j) + Σ_{r ∈ R(i)} miss(r) + Σ_{r ∈ R(i), r says j} (hit(r) − miss(r)),

    so classes that nobody gave to an item differ by their prior only: work and memory grow with the ratings
    and do not depend on the number of classes.
    """
    with np.errstate(divide="ignore"):
        cell = np.log(prior)[votes.cell_class] + votes.by_cell(hit - miss)
        free = 1.0 - np.add.reduceat(prior[votes.cell_class], votes.first_cell)
        cells = np.diff(votes.first_cell, append=len(votes.cell_item))
        unseen = (cells < len(votes.classes)) & (votes.truth < 0)
        other = np.log(np.where(unseen, np.maximum(free, 0.0), 0.0))
    cell[votes.impossible] = -np.inf
    top = np.maximum(np.maximum.reduceat(cell, votes.first_cell), other)
    cell = np.exp(cell - top[votes.cell_item])
    other = np.exp(other - top)
    total = np.add.reduceat(cell, votes.first_cell) + other
    log_likelihood = float((np.log(total) + top + votes.by_item(miss)).sum())
    # `other` is the mass of all classes without a cell; a class has its prior's part of it.
    each = np.where(unseen & (free > 0), other / np.where(free > 0, free, 1.0), 0.0) / total
    return CellPosterior(votes, cell / total[votes.cell_item], each, prior), log_likelihood
