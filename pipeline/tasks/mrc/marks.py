"""What is marked in a passage: read from an annotation and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.tasks.mrc.values import Span
from pipeline.tasks.regions import Region, UnreadableError, span_region, spans

CONTROL = "span"
SHOWN = "context"
ANSWER = "answer"
PLAUSIBLE = "plausible"


def read_marks(regions: Sequence[Region], context: str, labels: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    """Give the marked spans by label, in order.

    Raises:
        UnreadableError: a span has an unknown label, goes over the end of a paragraph, or shares a character
            with another.
    """
    found: dict[str, list[Span]] = {label: [] for label in labels}
    marks = spans(regions, CONTROL, context)
    for mark in marks:
        if mark.label not in found:
            raise UnreadableError("unknown_label", f"{mark.label!r} is not a label of this round", mark.start)
        if "\n" in context[mark.start : mark.end]:
            raise UnreadableError(
                "span_over_paragraphs", "an answer goes over the end of a paragraph", mark.start
            )
        found[mark.label].append(Span(mark.start, mark.end))
    for one, next_ in pairwise(marks):
        if next_.start < one.end:
            raise UnreadableError("overlapping_spans", "two spans share a character", next_.start)
    return {label: tuple(own) for label, own in found.items()}


def mark_regions(context: str, label: str, marked: Iterable[Span]) -> list[Region]:
    """Mark spans."""
    return [span_region(CONTROL, SHOWN, context, span.start, span.end, label) for span in marked]
