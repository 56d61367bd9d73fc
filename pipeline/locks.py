"""One writer a stage: a lock file that names its holder."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import LockedError


@dataclass(frozen=True, slots=True)
class _Holder:
    host: str
    pid: int
    start: str


@contextlib.contextmanager
def holding(path: Path, what: str) -> Iterator[None]:
    """Hold the lock ``path`` while the block runs; a lock whose process is gone from this host is taken over.

    Raises:
        LockedError: somebody else holds it. The message names host and process.
    """
    mine = _Holder(socket.gethostname(), os.getpid(), start_of_process(os.getpid()))
    while True:
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            break
        except FileExistsError:
            _remove_stale(path, what)
    try:
        os.write(descriptor, json.dumps(asdict(mine)).encode())
        yield
    finally:
        if _is_at(descriptor, path):
            path.unlink()
        os.close(descriptor)


def _remove_stale(path: Path, what: str) -> None:
    """Remove a lock whose process is gone; of several who try at once, none removes a newer one."""
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not _is_at(file.fileno(), path):
            return
        holder = _parse(file.read())
        if holder is None or holder.host != socket.gethostname() or _alive(holder):
            raise LockedError(
                f"{what} is being written by another run ({_describe(holder)})",
                f"if that run is gone, remove {path}",
            )
        path.unlink()


def _is_at(descriptor: int, path: Path) -> bool:
    """Tell whether ``path`` still names the open file."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _parse(data: bytes) -> _Holder | None:
    try:
        match json.loads(data):
            case {"host": str(host), "pid": int(pid), "start": str(start)} if pid > 0:
                return _Holder(host, pid, start)
    except ValueError:
        pass
    return None


def _alive(holder: _Holder) -> bool:
    """Tell whether the process still runs, and is not another one that got the same number."""
    try:
        os.kill(holder.pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return start_of_process(holder.pid) == holder.start


def start_of_process(pid: int) -> str:
    """Give the start of a running process in clock ticks since boot.

    Empty for one that has ended, and where the system does not tell.
    """
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return ""
    return "" if state in "ZX" else fields[18]


def _describe(holder: _Holder | None) -> str:
    if holder is None:
        return "its lock file does not say whose"
    return f"host {holder.host}, process {holder.pid}"
