"""Archives (zip, tar, compressed tar): unpacked within bounds to files that readers open like others.

Members get names of ours on disk, so that no path inside an archive leads anywhere, and are given in the
order of their own names. Links, devices and what desktops leave behind (``__MACOSX``, ``.DS_Store``) stay
out.
"""

from __future__ import annotations

import fnmatch
import lzma
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from pipeline.corpora.checks import incident
from pipeline.corpora.readers.base import DamagedFileError, InputFile
from pipeline.corpora.readers.compression import FREE, RATIO, BrokenStreamError
from pipeline.corpora.readers.streams import open_bytes
from pipeline.model import Incident

MAX_BYTES = 1 << 38
"""Bytes that may come of one archive, whatever its size."""
MAX_MEMBERS = 1_000_000
"""Members that may be unpacked from one archive."""
DEPTH = 3
"""Archives that may be packed in one another."""
_SUFFIXES = (
    ".zip",
    ".tar",
    ".tgz",
    ".tbz",
    ".tbz2",
    ".txz",
    ".tzst",
    ".tar.gz",
    ".tar.bz2",
    ".tar.xz",
    ".tar.zst",
)
_CHUNK = 1 << 18
_DAMAGES = (
    *(zipfile.BadZipFile, tarfile.TarError, BrokenStreamError),
    *(OSError, EOFError, zlib.error, lzma.LZMAError),
)
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files of an archive by name, and what is to be said about the rest."""

    files: tuple[InputFile, ...]
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    special: bool
    open: BinaryIO | None
    """None: it cannot be opened."""


@dataclass(slots=True)
class _Unpacking:
    """The state of unpacking the outermost archive; ``bytes`` may still come of it."""

    folder: Path
    pattern: str | None
    bytes: int
    members: int = 0
    files: list[InputFile] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)

    def say(self, check: str, message: str, name: str) -> None:
        self.incidents.append(incident(check, message, file=name))


class _ExhaustedError(Exception):
    """More comes of the archive than may."""


class _DamagedMemberError(Exception):
    """A member cannot be read to its end."""


def is_archive(name: str) -> bool:
    """Tell whether a file of that name is an archive."""
    return name.lower().endswith(_SUFFIXES)


def unpack(file: InputFile, folder: Path) -> Unpacked:
    """Unpack the wanted members of an archive, and archives among them, below ``folder``.

    Where it breaks off or expands beyond measure, the members before stay.

    Raises:
        BadInputError: the file is missing or must not be read.
    """
    with open_bytes(file):
        allowed = min(MAX_BYTES, max(FREE, RATIO * file.path.stat().st_size))
    unpacking = _Unpacking(folder, file.members, allowed)
    try:
        _unpack(file, unpacking, DEPTH)
    except _ExhaustedError as error:
        unpacking.say("file.broken", str(error), file.name)
    unpacking.files.sort(key=lambda member: member.name)
    return Unpacked(tuple(unpacking.files), tuple(unpacking.incidents))


def _unpack(archive: InputFile, unpacking: _Unpacking, depth: int) -> None:
    seen: set[str] = set()
    try:
        for member in _zip(archive) if _is_zip(archive.name) else _tar(archive):
            name = f"{archive.name}!{member.name}"
            if _is_litter(member.name):
                continue
            if _escapes(member.name):
                unpacking.say("archive.path", f"{member.name!r} leads out of the archive", archive.name)
            elif member.special:
                unpacking.say("archive.special", "a link, device or pipe", name)
            elif member.name in seen:
                unpacking.say("archive.repeated", "the name comes again", name)
            elif member.open is None:
                unpacking.say("archive.locked", "encrypted, or compressed in an unknown way", name)
            elif is_archive(member.name) and depth == 1:
                unpacking.say("archive.nested", f"more than {DEPTH} archives in one another", name)
            elif is_archive(member.name) or _is_wanted(member.name, unpacking.pattern):
                _store(member.open, name, unpacking, depth)
            seen.add(member.name)
    except DamagedFileError as error:
        unpacking.say(error.check, error.problem, archive.name)
    except (zipfile.BadZipFile, tarfile.TarError, ValueError, OverflowError) as error:
        unpacking.say("file.broken", f"the archive is damaged or breaks off ({error})", archive.name)


def _store(stream: BinaryIO, name: str, unpacking: _Unpacking, depth: int) -> None:
    stored = InputFile(unpacking.folder / f"{unpacking.members:06d}{_suffix(name)}", name)
    unpacking.members += 1
    if unpacking.members > MAX_MEMBERS:
        raise _ExhaustedError(f"the archive has more than {MAX_MEMBERS:,} members")
    try:
        _copy(stream, stored.path, unpacking)
    except _ExhaustedError:
        stored.path.unlink()
        raise
    except _DamagedMemberError as error:
        stored.path.unlink()
        unpacking.say("file.broken", f"the archive is damaged or breaks off here ({error})", name)
        return
    if is_archive(name):
        try:
            _unpack(stored, unpacking, depth - 1)
        finally:
            stored.path.unlink()
    else:
        unpacking.files.append(stored)


def _copy(stream: BinaryIO, path: Path, unpacking: _Unpacking) -> None:
    with path.open("xb") as copy:
        while chunk := _read(stream):
            unpacking.bytes -= len(chunk)
            if unpacking.bytes < 0:
                raise _ExhaustedError(f"expands to more than {RATIO} times its size, or {MAX_BYTES:,} bytes")
            copy.write(chunk)


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(_CHUNK)
    except _DAMAGES as error:
        raise _DamagedMemberError(str(error)) from None


def _zip(file: InputFile) -> Iterator[_Member]:
    with open_bytes(file) as stream, zipfile.ZipFile(stream) as archive:
        for info in sorted(archive.infolist(), key=_zip_name):
            if info.is_dir():
                continue
            kind = info.external_attr >> 16 & 0o170000
            name = _zip_name(info)
            if info.flag_bits & 1:
                yield _Member(name, False, None)
                continue
            try:
                member = archive.open(info)
            except NotImplementedError:
                yield _Member(name, False, None)
                continue
            with member:
                yield _Member(name, kind not in (0, 0o100000), cast(BinaryIO, member))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Decode a name; Korean Windows writes CP949 where the standard has CP437, and others UTF-8 unmarked."""
    name = info.filename
    if not info.flag_bits & 0x800:
        for codec in ("utf-8", "cp949"):
            try:
                name = info.filename.encode("cp437").decode(codec)
                break
            except UnicodeError:
                continue
    return unicodedata.normalize("NFC", name)


