"""Reference answers for simulated annotators: JSON lines, typed by the task that knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline import canonical

T = TypeVar("T")


def read_references(cls: type[T], lines: Sequence[str]) -> list[T]:
    """Read one reference a line.

    Raises:
        ValueError: a line is not a ``cls``.
    """
    return [canonical.load(cls, line) for line in lines]
