"""Vote on spans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Span: TypeAlias = tuple[int, int, str]
"""Start, end and label; offsets in code points, half-open."""


@dataclass(frozen=True, slots=True)
class SpanVote:
    """Spans that are agreed, and spans between which somebody has to decide; both in order.

    ``support`` is the mean, over the agreed spans and the places that are open, of the share of annotators
    who marked the agreed span, 0 for an open place; 1 where there is neither.
    """

    agreed: tuple[Span, ...]
    open: tuple[Span, ...]
    support: float


def span_vote(answers: Sequence[frozenset[Span]]) -> SpanVote:
    """Agree on the spans that more than half of the annotators marked exactly, with their label.

    Other spans are outvoted where they overlap an agreed one. The rest falls into places, sets of spans that
    overlap one another: a place is open if at least half of the annotators marked something there, else it is
    outvoted. So where two annotators differ, both their spans are open. ``answers`` has each annotator's
    spans; raises ValueError where there are none, or an annotator's spans overlap.

    >>> span_vote([frozenset({(0, 2, "PS")}), frozenset({(0, 2, "PS")}), frozenset({(0, 3, "PS")})]).agreed
    ((0, 2, 'PS'),)
    """
    if not answers:
        raise ValueError("nobody answered")
    for spans in answers:
        _require_apart(sorted(spans))
    counts = Counter(span for spans in answers for span in spans)
    agreed = sorted(span for span, count in counts.items() if 2 * count > len(answers))
    rest = sorted(span for span in counts if not any(_overlap(span, other) for other in agreed))
    contested = [place for place in _places(rest) if 2 * _markers(place, answers) >= len(answers)]
    shares = [counts[span] / len(answers) for span in agreed]
    decisions = len(agreed) + len(contested)
    return SpanVote(
        agreed=tuple(agreed),
        open=tuple(span for place in contested for span in place),
        support=sum(shares) / decisions if decisions else 1.0,
    )


def _overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _places(spans: list[Span]) -> list[list[Span]]:
    """Split sorted spans into sets that overlap one another, directly or through others."""
    places: list[list[Span]] = []
    reach = 0
    for span in spans:
        if places and span[0] < reach:
            places[-1].append(span)
            reach = max(reach, span[1])
        else:
            places.append([span])
            reach = span[1]
    return places


def _markers(place: list[Span], answers: Sequence[frozenset[Span]]) -> int:
    return sum(not spans.isdisjoint(place) for spans in answers)


def _require_apart(spans: list[Span]) -> None:
    for place in _places(spans):
        if len(place) > 1:
            raise ValueError(f"spans of one annotator overlap: {place[0]} and {place[1]}")
