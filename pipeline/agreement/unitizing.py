"""α_U: agreement on where spans lie in a continuum and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.agreement.bootstrap import RESAMPLES, estimate
from pipeline.agreement.encoding import encode
from pipeline.agreement.readings import NO_SECOND_READING, Reading, ReadText, read_texts, text_coverage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.agreement.bootstrap import IntervalMethod, Weights
    from pipeline.model import Agreement

Bounds: TypeAlias = list[tuple[int, int]]
"""Starts and ends, ascending, without overlap."""


def unitizing_alpha(
    readings: Iterable[Reading],
    *,
    measure: str = "alpha_u",
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> Agreement:
    """Measure Krippendorff's α_U for labelled spans, as given in 2004.

    α_U = 1 − Σ_c D_oc / Σ_c D_ec over the labels c. In D_oc, two overlapping spans of label c, marked by two
    annotators, differ by (start − start′)² + (end − end′)²; a span that lies wholly where the other marked
    no c differs by its length squared; all else agrees. D_ec is the mean of the same over all places that
    the spans and gaps found could have had:

        D_ec = (2/L) Σ_s [ (N_c − 1)/3 · (2l³ − 3l² + l) + l² Σ_{gaps h ≥ l} (h − l + 1) ]
               / (N(N − 1) − Σ_s l(l − 1))

    with L the length of the continuum, N = mL the characters read by the m annotators, s the N_c spans of
    label c, l their lengths and h the lengths of the gaps between them.

    The continuum is the texts laid end to end. So that neither their order nor who read which matters, the
    gap at the end of a text runs on into the gap at its own beginning, and the two ends of the continuum
    lie between any two texts with equal chance; for a single text this is the published form. A reading
    weighs as a rating does in α: D_oc = Σ_texts Σ_{i≠j} δ² / (m_text − 1) / (L·N) with N = Σ m_text L_text,
    which for one m is the published form.

    With more than two annotators its authors later found it to behave unexpectedly (Krippendorff, K. et al.
    (2016). On the reliability of unitizing textual continua. Quality & Quantity 50), so read it beside α on
    characters. Items are texts; texts read once do not count. Raises ValueError where two spans of an
    annotator with one label overlap.

    Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data. Quality & Quantity
    38, 787–800.
    """
    texts = read_texts(readings)
    labels = sorted({label for text in texts for spans in text.spans for _, _, label in spans})
    group, groups = encode([text.group for text in texts])
    length = np.array([text.length for text in texts], dtype=np.float64)
    readers = np.array([len(text.annotators) for text in texts], dtype=np.float64)
    statistic = UnitizingAlpha(
        texts=sum_by(group, np.ones(len(texts)), len(groups)),
        length=sum_by(group, length, len(groups)),
        read=sum_by(group, length * readers, len(groups)),
        labels=tuple(_label_sums(texts, group, len(groups), label) for label in labels),
    )
    return estimate(
        statistic,
        text_coverage(texts),
        undefined="nobody marked a span" if texts else NO_SECOND_READING,
        measure=measure,
        resamples=resamples,
        seed=seed,
        interval=interval,
    )


@dataclass(frozen=True, slots=True, eq=False)
class LabelSums:
    """What D_oc and D_ec of one label need.

    ``sizes``, shape (sizes,), are the distinct lengths of the label's spans; ``observed``, shape (groups,),
    sums δ² / (m − 1). The others have shape (groups, sizes): ``spans`` counts the spans of each length,
    ``places`` the places that such a span has in the gaps where gaps run on at the ends of texts, and
    ``places_cut`` those where they do not.
    """

    sizes: Floats
    observed: Floats
    spans: Floats
    places: Floats
    places_cut: Floats


@dataclass(frozen=True, slots=True, eq=False)
class UnitizingAlpha:
    """α_U as a function of group weights.

    ``texts``, ``length`` (L) and ``read`` (N) are sums by group, of shape (groups,).
    """

    texts: Floats
    length: Floats
    read: Floats
    labels: tuple[LabelSums, ...]

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.length)

    @property
    def width(self) -> int:
        """Columns of the widest table."""
        return max((len(label.sizes) for label in self.labels), default=1)

    def __call__(self, weights: Weights) -> Floats:
        """Give α_U of each resample."""
        length, read = weights @ self.length, weights @ self.read
        cut = (1 / (weights @ self.texts))[:, np.newaxis]
        observed, expected = np.zeros(len(weights)), np.zeros(len(weights))
        for label in self.labels:
            size = label.sizes
            spans = weights @ label.spans
            places = (1 - cut) * (weights @ label.places) + cut * (weights @ label.places_cut)
            overlaps = (spans.sum(axis=1, keepdims=True) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
            met = (spans * (overlaps + size**2 * places)).sum(axis=1)
            pairs = read * (read - 1) - spans @ (size * (size - 1))
            observed += weights @ label.observed / (length * read)
            expected += np.divide(2 / length * met, pairs, out=np.zeros_like(met), where=pairs > 0)
        alpha: Floats = 1 - observed / np.where(expected > 0, expected, np.nan)
        return alpha[:, np.newaxis]


def _label_sums(texts: list[ReadText], group: Ints, groups: int, label: str) -> LabelSums:
    bounds = [[_bounds(text, reader, label) for reader in range(len(text.spans))] for text in texts]
    size = np.array([end - start for of_text in bounds for each in of_text for start, end in each])
    row = np.array(
        [row for row, of_text in zip(group, bounds, strict=True) for each in of_text for _ in each]
    )
    sizes, column = np.unique(size, return_inverse=True)
    places, places_cut = _places(texts, bounds, group, groups, sizes)
    return LabelSums(
        sizes=sizes.astype(np.float64),
        observed=sum_by(group, [_observed(of_text) for of_text in bounds], groups),
        spans=sum_by(row * len(sizes) + column, np.ones(len(row)), groups * len(sizes)).reshape(groups, -1),
        places=places,
        places_cut=places_cut,
    )


def _places(
    texts: list[ReadText], bounds: list[list[Bounds]], group: Ints, groups: int, sizes: Ints
) -> tuple[Floats, Floats]:
    """Count the places in the gaps for a span of each size, shape (groups, sizes), running on and cut."""
    inner: list[tuple[int, int]] = []
    edge: list[tuple[int, int, int]] = []
    empty: list[tuple[int, int]] = []
    for row, text, of_text in zip(group.tolist(), texts, bounds, strict=True):
        for each in of_text:
            if each:
                inner.extend((row, start - end) for (_, end), (start, _) in pairwise(each))
                edge.append((row, each[0][0], text.length - each[-1][1]))
            else:
                empty.append((row, text.length))
    inner_row, inner_gap = np.array(inner, dtype=np.int64).reshape(-1, 2).T
    edge_row, first, last = np.array(edge, dtype=np.int64).reshape(-1, 3).T
    empty_row, length = np.array(empty, dtype=np.int64).reshape(-1, 2).T
    running = np.zeros((groups, len(sizes)))
    cut = np.zeros((groups, len(sizes)))
    for column, size in enumerate(sizes):
        within = sum_by(inner_row, _fits(inner_gap, size), groups)
        running[:, column] = within + sum_by(edge_row, _fits(first + last, size), groups)
        running[:, column] += sum_by(empty_row, length, groups)
        cut[:, column] = within + sum_by(edge_row, _fits(first, size) + _fits(last, size), groups)
        cut[:, column] += sum_by(empty_row, _fits(length, size), groups)
    return running, cut


def _fits(gap: Ints, size: int) -> Ints:
    places: Ints = np.maximum(gap - size + 1, 0)
    return places


def _bounds(text: ReadText, reader: int, label: str) -> Bounds:
    bounds = sorted((start, end) for start, end, its_label in text.spans[reader] if its_label == label)
    for (_, end), (start, _) in pairwise(bounds):
        if start < end:
            raise ValueError(
                f"{text.annotators[reader]!r} on {text.unit!r}: "
                f"two spans of label {label!r} overlap at character {start}"
            )
    return bounds


def _observed(of_text: list[Bounds]) -> float:
    """Sum δ² over the ordered pairs of a text's annotators, divided by one less than their number."""
    return 2 * sum(_difference(left, right) for left, right in combinations(of_text, 2)) / (len(of_text) - 1)


def _difference(left: Bounds, right: Bounds) -> int:
    """Sum δ² over the spans of two annotators and, for spans that meet none, the gaps they lie in."""
    total = 0
    met: set[tuple[int, int]] = set()
    for start, end in left:
        meeting = [(other, last) for other, last in right if start < last and other < end]
        met.update(meeting)
        total += sum((start - other) ** 2 + (end - last) ** 2 for other, last in meeting)
        total += 0 if meeting else (end - start) ** 2
    return total + sum((end - start) ** 2 for start, end in right if (start, end) not in met)
