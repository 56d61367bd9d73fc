"""Every method on answers in the shapes of public sets: it ends, settles, and does not lose to the vote."""

from __future__ import annotations

import numpy as np
import pytest
from crowd_cases import MODELS, to_ratings
from crowd_sets import SHAPES, made

METHODS = ["majority", "hierarchical", "dawid-skene", "one-coin", "mace", "glad"]
SMALL = {name: shape for name, shape in SHAPES.items() if shape.ratings <= 30_000}


@pytest.fixture(scope="module", params=SHAPES)
def crowd(request):
    rows, gold = made(SHAPES[request.param])
    return request.param, to_ratings(rows), gold


def test_hierarchical_does_not_lose_to_the_vote(crowd):
    """Whatever the shape: by default nobody is worse off than with a vote."""
    _, ratings, gold = crowd
    vote = MODELS["majority"](ratings).accuracy(gold).ties_at_random
    found = MODELS["hierarchical"](ratings)
    assert found.converged
    assert found.accuracy(gold).value > vote - 0.005
    measured, by_vote = found.calibration(gold), MODELS["majority"](ratings).calibration(gold)
    assert measured.brier < by_vote.brier + 0.01


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("method", METHODS)
def test_all_methods_end(name, method):
    rows, gold = made(SHAPES[name], seed=1)
    found = (
        MODELS[method](to_ratings(rows), starts=1)
        if method != "hierarchical"
        else MODELS[method](to_ratings(rows))
    )
    confidence = found.confidence()
    assert np.isfinite(confidence).all()
    assert (confidence > 0).all()
    assert found.accuracy(gold).items == len(found.items)
