"""Multinomial logistic regression on sparse vectors, and what it says of records it was not trained on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import log_softmax, softmax

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_PENALTY = 0.2
"""Weight of ½‖W‖² beside the sum of the records' losses."""
_ITERATIONS = 25
"""Of L-BFGS; 60 rank planted errors no better."""
_MEMORY = 5


def out_of_sample(vectors: csr_array, label: Ints, fold: Ints, classes: int) -> Floats:
    """Give each record the probabilities of a model trained on the other folds; shape (records, classes).

    ``label`` and ``fold``, of shape (records,), hold codes from 0.
    """
    probabilities = np.full((len(label), classes), 1.0 / classes)
    for held_out in range(int(fold.max()) + 1):
        inside = np.flatnonzero(fold == held_out)
        outside = np.flatnonzero(fold != held_out)
        if len(inside) and len(outside):
            weights = fit(csr_array(vectors[outside]), label[outside], classes)
            probabilities[inside] = predict(csr_array(vectors[inside]), weights)
    return probabilities


def fit(vectors: csr_array, label: Ints, classes: int) -> Floats:
    """Fit weights by L-BFGS; shape (features + 1, classes), the last row the intercepts, unpenalised."""
    records, features = vectors.shape
    transposed = csr_array(vectors.T)
    target = np.zeros((records, classes))
    target[np.arange(records), label] = 1

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(features + 1, classes)
        scores = vectors @ weights[:-1] + weights[-1]
        logarithms = log_softmax(scores, axis=1)
        error = np.exp(logarithms) - target
        gradient = np.empty_like(weights)
        gradient[:-1] = transposed @ error + _PENALTY * weights[:-1]
        gradient[-1] = error.sum(axis=0)
        value = -float((logarithms * target).sum()) + _PENALTY / 2 * float((weights[:-1] ** 2).sum())
        return value, gradient.ravel()

    found = minimize(
        loss,
        np.zeros((features + 1) * classes),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _ITERATIONS, "maxcor": _MEMORY},
    )
    weights: Floats = np.asarray(found.x).reshape(features + 1, classes)
    return weights


def predict(vectors: csr_array, weights: Floats) -> Floats:
    """Give probabilities; shape (records, classes)."""
    probabilities: Floats = softmax(vectors @ weights[:-1] + weights[-1], axis=1)
    return probabilities
