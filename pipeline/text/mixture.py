"""Says where a text that cannot be decoded as a whole changes its encoding, line by line."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.text.decode import UndecodableError
from pipeline.text.syllables import plausibility

_SHOWN = 5
_LONGEST = 1 << 20
_UNKNOWN = "unknown bytes"
_KOREAN = ("cp949", "johab")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines one after another that fit one encoding: bytes from ``start`` to before ``end``."""

    encoding: str
    start: int
    end: int


def describe(stream: BinaryIO, error: UndecodableError) -> str:
    """Describe what a text mixes, with the bytes at which the rarer encodings stand; the text is read again.

    Where there is no mixture, the encodings that were tried are named.
    """
    sizes: Counter[str] = Counter()
    places: Counter[str] = Counter()
    first: dict[str, list[Stretch]] = {}
    for stretch in stretches(stream):
        sizes[stretch.encoding] += stretch.end - stretch.start
        places[stretch.encoding] += 1
        first.setdefault(stretch.encoding, [])
        if len(first[stretch.encoding]) < _SHOWN:
            first[stretch.encoding].append(stretch)
    if len(sizes) < 2:
        return f"it fits none of {', '.join(error.encodings_tried)}, or more than one"
    (main, _), *others = sizes.most_common()
    return f"mostly {main}; " + "; ".join(_places(name, places[name], first[name]) for name, _ in others)


def _places(encoding: str, count: int, first: list[Stretch]) -> str:
    shown = ", ".join(f"{stretch.start}–{stretch.end}" for stretch in first)
    return f"{encoding} at bytes {shown}" + (
        f" and in {count - len(first)} more places" if count > len(first) else ""
    )


def stretches(stream: BinaryIO) -> Iterator[Stretch]:
    """Tell the encoding of every line; lines of ASCII go with those before them."""
    encoding: str | None = None
    start = offset = 0
    while line := stream.readline(_LONGEST):
        if not line.isascii():
            told = _encoding(line)
            if encoding is not None and told != encoding:
                yield Stretch(encoding, start, offset)
                start = offset
            encoding = told
        offset += len(line)
    if encoding is not None:
        yield Stretch(encoding, start, offset)


def _encoding(line: bytes) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        line.decode("utf-8")
        return "utf-8"
    fits: dict[str, float] = {}
    for codec in _KOREAN:
        with contextlib.suppress(UnicodeDecodeError):
            fits[codec] = plausibility(line.decode(codec))
    return max(fits, key=lambda codec: fits[codec]) if fits else _UNKNOWN
