"""Marks: noncharacters that stand in a text under conversion for what was dropped, and round links."""

from __future__ import annotations

GAP = "\ufdd0"
"""Something inside a line was dropped here."""
LOST = "\ufdd1"
"""From here on the line belongs to something that is never closed."""
BREAK = "\n\n"
"""A paragraph ends here."""
OPEN, NUMBERED, CLOSE = "\ufdd2", "\ufdd3", "\ufdd4"
"""A link to the target of a number: ``OPEN 7 NUMBERED label CLOSE``."""


def without_marks(text: str) -> str:
    """Remove the noncharacters that are our marks."""
    for mark in (GAP, LOST, OPEN, NUMBERED, CLOSE):
        text = text.replace(mark, "")
    return text


def opening(number: int) -> str:
    """Mark where the label of a link begins."""
    return f"{OPEN}{number}{NUMBERED}"
