"""What is found in a sentence that whoever samples should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.text import normalise, privacy
from pipeline.text.sentences import Segment

SHORTEST = 5
"""Code points under which a sentence is ``too_short``."""

LONGEST = 512
"""Code points over which a sentence is ``too_long``."""


def flag(text: str, segments: Sequence[Segment]) -> list[tuple[str, ...]]:
    """Give the flags of each sentence of a text, sorted.

    ``personal_data.<kind>`` (:mod:`pipeline.text.privacy`) and ``broken.<kind>``
    (:mod:`pipeline.text.normalise`) are looked for in the whole text, and go to every sentence that holds a
    part of what was found.
    """
    found = [(f"personal_data.{finding.kind}", finding) for finding in privacy.find(text)]
    found += [
        (f"broken.{finding.kind}", finding)
        for finding in normalise.find(text)
        if finding.kind in normalise.BROKEN
    ]
    return [
        tuple(
            sorted(
                {
                    name
                    for name, finding in found
                    if finding.start < segment.end and segment.start < finding.end
                }
                | set(_length(segment))
            )
        )
        for segment in segments
    ]


def _length(segment: Segment) -> Iterator[str]:
    if len(segment.text) < SHORTEST:
        yield "too_short"
    if len(segment.text) > LONGEST:
        yield "too_long"
