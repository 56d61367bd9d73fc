"""Spans that a hurried annotator might mark instead of the right one."""

from __future__ import annotations

import re

from pipeline.tasks.mrc.values import Span

_EOJEOL = re.compile(r"\S+")
_CLOSING = re.compile(r"[.,!?…'\"’”)\]」』》]+$")


def neighbours(context: str, span: Span) -> list[Span]:
    """List the spans that differ by a particle or by one eojeol at an edge; none if it is all of its line.

    >>> text = "책방은 경상북도 안동에서 출발했다."
    >>> [span.of(text) for span in neighbours(text, Span(9, 11))]
    ['경상북도 안동', '안동에서', '안동에서 출발했다']
    """
    eojeols = [Span(match.start(), match.end()) for match in _EOJEOL.finditer(context)]
    touched = [number for number, eojeol in enumerate(eojeols) if eojeol.overlaps(span)]
    first, last = touched[0], touched[-1]
    starts = {span.start} | {
        eojeols[number].start for number in (first - 1, first + 1) if 0 <= number <= last
    }
    ends = {span.end} | {
        _end(context, eojeols[n]) for n in (first, last - 1, last, last + 1) if 0 <= n < len(eojeols)
    }
    found = {
        Span(start, end)
        for start in starts
        for end in ends
        if start < end and (start == span.start or end == span.end) and "\n" not in context[start:end]
    }
    return sorted(found - {span})


def _end(context: str, eojeol: Span) -> int:
    """Give the end of an eojeol without closing punctuation."""
    closing = _CLOSING.search(context, eojeol.start, eojeol.end)
    return closing.start() if closing and closing.start() > eojeol.start else eojeol.end
