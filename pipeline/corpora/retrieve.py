"""Fetches the files of sources over http: resumed after a break, verified, and in place only when whole.

What has come so far is kept beside the file as ``.NAME.part``, with what the server calls this state of the
file (ETag, or date) in ``.NAME.part.json``: the rest is asked for only of the same state. Readers pass both
over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

import httpx

from pipeline.corpora.catalogue import Retrieval
from pipeline.corpora.readers.compression import codec_of
from pipeline.errors import BadInputError, UnreachableError, UsageError
from pipeline.locks import holding
from pipeline.tables import sha256

ATTEMPTS = 6
"""Times in a row that a server may fail without a byte of progress."""
LONGEST_WAIT = 60.0
"""Seconds."""
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_SPARE = 1 << 26
"""Bytes of the disk that stay free."""

Outcome = Literal["fetched", "there"]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A file in its place: fetched now or there already, and what it hashes to."""

    path: Path
    outcome: Outcome
    sha256: str
    size: int


class _TryAgainError(Exception):
    """The server failed in a way that may pass; ``wait`` is what it asks for, in seconds."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        super().__init__(problem)
        self.wait = wait


def new_client() -> httpx.Client:
    """Give a client with our timeouts, which follows redirections."""
    return httpx.Client(timeout=_TIMEOUT, follow_redirects=True, headers={"Accept-Encoding": "identity"})


def retrieve(
    retrieval: Retrieval,
    root: Path,
    client: httpx.Client,
    wait: Callable[[float], None] = time.sleep,
    advance: Callable[[int], None] = lambda _: None,
) -> Retrieved:
    """Fetch one file, unless it is there.

    Raises:
        UsageError: the file would lie outside the root, or cannot be written.
        UnreachableError: the server does not answer, or does not have the file.
        BadInputError: the file, there already or fetched, has another hash than the catalogue says.
        LockedError: another run is fetching it.
    """
    target = _target(retrieval, root)
    if target.exists():
        return _there(retrieval, target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with holding(target.with_name(f".{target.name}.lock"), "retrieve"):
            part = _Part(target)
            _fetch(retrieval.url, part, client, wait, advance)
            return _put(retrieval, part, target)
    except OSError as error:
        problem = f"{target}: cannot be written ({error.strerror or error})"
        raise UsageError(problem, "what has come so far is kept; run the command again to go on") from None


class _Part:
    """What has come so far of a file."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(f".{target.name}.part")
        self._note = target.with_name(f".{target.name}.part.json")

    @property
    def size(self) -> int:
        """Bytes that have come."""
        return self.path.stat().st_size if self.path.exists() else 0

    def state(self, url: str) -> str | None:
        """Give the server's name of the state that the bytes are of; None if they cannot be gone on with."""
        try:
            note = json.loads(self._note.read_bytes())
            return str(note["state"]) if note["url"] == url and note["state"] and self.size else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def begin(self, url: str, state: str | None) -> None:
        """Begin anew."""
        self.path.write_bytes(b"")
        self._note.write_text(json.dumps({"url": url, "state": state}))

    def remove(self) -> None:
        """Forget everything."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


def _target(retrieval: Retrieval, root: Path) -> Path:
    path = PurePosixPath(retrieval.file)
    if path.is_absolute() or ".." in path.parts or not path.name:
        raise UsageError(f"{retrieval.file!r} leaves the folder {root}", "mend `retrieval` in the catalogue")
    return root / path


def _there(retrieval: Retrieval, target: Path) -> Retrieved:
    found = sha256(target)
    if retrieval.sha256 not in (None, found):
        problem = f"{target}: is there and hashes to {found}, not to {retrieval.sha256}"
        raise BadInputError(problem, "remove it and fetch it again, or state its hash in the catalogue")
    return Retrieved(target, "there", found, target.stat().st_size)


def _fetch(
    url: str, part: _Part, client: httpx.Client, wait: Callable[[float], None], advance: Callable[[int], None]
) -> None:
    failures = 0
    while True:
        before = part.size
        try:
            _go_on(url, part, client, advance)
        except _TryAgainError as error:
            problem, asked = str(error), error.wait
        except httpx.TooManyRedirects:
            raise UnreachableError(f"{url}: redirects without an end", "mend the address") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise UnreachableError(f"{url}: is no address ({error})", "mend the address") from None
        except httpx.HTTPError as error:
            problem, asked = str(error) or type(error).__name__, None
        else:
            return
        failures = 1 if part.size > before else failures + 1
        if failures >= ATTEMPTS:
            remedy = "what has come so far is kept; run the command again to go on"
            raise UnreachableError(f"{url}: failed {ATTEMPTS} times in a row ({problem})", remedy)
        wait(min(LONGEST_WAIT, asked if asked is not None else 2.0 ** (failures - 1)))


def _go_on(url: str, part: _Part, client: httpx.Client, advance: Callable[[int], None]) -> None:
    """Ask for the rest, or for all of it, and take what comes."""
    size, state = part.size, part.state(url)
    headers = {"Range": f"bytes={size}-", "If-Range": state} if state is not None else {}
    with client.stream("GET", url, headers=headers) as response:
        _check(response, url)
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            if response.headers.get("Content-Range") == f"bytes */{size}":
                return
            part.remove()
            raise _TryAgainError("the server has another state of the file", 0)
        if response.status_code == httpx.codes.PARTIAL_CONTENT:
            if not response.headers.get("Content-Range", "").startswith(f"bytes {size}-"):
                part.remove()
                raise _TryAgainError("the server sent another part than was asked for", 0)
        else:
            part.begin(url, _state(response))
        length = response.headers.get("Content-Length", "")
        free = shutil.disk_usage(part.path.parent).free
        if length.isdecimal() and int(length) + _SPARE > free:
            raise UsageError(f"{url}: {int(length):,} bytes do not fit on the disk, which has {free:,} left")
        with part.path.open("ab") as file:
            for chunk in response.iter_raw():
                file.write(chunk)
                advance(len(chunk))
            file.flush()
            os.fsync(file.fileno())


def _check(response: httpx.Response, url: str) -> None:
    """Raise where there will be no file in this response."""
    if url.startswith("https:") and response.url.scheme != "https":
        problem = f"{url}: redirects to {response.url}, which is not encrypted"
        raise UnreachableError(problem, "mend the address")
    if response.status_code in _AGAIN:
        asked = response.headers.get("Retry-After", "")
        raise _TryAgainError(f"status {response.status_code}", float(asked) if asked.isdecimal() else None)
    if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        return
    if response.status_code not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        raise UnreachableError(
            f"{url}: the server answers {response.status_code} {response.reason_phrase}",
            "look for the file at the source's homepage, and mend `retrieval` in the catalogue",
        )
    encoding = response.headers.get("Content-Encoding", "identity")
    # Some servers state an encoding of files that are compressed themselves, and send them as they are.
    if encoding != "identity" and codec_of(response.url.path) is None:
        raise UnreachableError(f"{url}: the server compresses what it was asked not to compress")


def _state(response: httpx.Response) -> str | None:
    """Give a strong ETag, or the date of the last change."""
    tag: str = response.headers.get("ETag", "")
    modified: str | None = response.headers.get("Last-Modified")
    return tag if tag.startswith('"') else modified


def _put(retrieval: Retrieval, part: _Part, target: Path) -> Retrieved:
    with part.path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if retrieval.sha256 not in (None, found):
        part.remove()
        problem = f"{retrieval.url}: what came hashes to {found}, not to {retrieval.sha256}"
        raise BadInputError(problem, "the file has changed, or the catalogue is wrong; nothing was kept")
    size = part.size
    part.path.replace(target)
    part.remove()
    return Retrieved(target, "fetched", found, size)
