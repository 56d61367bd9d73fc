"""Majority vote in the form of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.consensus.crowd.aggregation import Aggregation
from pipeline.consensus.crowd.em import shares
from pipeline.consensus.crowd.one_coin import Accuracies
from pipeline.consensus.crowd.votes import LongForm, Votes

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping


def vote_shares(
    ratings: LongForm, gold: Mapping[Hashable, Hashable] | None = None
) -> Aggregation[Accuracies]:
    """Believe in each class as far as it got votes.

    The confidence of a value is its share of the votes. An annotator's accuracy is the mean share of the
    votes, their own among them, that their answers got. Raises ValueError without ratings.
    """
    votes = Votes.of(ratings, gold)
    posterior = shares(votes)
    accuracy = votes.by_annotator(posterior.of_ratings()) / np.maximum(votes.by_annotator(), 1)
    return Aggregation(
        method="majority",
        items=votes.items,
        annotators=votes.annotators,
        classes=votes.classes,
        posterior=posterior,
        parameters=Accuracies(accuracy),
        prior=posterior.class_totals() / len(votes.items),
        trace=np.empty(0),
        converged=True,
    )
