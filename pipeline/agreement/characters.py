"""α on characters: which label, or none, each character of a text was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.alpha_statistic import FixedAlpha
from pipeline.agreement.bootstrap import RESAMPLES, estimate
from pipeline.agreement.encoding import encode
from pipeline.agreement.metrics import Nominal
from pipeline.agreement.readings import NO_SECOND_READING, Reading, ReadText, read_texts, text_coverage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.agreement.arrays import Floats
    from pipeline.agreement.bootstrap import IntervalMethod
    from pipeline.model import Agreement


def character_alpha(
    readings: Iterable[Reading],
    *,
    measure: str = "alpha_nominal_characters",
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure nominal α with every character as a unit and its label, or none, as the value.

    Chance is taken over the labels of all characters, none included. Two spans of one label that touch look
    like one. Items are texts, groups their groups; texts read once do not count. Raises ValueError where an
    annotator's spans overlap.
    """
    texts = read_texts(readings)
    labels = sorted({label for text in texts for spans in text.spans for _, _, label in spans})
    code = {label: position for position, label in enumerate(labels, start=1)}
    group, groups = encode([text.group for text in texts])
    observed = np.zeros((len(groups), 1))
    marginals = np.zeros((len(groups), len(labels) + 1))
    for row, text in zip(group, texts, strict=True):
        counts = _label_counts(text, code)
        annotators = len(text.annotators)
        observed[row] += (annotators**2 - np.square(counts).sum(axis=1)).sum() / (annotators - 1)
        marginals[row] += counts.sum(axis=0)
    statistic = FixedAlpha(
        observed=observed,
        ratings=marginals.sum(axis=1, keepdims=True),
        marginals=marginals,
        expected=Nominal().expected,
    )
    return estimate(
        statistic,
        text_coverage(texts),
        undefined="all characters have one value" if texts else NO_SECOND_READING,
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


def _label_counts(text: ReadText, code: dict[str, int]) -> Floats:
    """Count the labels of each character, shape (characters, labels); label 0 is none."""
    counts = np.zeros((text.length, len(code) + 1))
    counts[:, 0] = len(text.annotators)
    for annotator, spans in zip(text.annotators, text.spans, strict=True):
        end_of_last = 0
        for start, end, label in sorted(spans):
            if start < end_of_last:
                raise ValueError(f"{annotator!r} on {text.unit!r}: spans overlap at character {start}")
            counts[start:end, code[label]] += 1
            counts[start:end, 0] -= 1
            end_of_last = end
    return counts
