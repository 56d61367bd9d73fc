"""A real Prefect server and worker, as a team runs them: started by command, asked through the API."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx

T = TypeVar("T")

PATIENCE = 240.0
"""Seconds to wait for anything; on an idle machine nothing takes twenty."""
_GRACE = 30.0


def until(what: str, attempt: Callable[[], T | None], alive: Callable[[], None] = lambda: None) -> T:
    """Ask again until there is an answer; ``alive`` raises if there can be none any more."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = attempt()
        if found:
            return found
        alive()
        time.sleep(0.5)
    raise AssertionError(f"{what}: not within {PATIENCE:.0f} s")


class PrefectServer:
    """The server's address, and what a user may do with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.api = f"http://127.0.0.1:{self._port}/api"
        self.home = folder / "prefect"
        clean = {name: v for name, v in os.environ.items() if not name.startswith(("KLUE_", "PREFECT_"))}
        self.environment = clean | {
            "PREFECT_HOME": str(self.home),
            "PREFECT_API_URL": self.api,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }

    def command(self, *arguments: str, cwd: Path) -> None:
        """Run ``prefect``; what it says is shown if it fails."""
        ran = subprocess.run(
            [_program(), *arguments],
            cwd=cwd,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert ran.returncode == 0, f"prefect {' '.join(arguments)}\n{ran.stdout}\n{ran.stderr}"

    def ask(self, method: str, path: str, body: object | None = None) -> Any:
        """Ask the API, again while its database is locked, as Prefect's own client does."""

        def answer() -> httpx.Response | None:
            response = httpx.request(method, self.api + path, json=body, timeout=PATIENCE)
            return None if response.status_code == httpx.codes.SERVICE_UNAVAILABLE else response

        response = until(f"an answer to {path}", answer).raise_for_status()
        return response.json() if response.content else None

    def deployments(self) -> dict[str, dict[str, Any]]:
        return {found["name"]: found for found in self.ask("POST", "/deployments/filter", {})}

    def runs(self, deployment: str) -> list[dict[str, Any]]:
        """List a deployment's runs, the earliest first."""
        chosen = {"id": {"any_": [self.deployments()[deployment]["id"]]}}
        question = {"deployments": chosen, "sort": "EXPECTED_START_TIME_ASC", "limit": 200}
        return self.ask("POST", "/flow_runs/filter", question)

    @contextlib.contextmanager
    def worker(self, pool: str) -> Iterator[None]:
        """Run a worker, and whatever it starts, while the block runs."""
        with self._program("worker", "start", "--pool", pool):
            yield

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """Run the server while the block runs."""
        with self._program("server", "start", "--host", "127.0.0.1", "--port", str(self._port)) as alive:
            until("Prefect's health", self._healthy, alive)
            yield

    def _healthy(self) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"{self.api}/health", timeout=5).status_code == httpx.codes.OK
        return False

    @contextlib.contextmanager
    def _program(self, *arguments: str) -> Iterator[Callable[[], None]]:
        """Run ``prefect`` in a process group of its own, and end the whole group."""
        log = self.folder / f"{arguments[0]}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [_program(), *arguments],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

        def alive() -> None:
            assert process.poll() is None, f"prefect {arguments[0]} ended\n{log.read_text()}"

        try:
            yield alive
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _program() -> Path:
    return Path(sys.executable).parent / "prefect"
