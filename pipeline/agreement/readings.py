"""Readings: which spans an annotator marked in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.agreement.bootstrap import Coverage
from pipeline.agreement.encoding import in_order, sort_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

Span: TypeAlias = tuple[int, int, str]
"""Start, end and label; offsets in code points, half-open."""

NO_SECOND_READING = "no text was read by two annotators"
"""Why a measure over texts may be undefined."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One annotator's spans in one text of ``length`` code points.

    ``group`` is what a resample keeps together, the unit itself if it is None. Raises ValueError for a span
    that is empty or leaves the text.
    """

    unit: Hashable
    annotator: Hashable
    length: int
    spans: frozenset[Span]
    group: Hashable | None = None

    def __post_init__(self) -> None:
        for start, end, label in self.spans:
            if not 0 <= start < end <= self.length:
                raise ValueError(
                    f"{self.annotator!r} on {self.unit!r}: span {start}–{end} ({label}) "
                    f"does not fit a text of {self.length} characters"
                )


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text with the spans of at least two annotators, in the order of the annotators."""

    unit: Hashable
    group: Hashable
    length: int
    annotators: tuple[Hashable, ...]
    spans: tuple[frozenset[Span], ...]


def read_texts(readings: Iterable[Reading]) -> list[ReadText]:
    """Bring together the readings of each text, and keep the texts that were read twice or more.

    Texts come in the order of their units, whatever order the readings come in. Raises ValueError where an
    annotator reads a unit twice, or two readings give a unit different lengths or groups.
    """
    by_unit: dict[Hashable, dict[Hashable, Reading]] = {}
    for reading in readings:
        of_unit = by_unit.setdefault(reading.unit, {})
        if reading.annotator in of_unit:
            raise ValueError(f"{reading.annotator!r} reads unit {reading.unit!r} a second time")
        of_unit[reading.annotator] = reading
    units = list(by_unit)
    texts = (_text(units[position], by_unit[units[position]]) for position in in_order(units))
    return [text for text in texts if len(text.annotators) >= 2]


def text_coverage(texts: list[ReadText]) -> Coverage:
    """Say how much was read: items are texts, ratings are readings."""
    return Coverage(
        items=len(texts),
        groups=len({text.group for text in texts}),
        annotators=len({annotator for text in texts for annotator in text.annotators}),
        ratings=sum(len(text.annotators) for text in texts),
    )


def _text(unit: Hashable, of_unit: dict[Hashable, Reading]) -> ReadText:
    ordered = [of_unit[annotator] for annotator in sorted(of_unit, key=sort_key)]
    first = ordered[0]
    for other in ordered[1:]:
        if (other.length, other.group) != (first.length, first.group):
            raise ValueError(
                f"unit {unit!r}: {first.annotator!r} and {other.annotator!r} read "
                "a text of different length or group"
            )
    return ReadText(
        unit=unit,
        group=unit if first.group is None else first.group,
        length=first.length,
        annotators=tuple(reading.annotator for reading in ordered),
        spans=tuple(reading.spans for reading in ordered),
    )
