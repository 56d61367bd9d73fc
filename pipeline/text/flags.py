"""What is found in a sentence that whoever samples should know."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.text import normalise, privacy
from pipeline.text.sentences import Segment

SHORTEST = 5
"""Code points under which a sentence is ``too_short``."""

LONGEST = 512
"""Code points over which a sentence is ``too_long``."""


def flag(text: str, segments: Sequence[Segment]) -> list[tuple[str, ...]]:
    """Give the flags of each sentence of a text, sorted; sentences come in the order of the text.

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
    flags = [set(_length(segment)) for segment in segments]
    ends = [segment.end for segment in segments]
    for name, finding in found:
        for index in range(bisect_right(ends, finding.start), len(segments)):
            if segments[index].start >= finding.end:
                break
            flags[index].add(name)
    return [tuple(sorted(own)) for own in flags]


def _length(segment: Segment) -> Iterator[str]:
    if len(segment.text) < SHORTEST:
        yield "too_short"
    if len(segment.text) > LONGEST:
        yield "too_long"
