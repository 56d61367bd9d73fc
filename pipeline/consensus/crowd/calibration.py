"""Whether confidence can be taken at its word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.consensus.crowd.votes import Floats

BINS = 10


@dataclass(frozen=True, slots=True)
class Reliability:
    """Values whose confidence lies in (``low``, ``high``]: its mean, and the share that is right."""

    low: float
    high: float
    items: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far confidence and the share of right values are apart.

    ``expected_error`` is their mean distance over ``bins``, weighted by items (ECE; Naeini, Cooper and
    Hauskrecht, AAAI 2015). ``brier`` is the mean squared distance of the confidence from 1 where the value is
    right, from 0 where it is wrong (Brier, 1950): always 0.5 would score 0.25.
    """

    expected_error: float
    brier: float
    bins: tuple[Reliability, ...]


def calibration(confidence: Floats, right: NDArray[np.bool_]) -> Calibration:
    """Measure values with their confidence, in [0, 1], and whether they are right; both of shape (items,).

    Bins are equally wide; empty ones are left out. Raises ValueError without items.

    >>> calibration(np.array([0.75, 0.75, 0.75, 0.75]), np.array([True, True, True, False])).expected_error
    0.0
    """
    if not len(confidence):
        raise ValueError("there are no known values to compare with")
    edges = np.linspace(0, 1, BINS + 1)
    place = np.clip(np.searchsorted(edges, confidence) - 1, 0, BINS - 1)
    bins = []
    for number in np.unique(place).tolist():
        here = place == number
        bins.append(
            Reliability(
                low=round(float(edges[number]), 6),
                high=round(float(edges[number + 1]), 6),
                items=int(here.sum()),
                confidence=float(confidence[here].mean()),
                accuracy=float(right[here].mean()),
            )
        )
    distance = sum(bin_.items * abs(bin_.confidence - bin_.accuracy) for bin_ in bins)
    return Calibration(
        expected_error=distance / len(confidence),
        brier=float(((confidence - right) ** 2).mean()),
        bins=tuple(bins),
    )
