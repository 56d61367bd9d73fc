"""What makes a tree legal in KLUE's scheme: heads to the right, the last eojeol the one root, no crossing.

Heads count from 1, 0 is the root; a head that is :data:`~pipeline.tasks.dp.values.OPEN` is not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tasks.dp.values import OPEN, ROOT


def fitting_heads(heads: Sequence[int], index: int) -> tuple[int, ...]:
    """Give the heads that the eojeol at ``index`` (from 0) may have, whatever it has now.

    They lie to its right, and their arcs cross none of the other arcs.

    >>> fitting_heads([3, -1, 4, 0], 1)
    (3,)
    """
    if index == len(heads) - 1:
        return (ROOT,)
    others = [(other, head) for other, head in enumerate(heads, start=1) if head > 0 and other != index + 1]
    return tuple(
        head
        for head in range(index + 2, len(heads) + 1)
        if not any(_cross(index + 1, head, *arc) for arc in others)
    )


def crossing(heads: Sequence[int]) -> tuple[int, int] | None:
    """Give the first two eojeols (from 0) whose arcs cross, or None."""
    arcs = [(index, head) for index, head in enumerate(heads, start=1) if head not in (ROOT, OPEN)]
    for position, first in enumerate(arcs):
        for second in arcs[position + 1 :]:
            if _cross(*first, *second):
                return (first[0] - 1, second[0] - 1)
    return None


def kept_characters(text: str) -> str:
    """Give what morphemes must keep of an eojeol: digits, letters and marks; Hangul may change its form."""
    return "".join(char for char in text if not ("가" <= char <= "힣" or "ㄱ" <= char <= "ㆎ" or char == " "))


def _cross(start: int, end: int, other_start: int, other_end: int) -> bool:
    return start < other_start < end < other_end or other_start < start < other_end < end
