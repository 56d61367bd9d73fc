"""Blocks of a bzip2 file, each decompressed by itself, so that reading can begin anywhere in it.

A block begins with 48 bits that mark it, at any bit of a byte, and holds its own checksum; between the head
and the end of a stream it is a whole file. This holds for files of one stream and of many. What looks like a
mark comes up by chance about once in twenty terabytes of compressed data; the block is then read on.
"""

from __future__ import annotations

import bz2
import re
from collections.abc import Iterator
from typing import BinaryIO

_BLOCK = 0x314159265359
_STREAM_END = 0x177245385090
_MARK_BITS = 48
_CHECKSUM_BITS = 32
_HEAD = b"BZh9"
_WINDOW = 1 << 18
_LONGEST = 1 << 20
"""Bytes that no compressed block has."""


def _spread(mark: int, shift: int) -> bytes:
    """Write a mark that begins at a bit of a byte, in seven bytes."""
    return (mark << 8 - shift).to_bytes(7, "big")


_INNER = {_spread(mark, shift)[1:6]: (mark, shift) for mark in (_BLOCK, _STREAM_END) for shift in range(8)}
"""The five bytes that a mark fills for certain."""
_ANY_INNER = re.compile(b"|".join(map(re.escape, _INNER)), re.DOTALL)


class BrokenBlockError(Exception):
    """A block breaks off, or is not what its checksum says; ``offset`` is the byte where it begins."""

    def __init__(self, problem: str, offset: int) -> None:
        super().__init__(problem)
        self.offset = offset


def blocks(file: BinaryIO, start: int) -> Iterator[tuple[int, bytes]]:
    """Give the blocks that begin in byte ``start`` or later: the byte, and what the block decompresses to.

    Raises:
        BrokenBlockError: a block is damaged or not whole.
    """
    window = _Window(file, start)
    begin: int | None = None
    for place, mark in window.marks():
        if begin is not None:
            data = window.decompressed(begin, place)
            if data is not None:
                yield begin // 8, data
            elif place - begin < 8 * _LONGEST:
                continue
            else:
                raise BrokenBlockError("its compressed data are damaged", begin // 8)
        begin = place if mark == _BLOCK else None
        window.forget_before(place // 8)
    if begin is not None:
        raise BrokenBlockError("breaks off in the middle", begin // 8)


class _Window:
    """The part of a file that is looked at; places are bits of the file, counted from 0."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        file.seek(start)
        self._file = file
        self._bytes = bytearray()
        self._offset = start

    def marks(self) -> Iterator[tuple[int, int]]:
        """Give the places of marks with what they mark; what comes before one may be forgotten then."""
        searched = self._offset + 1
        while True:
            inner = _ANY_INNER.search(self._bytes, max(0, searched - self._offset))
            if inner is None or inner.end() == len(self._bytes):
                if inner is None:
                    searched = max(searched, self._offset + len(self._bytes) - 4)
                more = self._file.read(_WINDOW)
                if not more:
                    return
                self._bytes += more
                continue
            first = inner.start() - 1
            mark, shift = _INNER[inner[0]]
            place = 8 * (self._offset + first) + shift
            searched = self._offset + inner.start() + 1
            if self._bits(place, place + _MARK_BITS) == mark:
                yield place, mark

    def decompressed(self, begin: int, end: int) -> bytes | None:
        """Decompress a block; None if it is damaged, or goes on."""
        checksum = self._bits(begin + _MARK_BITS, begin + _MARK_BITS + _CHECKSUM_BITS)
        stream = (self._bits(begin, end) << _MARK_BITS | _STREAM_END) << _CHECKSUM_BITS | checksum
        bits = end - begin + _MARK_BITS + _CHECKSUM_BITS
        stream <<= -bits % 8
        try:
            return bz2.decompress(_HEAD + stream.to_bytes((bits + 7) // 8, "big"))
        except (OSError, ValueError):
            return None

    def forget_before(self, offset: int) -> None:
        """Let go of the bytes before one of the file."""
        del self._bytes[: offset - self._offset]
        self._offset = offset

    def _bits(self, begin: int, end: int) -> int:
        first, last = begin // 8 - self._offset, (end + 7) // 8 - self._offset
        number = int.from_bytes(self._bytes[first:last], "big") >> -end % 8
        return number & (1 << end - begin) - 1