def _tar(file: InputFile) -> Iterator[_Member]:
    with open_bytes(file) as stream:
        tail = _Tail(stream)
        with tarfile.open(fileobj=cast(BinaryIO, tail), mode="r|", errors="backslashreplace") as archive:
            while (info := archive.next()) is not None:
                name = unicodedata.normalize("NFC", info.name)
                if not info.isdir():
                    opened = archive.extractfile(info) if info.isreg() else None
                    yield _Member(name, not info.isreg(), cast(BinaryIO | None, opened))
                archive.members.clear()  # type: ignore[attr-defined]  # It would keep every header.
        if tail.last.strip(b"\0"):
            raise DamagedFileError(file.name, "file.broken", "breaks off: there is no end of archive")


class _Tail:
    """Remembers the last block read: an archive ends in blocks of zeros, and tarfile does not mind if not."""

    def __init__(self, stream: BinaryIO) -> None:
        self.last = b""
        self._stream = stream

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.last = (self.last + data)[-tarfile.BLOCKSIZE :]
        return data


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part in _LITTER or part.startswith("._") for part in parts)


def _escapes(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":" or "\0" in name


def _is_wanted(name: str, pattern: str | None) -> bool:
    return pattern is None or fnmatch.fnmatchcase(name, pattern) or PurePosixPath(name).match(pattern)


def _suffix(name: str) -> str:
    """Give what readers tell formats and compressions by: the last suffixes, where they look like such."""
    suffixes = [
        s for s in PurePosixPath(name).suffixes[-2:] if len(s) < 10 and s[1:].isalnum() and s.isascii()
    ]
    return "".join(suffixes)
