"""Confident learning: which labels a model that has not seen them takes for errors.

Northcutt, Jiang & Chuang, *Confident Learning: Estimating Uncertainty in Dataset Labels*, JAIR 70 (2021): a
record labelled i counts as j where its probability of j, out of sample, reaches the mean probability of j
among the records labelled j, and is the highest that does. Off the diagonal of these counts are the suspects.
"""

from __future__ import annotations

import numpy as np

from pipeline.audit.logistic import Floats, Ints


def margins(probabilities: Floats, label: Ints) -> Floats:
    """Give the normalised margin of each record: its label's probability less the best of the others."""
    records = np.arange(len(label))
    others = probabilities.copy()
    others[records, label] = -np.inf
    margin: Floats = probabilities[records, label] - others.max(axis=1)
    return margin


def confident_classes(probabilities: Floats, label: Ints) -> Ints:
    """Give the class that each record confidently counts as, its own label where there is none."""
    classes = probabilities.shape[1]
    counts = np.bincount(label, minlength=classes)
    own = probabilities[np.arange(len(label)), label]
    sums = np.bincount(label, weights=own, minlength=classes)
    thresholds = np.where(counts > 0, sums / np.maximum(counts, 1), np.inf)
    confident = np.where(probabilities >= thresholds, probabilities, -np.inf)
    best = confident.argmax(axis=1)
    found: Ints = np.where(np.isfinite(confident.max(axis=1)), best, label).astype(np.int64)
    return found


def suspects(probabilities: Floats, label: Ints) -> Ints:
    """Give the records whose confident class is not their label, the smallest margin first."""
    off = np.flatnonzero(confident_classes(probabilities, label) != label)
    ranked: Ints = off[np.argsort(margins(probabilities, label)[off], kind="stable")]
    return ranked
