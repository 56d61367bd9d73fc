"""γ: agreement on where units lie and what they are, by the best alignment of the annotators' units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.alignment import best_alignment
from pipeline.agreement.bootstrap import RESAMPLES
from pipeline.agreement.continuum import Continuum, UnitDissimilarity, Units, mean_units, shuffled
from pipeline.agreement.ratio import ratio_of_sums
from pipeline.agreement.readings import NO_SECOND_READING, Reading, ReadText, read_texts, text_coverage
from pipeline.ids import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.agreement.arrays import Floats
    from pipeline.agreement.bootstrap import IntervalMethod
    from pipeline.model import Agreement

SAMPLES = 30
"""Continua that chance is taken from at least (section 5.3 of the paper)."""
PRECISION = 0.02
"""Relative half-width of the 95% interval of the expected disorder that is drawn for."""
MOST_SAMPLES = 1_000
"""Continua of one text that are drawn at most."""


@dataclass(frozen=True, slots=True)
class Gamma:
    """γ, and how exactly it is known.

    ``observed`` and ``expected`` are mean disorders, weighted by the texts' x̄; ``expected_error`` is the
    standard error of the latter over the ``samples`` continua it was taken from. No alignment gives a γ
    outside ``at_least`` … ``at_most``: both are γ where every best alignment was found. All are None where γ
    is.
    """

    agreement: Agreement
    observed: float | None
    expected: float | None
    expected_error: float | None
    samples: int
    at_least: float | None
    at_most: float | None


def gamma(
    readings: Iterable[Reading],
    *,
    dissimilarity: UnitDissimilarity | None = None,
    precision: float = PRECISION,
    measure: str = "gamma",
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Gamma:
    """Measure agreement by γ = 1 − δ_o / δ_e, with a 95% interval over groups of texts.

    δ_o is the disorder of the best alignment of the annotators' units (:mod:`~pipeline.agreement.alignment`),
    δ_e the mean of the same over continua of chance (:func:`~pipeline.agreement.continuum.shuffled`), of
    which as many are drawn as give δ_e to the relative precision with 95% confidence. Of several texts, each
    with chance of its own, γ = 1 − Σ x̄ δ_o / Σ x̄ δ_e; for one it is the published form. Unlike α_U, γ lets
    units overlap, and its alignment says which belong together.

    Items are texts; texts read once do not count. Draws depend on the seed and the text's unit alone.

    Mathet, Y., Widlöcher, A. & Métivier, J.-P. (2015). The unified and holistic method gamma (γ) for
    inter-annotator agreement measure and alignment. Computational Linguistics 41, 437–479.
    """
    texts = read_texts(readings)
    kind = dissimilarity or UnitDissimilarity()
    labels = sorted({label for text in texts for spans in text.spans for _, _, label in spans})
    code = {label: number for number, label in enumerate(labels)}
    marked = [text for text in texts if any(text.spans)]
    continua = [tuple(Units.of(spans, code) for spans in text.spans) for text in marked]
    chances = [_Chance(text, continuum, kind, seed) for text, continuum in zip(marked, continua, strict=True)]
    weight = np.array([mean_units(continuum) for continuum in continua])
    observed = _disorders(continua, kind)
    _draw(chances, weight, precision)
    expected = np.array([chance.mean() for chance in chances]).reshape(-1, 2)
    agreement = ratio_of_sums(
        weight * (expected[:, 0] - observed[:, 0]),
        weight * expected[:, 0],
        [text.group for text in marked],
        coverage=text_coverage(texts),
        measure=measure,
        undefined="nobody marked a span" if texts else NO_SECOND_READING,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )
    if agreement.value is None:
        return Gamma(agreement, None, None, None, 0, None, None)
    (observed_most, observed_least), (expected_most, expected_least) = weight @ observed, weight @ expected
    total = weight.sum()
    exact = observed_most == observed_least and expected_most == expected_least
    return Gamma(
        agreement,
        observed=float(observed_most / total),
        expected=float(expected_most / total),
        expected_error=_error(chances, weight) / float(total),
        samples=sum(len(chance.drawn) for chance in chances),
        at_least=agreement.value if exact else float(1 - observed_most / expected_least),
        at_most=agreement.value if exact else float(1 - observed_least / expected_most),
    )


class _Chance:
    """Disorders of continua drawn for a text, with their bounds: rows of ``drawn``."""

    def __init__(
        self, text: ReadText, continuum: Continuum, dissimilarity: UnitDissimilarity, seed: int
    ) -> None:
        self._continuum = continuum
        self._length = text.length
        self._dissimilarity = dissimilarity
        self._generator = np.random.default_rng(int(stable_id(str(seed), "gamma", repr(text.unit)), 16))
        self.drawn: Floats = np.empty((0, 2))

    def draw(self, count: int) -> None:
        """Draw further continua, until there are ``count``."""
        sampled = [
            shuffled(self._continuum, self._length, self._generator) for _ in range(len(self.drawn), count)
        ]
        self.drawn = np.concatenate([self.drawn, _disorders(sampled, self._dissimilarity)])

    def mean(self) -> Floats:
        """Give the mean disorder and its bound."""
        mean: Floats = self.drawn.mean(axis=0)
        return mean

    def variance_of_mean(self) -> float:
        """Give the squared standard error of the mean disorder."""
        return float(self.drawn[:, 0].var(ddof=1)) / len(self.drawn)


def _draw(chances: list[_Chance], weight: Floats, precision: float) -> None:
    """Draw for every text, and once more if the mean over all is not precise enough (section 5.3)."""
    if not chances:
        return
    count = max(2, -(-SAMPLES // len(chances)))
    for chance in chances:
        chance.draw(count)
    mean = float(weight @ np.array([chance.mean()[0] for chance in chances]))
    if not mean:
        return
    needed = count * (1.96 * _error(chances, weight) / (mean * precision)) ** 2
    for chance in chances:
        chance.draw(min(int(np.ceil(needed)), MOST_SAMPLES))


def _error(chances: list[_Chance], weight: Floats) -> float:
    """Give the standard error of Σ x̄ δ_e."""
    return float(np.sqrt(np.square(weight) @ [chance.variance_of_mean() for chance in chances]))


def _disorders(continua: list[Continuum], dissimilarity: UnitDissimilarity) -> Floats:
    """Give the disorders of the best alignments and their bounds, shape (continua, 2)."""
    found = [best_alignment(continuum, dissimilarity) for continuum in continua]
    return np.array([(each.disorder, each.bound) for each in found]).reshape(-1, 2)
