"""A candidate mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MentionType = Literal["PS", "LC", "OG", "DT", "TI", "QT", "TITLE", "NAME"]
"""KLUE's six types, a profession or office, and a name (or faith) of no type that could be told."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of a sentence, ``text[start:end]``, that may be an entity."""

    start: int
    end: int
    type: MentionType
