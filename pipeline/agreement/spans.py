"""F1 between annotators' spans."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.agreement.bootstrap import RESAMPLES
from pipeline.agreement.ratio import ratio_of_sums
from pipeline.agreement.readings import NO_SECOND_READING, Reading, Span, read_texts, text_coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.model import Agreement


def exact_span_f1(
    readings: Iterable[Reading],
    *,
    measure: str = "span_f1_exact",
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Agreement:
    """Measure how many spans two annotators share, with start, end and label: Σ 2·|A ∩ B| / Σ (|A| + |B|).

    The sums run over all pairs of annotators of all texts. Chance is not corrected for: it is next to nothing
    where a text has many possible spans (Hripcsak, G. & Rothschild, A. S. (2005). Agreement, the F-measure,
    and reliability in information retrieval). Items are texts; texts read once do not count.
    """
    return _pairwise_f1(readings, _exact, measure, resamples, seed)


def overlap_span_f1(
    readings: Iterable[Reading],
    *,
    measure: str = "span_f1_overlap",
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Agreement:
    """Measure how many spans meet one of the same label: F1 = Σ (a + b) / Σ (|A| + |B|).

    Of each pair of annotators, a counts the first's spans that share a character with a span of the second's
    of the same label, b the reverse. Otherwise as :func:`exact_span_f1`.
    """
    return _pairwise_f1(readings, _overlapping, measure, resamples, seed)


def _pairwise_f1(
    readings: Iterable[Reading],
    matched: Callable[[frozenset[Span], frozenset[Span]], int],
    measure: str,
    resamples: int,
    seed: int,
) -> Agreement:
    texts = read_texts(readings)
    pairs = [(text.group, *pair) for text in texts for pair in combinations(text.spans, 2)]
    return ratio_of_sums(
        [matched(left, right) for _, left, right in pairs],
        [len(left) + len(right) for _, left, right in pairs],
        [group for group, _, _ in pairs],
        coverage=text_coverage(texts),
        measure=measure,
        undefined="nobody marked a span" if texts else NO_SECOND_READING,
        resamples=resamples,
        seed=seed,
    )


def _exact(left: frozenset[Span], right: frozenset[Span]) -> int:
    return 2 * len(left & right)


def _overlapping(left: frozenset[Span], right: frozenset[Span]) -> int:
    return sum(_meets(span, right) for span in left) + sum(_meets(span, left) for span in right)


def _meets(span: Span, others: frozenset[Span]) -> bool:
    start, end, label = span
    return any(
        start < other_end and other_start < end and label == other_label
        for other_start, other_end, other_label in others
    )
