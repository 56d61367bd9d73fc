"""Opens files, compressed or not, and says in the user's words what is wrong with one."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from pipeline.corpora.readers.base import InputFile
from pipeline.errors import BadInputError
from pipeline.text.decode import TextFile


@contextlib.contextmanager
def open_bytes(file: InputFile) -> Iterator[BinaryIO]:
    """Open a file, decompressing ``.bz2`` (all its streams), ``.gz`` and ``.xz``.

    Raises:
        BadInputError: while it is open, the file turns out unreadable or truncated.
    """
    try:
        with _open(file) as stream:
            yield stream
    except EOFError:
        raise BadInputError(f"{file.name}: breaks off in the middle", "fetch the file again") from None
    except (OSError, zlib.error, lzma.LZMAError) as error:
        raise BadInputError(f"{file.name}: cannot be read ({error})", "fetch the file again") from None


@contextlib.contextmanager
def open_lines(file: InputFile) -> Iterator[Iterator[str]]:
    """Open a text file of any encoding; every line but perhaps the last ends in a line feed.

    Raises:
        BadInputError: while it is open, the file turns out unreadable, truncated or undecodable.
    """
    with open_bytes(file) as stream:
        yield iter(TextFile(stream, file.path))


def _open(file: InputFile) -> BinaryIO:
    match file.path.suffix:
        case ".bz2":
            return cast(BinaryIO, bz2.open(file.path))
        case ".gz":
            return cast(BinaryIO, gzip.open(file.path))
        case ".xz":
            return cast(BinaryIO, lzma.open(file.path))
        case _:
            return file.path.open("rb")
