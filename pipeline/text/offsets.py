"""Offsets in code points, which are ours, and in UTF-16 code units, which browsers count in."""

from __future__ import annotations


def to_utf16(text: str, offset: int) -> int:
    """Convert an offset in code points to one in UTF-16 units.

    >>> to_utf16("😀가", 1)
    2

    Raises:
        ValueError: the offset lies outside the text.
    """
    if not 0 <= offset <= len(text):
        raise ValueError(f"offset {offset} lies outside a text of {len(text)} code points")
    return offset + sum(char > "\uffff" for char in text[:offset])


def from_utf16(text: str, offset: int) -> int:
    """Convert an offset in UTF-16 units to one in code points.

    >>> from_utf16("😀가", 2)
    1

    Raises:
        ValueError: the offset lies outside the text, or between the halves of a character.
    """
    position = units = 0
    while units < offset and position < len(text):
        units += 2 if text[position] > "\uffff" else 1
        position += 1
    if units != offset:
        raise ValueError(f"offset {offset} lies outside the text or inside a character")
    return position
