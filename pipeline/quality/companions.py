"""Figures beside an α of labels: the raw agreement that it corrects, and other ways to correct it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.agreement import AgreementWeights, gwet_ac, raw_agreement, weighted_kappa
from pipeline.model import Agreement
from pipeline.quality.annotators.confusion import has_labels
from pipeline.tasks.base import AlphaOver

_NOMINAL, _ORDINAL = "alpha_nominal", "alpha_ordinal"


@dataclass(frozen=True, slots=True)
class Companions:
    """The measures beside an α, by name: Gwet's coefficient, raw agreement, and κ where values have order."""

    gwet: str
    raw: str
    kappa: str | None


def companions_of(measure: str) -> Companions | None:
    """Name the companions of an α; None of a measure that has none.

    >>> companions_of("alpha_nominal_first_topic").gwet
    'gwet_ac1_first_topic'
    """
    for level, gwet, kappa in (
        (_NOMINAL, "gwet_ac1", None),
        (_ORDINAL, "gwet_ac2_quadratic", "weighted_kappa_quadratic"),
    ):
        if measure.startswith(level):
            over = measure.removeprefix(level)
            return Companions(gwet + over, "raw_agreement" + over, None if kappa is None else kappa + over)
    return None


def measure_companions(over: AlphaOver, seed: int, resamples: int) -> list[Agreement]:
    """Measure what stands beside an α of labels; nothing where its values are no labels."""
    names = companions_of(over.measure)
    if names is None or not has_labels(over):
        return []
    ratings = over.ratings
    weights: AgreementWeights = "identity" if names.kappa is None else "quadratic"
    found = [
        gwet_ac(ratings, weights, measure=names.gwet, seed=seed, resamples=resamples),
        raw_agreement(ratings, measure=names.raw, seed=seed, resamples=resamples),
    ]
    if names.kappa is not None:
        found.append(
            weighted_kappa(ratings, "quadratic", measure=names.kappa, seed=seed, resamples=resamples)
        )
    return found
