"""Cuts the bytes of a dump at its pages, so that one can begin anywhere and a damaged page costs itself only.

In a dump the characters ``<page>`` are always a tag: in texts the bracket is escaped.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_TAIL = 1 << 10


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of one page, never of two; ``is_last`` tells where it ends."""

    data: bytes
    is_last: bool


class Cutter:
    """Cuts chunks of a dump to pieces of pages; its memory is a chunk, however long the pages.

    ``tail`` holds what stood last before the end, and ``breaks_off`` tells whether that was inside a page.
    """

    def __init__(self, prefix: bytes = b"") -> None:
        self.tail = b""
        self.breaks_off = False
        self._start = b"<" + prefix + b"page>"
        self._end = b"</" + prefix + b"page>"

    def pieces(self, own: Iterable[bytes], beyond: Iterable[bytes] = ()) -> Iterator[Piece]:
        """Give the pages that begin in ``own`` chunks; the last may end in those ``beyond``."""
        rest = b""
        inside = False
        chunks = itertools.chain(((True, chunk) for chunk in own), ((False, chunk) for chunk in beyond))
        for is_own, chunk in chunks:
            if not (is_own or inside or rest):
                break
            data = rest + chunk
            pages_begin_before = len(data) if is_own else len(rest)
            position = searched = 0
            while True:
                if not inside:
                    begin = data.find(self._start, position)
                    if not 0 <= begin < pages_begin_before:
                        rest = self._begun_tag(data, max(position, len(data) - len(self._start)))
                        if len(data) - len(rest) >= pages_begin_before:
                            rest = b""
                        self.tail = (self.tail + data[position:])[-_TAIL:]
                        break
                    inside, position, searched = True, begin, begin + len(self._start)
                end = data.find(self._end, searched)
                after = len(data) if end < 0 else end + len(self._end)
                another = data.find(self._start, searched, after)
                if another >= 0:  # The page that is being read has lost its end.
                    yield Piece(data[position:another], is_last=True)
                    if another >= pages_begin_before:
                        inside, rest = False, b""
                        break
                    position, searched = another, another + len(self._start)
                elif end >= 0:
                    yield Piece(data[position:after], is_last=True)
                    inside, position = False, after
                    self.tail = b""
                else:
                    keep = max(searched, len(data) - len(self._end) + 1)
                    yield Piece(data[position:keep], is_last=False)
                    rest = data[keep:]
                    break
        self.breaks_off = inside

    def _begun_tag(self, data: bytes, position: int) -> bytes:
        """Give what may be the beginning of a page's tag at the end of data."""
        begin = data.rfind(b"<", position)
        return data[begin:] if begin >= 0 and self._start.startswith(data[begin:]) else b""
