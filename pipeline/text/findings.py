"""Where something was found in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``text[start:end]`` is a ``kind``."""

    kind: str
    start: int
    end: int
