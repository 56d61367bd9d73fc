"""The bytes of a dump: of a whole one, or of a part that is known by where in the file it begins and ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import BinaryIO, TypeVar

from pipeline.corpora.readers.base import DamagedFileError, InputFile
from pipeline.corpora.readers.streams import open_bytes
from pipeline.corpora.readers.wiki.bz2_blocks import BrokenBlockError, blocks

CHUNK = 1 << 18
PLAIN_PART = 1 << 24
"""Bytes of a part of a plain dump."""
BZ2_PART = 1 << 22
"""Bytes of a part of a compressed dump, which has some five times as many bytes in it."""
_BZ2 = b"BZh"
_COMPRESSED = (b"\x1f\x8b", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"PK")

T = TypeVar("T")

Chunks = tuple[Iterator[bytes], Iterator[bytes]]
"""Own chunks, and those that follow them, where the last page may end."""


def split(file: InputFile) -> Sequence[InputFile]:
    """Cut a file into parts that can be read by themselves.

    Small files, and those in other compressions than bzip2, stay whole. The parts depend on nothing but the
    file; no index of a multistream dump is needed.
    """
    try:
        with file.path.open("rb") as opened:
            magic = opened.read(8)
        size = file.path.stat().st_size
    except OSError:
        return [file]  # Whoever reads it says what is wrong.
    if magic.startswith(_COMPRESSED):
        return [file]
    step = BZ2_PART if magic.startswith(_BZ2) else PLAIN_PART
    starts = range(0, max(1, size - step // 2), step)
    if len(starts) == 1:
        return [file]
    ends = [*starts[1:], size]
    return [replace(file, part=(start, end)) for start, end in zip(starts, ends, strict=True)]


@contextlib.contextmanager
def open_chunks(file: InputFile) -> Iterator[Chunks]:
    """Open a dump or a part of one.

    Raises:
        DamagedFileError: its bytes, or own bytes of the part, cannot be decompressed.
        BadInputError: it cannot be opened.
    """
    if file.part is None:
        with open_bytes(file) as stream:
            yield iter(partial(stream.read, CHUNK), b""), iter(())
        return
    start, stop = file.part
    with file.path.open("rb") as raw:
        if raw.read(len(_BZ2)) != _BZ2:
            yield _plain_chunks(raw, start, stop)
            return
        with _ahead(blocks(raw, start)) as found:
            yield _bz2_chunks(file, found, stop)


@contextlib.contextmanager
def _ahead(items: Iterator[T]) -> Iterator[Iterator[T]]:
    """Make each item in a thread while the one before is used: decompressing leaves the interpreter free."""
    with ThreadPoolExecutor(1) as thread:

        def made() -> Iterator[T]:
            item = thread.submit(next, items, None)
            while (ready := item.result()) is not None:
                item = thread.submit(next, items, None)
                yield ready

        yield made()


def _plain_chunks(raw: BinaryIO, start: int, stop: int) -> Chunks:
    def own() -> Iterator[bytes]:
        raw.seek(start, os.SEEK_SET)
        left = stop - start
        while left > 0 and (chunk := raw.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    return own(), iter(partial(raw.read, CHUNK), b"")


def _bz2_chunks(file: InputFile, found: Iterator[tuple[int, bytes]], stop: int) -> Chunks:
    held: list[bytes] = []

    def own() -> Iterator[bytes]:
        try:
            for offset, data in found:
                if offset >= stop:
                    held.append(data)
                    return
                yield data
        except BrokenBlockError as error:
            if error.offset < stop:
                raise DamagedFileError(
                    file.name, "file.broken", str(error), "fetch the file again", offset=error.offset
                ) from None

    def beyond() -> Iterator[bytes]:
        yield from held
        # What is wrong with these blocks is said where they are the own ones.
        with contextlib.suppress(BrokenBlockError):
            yield from (data for _, data in found)

    return own(), beyond()
