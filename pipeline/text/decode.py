"""Bytes to text: the encoding is told from the bytes, strictly, or not at all.

Considered are UTF-8, UTF-16 and UTF-32 (by their byte order marks; UTF-16 also without), ISO-2022-KR, CP949
with its part EUC-KR, and Johab. Where the fit of every byte proves little, which is everywhere but in UTF-8
and in marked texts, the Hangul must be plausible as well (:mod:`pipeline.text.syllables`).
"""

from __future__ import annotations

import codecs
import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import BadInputError
from pipeline.text.spelling import compose
from pipeline.text.syllables import plausibility

SAMPLE = 1 << 20
"""Bytes from which the encoding of a large file is told, counted from its first byte beyond ASCII."""

ENOUGH = 0.5
"""Plausibility from which a reading is taken."""

LONGEST = 1 << 24
"""Characters of the longest line that is given; a longer one is no line but a file without line ends."""

_MARK = "\ufeff"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ISO_2022_KR = b"\x1b$)C"
_ISO_2022 = re.compile(rb"\x1b[$(][\x20-\x7e]")
"""A change of the character set: what follows looks like ASCII and is not."""
_KOREAN = ("cp949", "johab")
_UTF_16 = ("utf-16-le", "utf-16-be")
_ASCII = bytes(range(1, 0x80))


class UndecodableError(BadInputError):
    """The bytes are in no encoding we know, in two at once, or in one of two that cannot be told apart.

    ``offset`` counts bytes from 0: the first one that the best reading cannot hold, or that is ambiguous.
    """

    def __init__(self, offset: int, encodings_tried: tuple[str, ...], path: Path | None = None) -> None:
        where = f"{path}: " if path else ""
        super().__init__(
            f"{where}cannot be decoded from byte {offset} on (tried {', '.join(encodings_tried)})",
            "convert the text to UTF-8, or mend what was joined from texts in several encodings",
        )
        self.offset = offset
        self.encodings_tried = encodings_tried
        self.path = path

    def __reduce__(self) -> tuple[type[UndecodableError], tuple[int, tuple[str, ...], Path | None]]:
        return type(self), (self.offset, self.encodings_tried, self.path)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte order mark, and what it was written in.

    ``encoding`` is Python's name of the codec, ``euc-kr`` for CP949 that stays inside it. ``confidence`` in
    [0, 1] is 1 for UTF-8 and for marked texts, and else the plausibility of the Hangul.
    """

    text: str
    encoding: str
    confidence: float


def decode(data: bytes) -> Decoded:
    """Decode the whole of a text; its newlines stay as they are.

    Raises:
        UndecodableError: no encoding fits every byte, or which one was meant cannot be told.
    """
    decoded = _tell(data, 0, final=True)
    if decoded.encoding == "cp949" and _read("euc_kr", data, final=True).end is None:
        return replace(decoded, encoding="euc-kr")
    return decoded


class TextFile:
    """The lines of a text, or its blocks; a line ends in a line feed, whatever the file ends it with.

    A line of more than :data:`LONGEST` characters comes as an empty one; ``too_long`` has its number, from 1,
    and length. ``encoding`` is what has been told so far: ``ascii`` until a byte beyond ASCII has been seen,
    and ``cp949`` also for what may turn out to stay inside EUC-KR. An encoding that is given is believed.
    """

    def __init__(self, file: BinaryIO, path: Path | None = None, encoding: str | None = None) -> None:
        self.encoding = encoding or "ascii"
        self.too_long: list[tuple[int, int]] = []
        self._file = file
        self._path = path
        self._given = encoding

    def __iter__(self) -> Iterator[str]:
        """Read the lines, once.

        Raises:
            UndecodableError: the encoding cannot be told, or a later byte does not fit it.
        """
        row, rest, lost = 0, "", 0
        for block in self.blocks():
            *lines, rest = (rest + block).split("\n")
            for line in lines:
                row += 1
                if len(line) + lost <= LONGEST:
                    yield f"{line}\n"
                else:
                    self.too_long.append((row, len(line) + lost))
                    yield "\n"
                lost = 0
            if len(rest) > LONGEST:
                rest, lost = "", lost + len(rest)
        if lost:
            self.too_long.append((row + 1, len(rest) + lost))
        elif rest:
            yield rest

    def blocks(self) -> Iterator[str]:
        """Read the text, once, in blocks that need not end with a line.

        Raises:
            UndecodableError: as for the lines.
        """
        newlines = io.IncrementalNewlineDecoder(None, translate=True)
        try:
            for text in self._texts() if self._given is None else self._declared_texts(self._given):
                yield newlines.decode(text)
        except UndecodableError as error:
            raise UndecodableError(error.offset, error.encodings_tried, self._path) from None
        if rest := newlines.decode("", final=True):
            yield rest

    def _texts(self) -> Iterator[str]:
        offset = 0
        block = self._block()
        while block and not block.lstrip(_ASCII) and not _ISO_2022.search(block):
            yield block.decode("ascii")
            offset += len(block)
            block = self._block()
        if not block:
            return
        before = len(block) - len(block.lstrip(_ASCII))
        block += self._file.read(before) + self._file.readline(SAMPLE)
        self.encoding = _tell(block, offset, final=False).encoding
        decoder = _Decoder(self.encoding, offset)
        yield decoder.decode(block).removeprefix("" if offset else _MARK)
        while block := self._block():
            yield decoder.decode(block)
        yield decoder.decode(b"", final=True)

    def _declared_texts(self, encoding: str) -> Iterator[str]:
        decoder = _Decoder(encoding, 0)
        block = self._block()
        yield decoder.decode(block).removeprefix(_MARK)
        while block := self._block():
            yield decoder.decode(block)
        yield decoder.decode(b"", final=True)

    def _block(self) -> bytes:
        """Read a block that ends with a line where lines are not too long.

        In a Korean encoding it then ends with a character as well, which tells more.
        """
        block = self._file.read(SAMPLE)
        return block + self._file.readline(SAMPLE) if block else block


class _Decoder:
    """Decodes the blocks of a text strictly, and knows the offset of what does not fit."""

    def __init__(self, codec: str, offset: int) -> None:
        self._codec = codec
        self._decoder = codecs.getincrementaldecoder(codec)()
        self._offset = offset

    def decode(self, block: bytes, *, final: bool = False) -> str:
        pending = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(block, final)
        except UnicodeDecodeError as error:
            raise UndecodableError(self._offset - pending + error.start, (self._codec,)) from None
        stray = _stray_utf_8(self._codec, block)
        if stray is not None:
            raise UndecodableError(self._offset + stray, (self._codec, "utf-8"))
        self._offset += len(block)
        return _composed(self._codec, text)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Bytes read in one encoding: the text before ``end``, the first byte that misfits (None: none does)."""

    codec: str
    text: str
    end: int | None

    def is_plausible(self) -> bool:
        if self.codec in _UTF_16 and self.text.isascii():
            return True
        return plausibility(self.text) >= ENOUGH


