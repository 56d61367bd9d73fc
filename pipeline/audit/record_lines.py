"""On which lines of a file of KLUE's its records stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

_IN_JSON = re.compile(r'(?<!\\)"(?:guid|id)"\s*:\s*("(?:[^"\\\n]|\\.)*")')
_IN_BLOCKS = re.compile(r"^## (\S+)\t", re.MULTILINE)


def record_lines(text: str, guids: Sequence[str], *, tabular: bool) -> list[int | None]:
    """Give the line, from 1, on which each record is named, in order; None from where one is not found.

    Names between them that are no record's, of those that could not be read, are passed over.
    """
    named = _names(text, tabular)
    return [next((line for name, line in named if name == guid), None) if guid else None for guid in guids]


def _names(text: str, tabular: bool) -> Iterator[tuple[str, int]]:
    line, counted = 1, 0
    for found in (_IN_BLOCKS if tabular else _IN_JSON).finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        yield (found[1] if tabular else json.loads(found[1])), line
