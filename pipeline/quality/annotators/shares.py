"""Shares with their count and interval, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass

NORMAL_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """A mean of values in [0, 1] over ``count`` answers, with its 95% interval.

    All three figures are None where there is nothing to take the mean of; ``undefined_because`` says why.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int
    undefined_because: str | None = None


def share(total: float, count: int, *, undefined: str = "there are no answers") -> Share:
    """Give ``total / count`` with Wilson's score interval (Wilson 1927, JASA 22:209).

    For values between 0 and 1, whose variance is at most that of zeros and ones with the same mean, the
    interval is too wide rather than too narrow.

    >>> found = share(45, 50)
    >>> round(found.low, 3), round(found.high, 3)
    (0.786, 0.957)
    """
    if not count:
        return Share(None, None, None, 0, undefined)
    value = total / count
    z2 = NORMAL_95**2
    middle = (value + z2 / (2 * count)) / (1 + z2 / count)
    half = NORMAL_95 / (1 + z2 / count) * math.sqrt(value * (1 - value) / count + z2 / (4 * count**2))
    return Share(value, max(0.0, middle - half), min(1.0, middle + half), count)