def _tell(data: bytes, offset: int, *, final: bool) -> Decoded:
    """Choose the encoding of ``data``, which begins at ``offset`` of its text, and ends it if ``final``."""
    declared = _declared(data, at_start=offset == 0)
    change = _ISO_2022.search(data) if declared is None and data.isascii() else None
    if change is not None:
        raise UndecodableError(offset + change.start(), ("iso2022_kr",))
    utf_8 = _read(declared or "utf-8", data, final=final)
    if utf_8.end is None and (declared or _is_certain(utf_8.text)):
        return Decoded(utf_8.text.removeprefix("" if offset else _MARK), utf_8.codec, 1.0)
    if declared:
        raise UndecodableError(offset + (utf_8.end or 0), (declared,))
    others = [_read(codec, data, final=final) for codec in (*_KOREAN, *_UTF_16)]
    plausible = [reading for reading in others if reading.end is None and reading.is_plausible()]
    if utf_8.end is None and not plausible and not _is_riddled(data):
        return Decoded(utf_8.text, utf_8.codec, 1.0)
    if len(plausible) == 1 and (utf_8.end is not None or _is_riddled(data)):
        return Decoded(plausible[0].text, plausible[0].codec, plausibility(plausible[0].text))
    readings = (utf_8, *others)
    ends = [r.end for r in readings if r.end is not None and r.is_plausible()]
    first_doubtful = len(data) - len(data.lstrip(_ASCII))
    raise UndecodableError(
        offset + max(ends, default=first_doubtful), tuple(reading.codec for reading in readings)
    )


def _declared(data: bytes, *, at_start: bool) -> str | None:
    """Name the encoding that the text itself names: by its mark, or by a designator."""
    if at_start:
        for mark, codec in _MARKS:
            if data.startswith(mark):
                return codec
    return "iso2022_kr" if _ISO_2022_KR in data else None


def _is_certain(utf_8: str) -> bool:
    """Tell whether text that fits UTF-8 cannot well be anything else.

    Two bytes that make a letter below U+0800 in UTF-8 can be a Hangul syllable in CP949; zeros may be halves
    of UTF-16.
    """
    return (utf_8.isascii() and "\0" not in utf_8) or max(utf_8, default="") >= "\u0800"


def _is_riddled(data: bytes) -> bool:
    """Tell whether there are more zeros than a stray one here and there."""
    return data.count(0) * 10 > len(data)


def _read(codec: str, data: bytes, *, final: bool) -> _Reading:
    end = None
    try:
        text = codecs.getincrementaldecoder(codec)().decode(data, final)
    except UnicodeDecodeError as error:
        end = error.start
    stray = _stray_utf_8(codec, data[:end])
    end = end if stray is None else stray
    return _Reading(codec, _composed(codec, text if end is None else data[:end].decode(codec)), end)


def _composed(codec: str, text: str) -> str:
    return compose(text) if codec == "cp949" else text


def _stray_utf_8(codec: str, data: bytes) -> int | None:
    """Find the first line that fits the Korean encoding ``codec`` by accident and is plausible UTF-8."""
    if codec not in _KOREAN:
        return None
    offset = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            with contextlib.suppress(UnicodeDecodeError):
                if plausibility(line.decode()) > plausibility(line.decode(codec)):
                    return offset
        offset += len(line) + 1
    return None
