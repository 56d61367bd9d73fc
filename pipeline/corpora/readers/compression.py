"""Compressed files: decompressed piece by piece, all their streams, within a bound on what comes out."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

import zstandard

PIECE = 1 << 16
"""Compressed bytes read at a time."""
RATIO = 200
"""Bytes that may come of one compressed byte; text is packed to between a third and a twentieth."""
FREE = 1 << 26
"""Bytes that may come of a file whatever the ratio."""
_LZMA_MEMORY = 1 << 28


class BrokenStreamError(Exception):
    """The data end too early, are no compressed data, fail their checksum, or expand beyond all measure."""


class _Decompressor(Protocol):
    """What the standard library's bz2 and lzma have."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib, which keeps what it did not consume instead of asking for input."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        output = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = len(output) < max_length and not self._inner.unconsumed_tail
        return output


class _Zstandard:
    """zstandard, which gives all that comes of its input at once and is therefore fed in small portions."""

    PORTION = 1 << 12

    def __init__(self) -> None:
        self._inner = zstandard.ZstdDecompressor().decompressobj()
        self._input = b""
        self._output = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof and not self._output

    @property
    def needs_input(self) -> bool:
        return not self._input and not self._output

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data + self._input

    def decompress(self, data: bytes, max_length: int) -> bytes:
        self._input += data
        if not self._output and self._input and not self._inner.eof:
            portion, self._input = self._input[: self.PORTION], self._input[self.PORTION :]
            self._output = self._inner.decompress(portion)
        output, self._output = self._output[:max_length], self._output[max_length:]
        return output


@dataclass(frozen=True, slots=True)
class Codec:
    """A compression: the suffixes of its files, and the bytes that they begin with."""

    suffixes: tuple[str, ...]
    magic: bytes
    decompressor: Callable[[], _Decompressor]


CODECS = (
    Codec((".gz", ".tgz"), b"\x1f\x8b\x08", _Gzip),
    Codec((".bz2", ".tbz", ".tbz2"), b"BZh", bz2.BZ2Decompressor),
    Codec((".xz", ".txz"), b"\xfd7zXZ\0", lambda: lzma.LZMADecompressor(memlimit=_LZMA_MEMORY)),
    Codec((".zst", ".tzst"), b"\x28\xb5\x2f\xfd", _Zstandard),
)


def codec_of(name: str) -> Codec | None:
    """Tell the compression from the name of a file."""
    return next((codec for codec in CODECS if name.lower().endswith(codec.suffixes)), None)


class Decompressed(io.RawIOBase):
    """The decompressed bytes of a file of one or more streams.

    Raises:
        BrokenStreamError: when read beyond the last sound byte; all before it have been given.
    """

    def __init__(self, source: BinaryIO, codec: Codec) -> None:
        self._source = source
        self._codec = codec
        self._decompressor: _Decompressor | None = None
        self._consumed = 0
        self._produced = 0
        self._broken: BrokenStreamError | None = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as there are data."""
        filled = 0
        while filled < len(buffer):
            try:
                data = self._next(len(buffer) - filled)
            except BrokenStreamError as error:
                self._broken = error
                if filled:
                    break
                raise
            if not data:
                break
            buffer[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def _next(self, size: int) -> bytes:
        if self._broken is not None:
            raise self._broken
        while True:
            if self._decompressor is None or self._decompressor.eof:
                given = self._start()
                if not given:
                    return b""
            else:
                given = self._read() if self._decompressor.needs_input else b""
                if self._decompressor.needs_input and not given:
                    raise BrokenStreamError("breaks off in the middle")
            assert self._decompressor is not None
            try:
                data = self._decompressor.decompress(given, size)
            except (OSError, ValueError, EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError) as error:
                raise BrokenStreamError(f"its compressed data are damaged ({error})") from None
            self._produced += len(data)
            if self._produced > max(FREE, RATIO * self._consumed):
                raise BrokenStreamError(
                    f"expands to more than {RATIO} times its size: {self._consumed:,} bytes gave "
                    f"{self._produced:,}"
                )
            if data:
                return data

    def _start(self) -> bytes:
        """Begin the next stream and give its first bytes; nothing if there is no other."""
        follows = self._decompressor is not None
        given = self._decompressor.unused_data if self._decompressor is not None else b""
        while not given.lstrip(b"\0" if follows else b""):
            given = self._read()
            if not given:
                return b""
        if follows:
            given = given.lstrip(b"\0")  # Streams may be padded with zeros.
        self._decompressor = self._codec.decompressor()
        return given

    def _read(self) -> bytes:
        data = self._source.read(PIECE)
        self._consumed += len(data)
        return data


class SoundReader(io.BufferedReader):
    """Buffers decompressed bytes, and gives all sound ones in portions before it raises for the rest.

    Reading everything at once raises instead.
    """

    def __init__(self, raw: Decompressed, buffer_size: int) -> None:
        super().__init__(raw, buffer_size)
        self._broken: BrokenStreamError | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        """Read so many bytes, fewer only at the end."""
        self._check()
        if size is None or size < 0:
            return super().read()
        pieces: list[bytes] = []
        while size > 0:
            try:
                piece = self.read1(size)
            except BrokenStreamError as error:
                if not pieces:
                    raise
                self._broken = error
                break
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read the rest of a line; nothing of a line that breaks off, and the next reading raises."""
        self._check()
        try:
            return super().readline(size)
        except BrokenStreamError as error:
            self._broken = error
            return b""

    def _check(self) -> None:
        if self._broken is not None:
            raise self._broken
