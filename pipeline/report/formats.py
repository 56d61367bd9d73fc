"""How numbers and times are written: the same in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

NOTHING = "–"


def whole(value: int) -> str:
    """Write a count.

    >>> whole(12345)
    '12,345'
    """
    return f"{value:,}"


def figure(value: float | None) -> str:
    """Write an agreement to three decimals, with a true minus sign; a dash where there is none.

    >>> figure(0.81249), figure(-0.0123), figure(None)
    ('0.812', '−0.012', '–')
    """
    if value is None:
        return NOTHING
    return f"{value:.3f}".replace("-", "−") if round(value, 3) else "0.000"


def interval(low: float | None, high: float | None) -> str:
    """Write the bounds of an interval, or nothing.

    >>> interval(0.7, 0.9), interval(None, None)
    ('[0.700, 0.900]', '')
    """
    return "" if low is None or high is None else f"[{figure(low)}, {figure(high)}]"


def beside(value: float, line: float) -> str:
    """Write a value with as many decimals, three or more, as show on which side of a line it is.

    >>> beside(0.7012, 0.667), beside(0.66697, 0.667)
    ('0.701', '0.66697')
    """
    for digits in range(3, 7):
        if (round(value, digits) >= line) == (value >= line):
            break
    return f"{value:.{digits}f}".replace("-", "−")


def share(part: int, total: int) -> str:
    """Write a share in percent; a part that is not nothing is never written as 0%, nor a rest as 100%.

    >>> share(1, 3), share(1, 5000), share(4999, 5000), share(0, 0)
    ('33%', '<1%', '>99%', '–')
    """
    if not total:
        return NOTHING
    percent = round(100 * part / total)
    if percent == 0 and part:
        return "<1%"
    if percent == 100 and part < total:
        return ">99%"
    return f"{percent}%"


def signed(value: float) -> str:
    """Write a difference to two decimals, with its sign.

    >>> signed(0.256), signed(-0.1), signed(0.001)
    ('+0.26', '−0.10', '0.00')
    """
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0.00"


def chance(value: float) -> str:
    """Write a probability to two decimals, or to one digit where it is smaller.

    >>> chance(0.257), chance(0.0042), chance(1e-9)
    ('0.26', '0.004', '<0.000001')
    """
    if value >= 0.01:
        return f"{value:.2f}"
    return "<0.000001" if value < 1e-6 else f"{value:.{-int(f'{value:e}'[-3:])}f}"


def seconds(value: float | None) -> str:
    """Write a duration in seconds, to one decimal under a minute.

    >>> seconds(8.25), seconds(95.2), seconds(None)
    ('8.2', '95', '–')
    """
    if value is None:
        return NOTHING
    return f"{value:.1f}" if value < 60 else f"{value:.0f}"


def moment(text: str) -> str:
    """Write an ISO 8601 time to the minute, in UTC; any other text as it is.

    >>> moment("2026-01-05T09:12:33.120000Z")
    '2026-01-05 09:12 UTC'
    """
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return text
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=UTC)
    return parsed.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def size(count: int) -> str:
    """Write a number of bytes.

    >>> size(1_234_567)
    '1.2 MB'
    """
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} B"
