"""The embedded Label Studio: a process on the loopback, with SQLite, without telemetry."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from pipeline.context import Context
from pipeline.errors import UnreachableError, UsageError
from pipeline.locks import start_of_process
from pipeline.resources import installed
from pipeline.studio.connections import heeds_environment
from pipeline.studio.endpoint import Embedded, read_embedded, write_embedded

_EMAIL = "admin@klue.example"
PATIENCE = 600.0
"""Seconds to wait for a new server: its migrations take half a minute, minutes on a busy machine."""


def start(context: Context, wait: Callable[[float], None] = lambda _: None) -> Embedded:
    """Start the embedded server, or find it running; ``wait`` hears the seconds waited so far.

    Raises:
        UsageError: the server's program is not installed, or the configured port is taken.
        UnreachableError: it does not come up; the message names its log.
    """
    workspace = context.workspace
    running = read_embedded(workspace)
    if running is not None and running.is_running:
        return running
    executable = context.config.studio.executable or installed("label-studio")
    if not executable.exists():
        raise UsageError(f"{executable}: no Label Studio there", "install it with `make setup`")
    folder = workspace.root / "studio"
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port(context.config.studio.port)
    login = running or Embedded("", secrets.token_hex(20), _EMAIL, secrets.token_urlsafe(12), 0, "")
    log = folder / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 (the configured program, no shell)
            [str(executable), "start", "--no-browser"]
            + ["--internal-host", "127.0.0.1", "--port", str(port), "--data-dir", str(folder)],
            env=_environment(folder, login),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Embedded(
        url=f"http://127.0.0.1:{port}",
        token=login.token,
        email=login.email,
        password=login.password,
        pid=process.pid,
        started=start_of_process(process.pid),
    )
    write_embedded(workspace, server)
    try:
        _await_health(server.url, process, log, wait)
    except BaseException:
        stop(context)
        raise
    return server


def stop(context: Context) -> bool:
    """Stop the workspace's server and all it started; tells whether there was one."""
    server = read_embedded(context.workspace)
    if server is None or not server.is_running:
        return False
    _signal(server.pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while server.is_running and time.monotonic() < deadline:
        _reap(server.pid)
        time.sleep(0.1)
    if server.is_running:
        _signal(server.pid, signal.SIGKILL)
        _reap(server.pid)
    return True


def _environment(folder: Path, login: Embedded) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "TZ": "UTC",
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "LABEL_STUDIO_USERNAME": login.email,
        "LABEL_STUDIO_PASSWORD": login.password,
        "LABEL_STUDIO_USER_TOKEN": login.token,
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
        "DEBUG": "false",
    }


def _await_health(
    url: str, process: subprocess.Popen[bytes], log: Path, wait: Callable[[float], None]
) -> None:
    begin = time.monotonic()
    while (waited := time.monotonic() - begin) < PATIENCE:
        if process.poll() is not None:
            raise UnreachableError(f"Label Studio ended with code {process.returncode}", f"its log: {log}")
        with contextlib.suppress(httpx.HTTPError):
            health = httpx.get(f"{url}/health", timeout=2, trust_env=heeds_environment(url))
            if health.status_code == httpx.codes.OK:
                return
        wait(waited)
        time.sleep(0.25)
    raise UnreachableError(f"Label Studio did not answer within {PATIENCE:.0f} s", f"its log: {log}")


def _free_port(wanted: int) -> int:
    """Find a free port, or see that the one wanted is: Label Studio would go on to the next."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            raise UsageError(
                f"port {wanted} cannot be used for Label Studio ({error.strerror})",
                "name another one under studio.port, or 0 to take a free one",
            ) from None
        port: int = probe.getsockname()[1]
        return port


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


def _reap(pid: int) -> None:
    """Collect the process if it is a child of this one, so that it does not stay as a zombie."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
