"""Word lists, written as one text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Split a text into a set of words.

    >>> sorted(words("이 그 저"))
    ['그', '이', '저']
    """
    return frozenset(text.split())
