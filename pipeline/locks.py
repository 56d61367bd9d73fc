"""One writer a stage: a lock file that names its holder."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import LockedError


@contextlib.contextmanager
def holding(path: Path, what: str) -> Iterator[None]:
    """Hold the lock ``path`` while the block runs; a lock whose process is gone from this host is taken over.

    Raises:
        LockedError: somebody else holds it. The message names host, process and start.
    """
    mine = {"host": socket.gethostname(), "pid": os.getpid(), "start": start_of_process(os.getpid())}
    while True:
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            break
        except FileExistsError:
            holder = _read(path)
            if holder is not None and holder["host"] == mine["host"] and not _alive(holder):
                path.unlink(missing_ok=True)
                continue
            raise LockedError(
                f"{what} is being written by another run ({_describe(holder)})",
                f"if that run is gone, remove {path}",
            ) from None
    try:
        os.write(descriptor, json.dumps(mine).encode())
        os.close(descriptor)
        yield
    finally:
        path.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, str | int] | None:
    try:
        holder = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return holder if isinstance(holder, dict) and {"host", "pid", "start"} <= set(holder) else None


def _alive(holder: dict[str, str | int]) -> bool:
    """Tell whether the process still runs, and is not another one that got the same number."""
    pid = int(holder["pid"])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return start_of_process(pid) == holder["start"]


def start_of_process(pid: int) -> str:
    """Give the start of a process in clock ticks since boot; empty where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return ""
    return fields[19]


def _describe(holder: dict[str, str | int] | None) -> str:
    if holder is None:
        return "its lock file does not say whose"
    return f"host {holder['host']}, process {holder['pid']}"
