"""Opens files, compressed or not, and says in the user's words what is wrong with one."""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.corpora.checks import incident
from pipeline.corpora.readers.base import DamagedFileError, InputFile, TextOptions
from pipeline.corpora.readers.compression import (
    CODECS,
    BrokenStreamError,
    Codec,
    Decompressed,
    SoundReader,
    codec_of,
)
from pipeline.errors import BadInputError
from pipeline.model import Incident
from pipeline.text.decode import TextFile, UndecodableError
from pipeline.text.mixture import describe

BUFFER = 1 << 18
_AGAIN = "fetch the file again"
_POINTER = b"version https://git-lfs.github.com/spec/"


class Text:
    """A text file of any encoding; iterated over, it gives its lines, once.

    Every line but perhaps the last ends in a line feed. A line of more than
    :data:`~pipeline.text.decode.LONGEST` characters comes as an empty one, and is among the ``incidents``.
    """

    def __init__(self, lines: TextFile, file: InputFile) -> None:
        self._lines = lines
        self._file = file

    def __iter__(self) -> Iterator[str]:
        """Give the lines."""
        return iter(self._lines)

    def blocks(self) -> Iterator[str]:
        """Give the text in blocks that have nothing to do with its lines; line ends are line feeds."""
        return self._lines.blocks()

    def incidents(self) -> Iterator[Incident]:
        """Give what is to be said about the lines that have been read."""
        for row, length in self._lines.too_long:
            yield incident("file.line", f"the line has {length:,} characters", file=self._file.name, row=row)


@contextlib.contextmanager
def open_bytes(file: InputFile) -> Iterator[BinaryIO]:
    """Open a file; ``.bz2``, ``.gz``, ``.xz`` and ``.zst``, known by their first bytes, are decompressed.

    Raises:
        DamagedFileError: while it is open, the file turns out truncated or damaged, or is none of what its
            name says.
        BadInputError: it is missing or must not be read.
    """
    try:
        with file.path.open("rb") as raw:
            codec = _codec(raw, file)
            if codec is None:
                yield cast(BinaryIO, raw)
            else:
                yield cast(BinaryIO, SoundReader(Decompressed(cast(BinaryIO, raw), codec), BUFFER))
    except BrokenStreamError as error:
        raise DamagedFileError(file.name, "file.broken", str(error), _AGAIN) from None
    except OSError as error:
        raise BadInputError(f"{file.name}: cannot be read ({error.strerror or error})") from None


@contextlib.contextmanager
def open_text(file: InputFile, options: TextOptions) -> Iterator[Text]:
    """Open a text file.

    Raises:
        DamagedFileError: while it is open, the file turns out truncated, damaged or undecodable.
        BadInputError: it is missing or must not be read.
    """
    with open_bytes(file) as stream:
        try:
            yield Text(TextFile(stream, file.path, options.encoding), file)
        except UndecodableError as error:
            where = f"cannot be decoded from byte {error.offset:,} on: {_reason(file, error)}"
            remedy = "convert the file to UTF-8, or state `encoding` in the catalogue's options"
            raise DamagedFileError(file.name, "file.encoding", where, remedy, offset=error.offset) from None


@contextlib.contextmanager
def local_copy(file: InputFile) -> Iterator[Path]:
    """Give a file that one can seek in: the file itself, or what it decompresses to in a temporary file.

    Raises:
        DamagedFileError: the compressed data are damaged.
        BadInputError: it is missing or must not be read.
    """
    with open_bytes(file) as stream:
        if not isinstance(stream, SoundReader):
            yield file.path
            return
        with tempfile.NamedTemporaryFile() as copy:
            shutil.copyfileobj(stream, copy, BUFFER)
            copy.flush()
            yield Path(copy.name)


def _codec(raw: io.BufferedReader, file: InputFile) -> Codec | None:
    beginning = raw.peek(len(_POINTER))
    if beginning.startswith(_POINTER):
        raise DamagedFileError(
            file.name, "file.pointer", "a Git LFS pointer stands in its place", "fetch it with `git lfs pull`"
        )
    named = codec_of(file.path.name)
    if named is not None:
        if not beginning.startswith(named.magic):
            raise BrokenStreamError(f"is called {file.path.suffix} and does not begin as such a file does")
        return named
    return next((codec for codec in CODECS if beginning.startswith(codec.magic)), None)


def _reason(file: InputFile, error: UndecodableError) -> str:
    try:
        with open_bytes(file) as stream:
            return describe(stream, error)
    except BadInputError as broken:
        return f"{', '.join(error.encodings_tried)} do not fit, and further on: {broken.what}"
