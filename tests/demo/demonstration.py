"""Runs of `klue demo` by the installed program, each in a workspace of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model import SPLITS

_PATIENCE = 840.0
"""Seconds that demonstrations may take; a busy machine needs some minutes."""
_GRACE = 30.0
"""Seconds that an interrupted program may take to end its servers."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What a finished run left: its exit code, what it printed, its workspace, processes that go on."""

    workspace: Path
    code: int
    output: str
    errors: str
    left: dict[int, str]

    @property
    def release(self) -> Path:
        """The folder that the last line names."""
        return Path(self.output.splitlines()[-1].removeprefix("release: "))

    def table(self, task: str) -> pa.Table:
        """Read what was released of a task, all splits."""
        return pa.concat_tables(
            pq.read_table(path)
            for split in SPLITS
            for path in (self.release / task).glob(f"{split}-*.parquet")
        )

    def line(self, word: str) -> str:
        """Find the one printed line that holds a word, with single spaces."""
        (found,) = [line for line in self.output.splitlines() if word in line.split()]
        return " ".join(found.split())


@dataclass(slots=True)
class _Running:
    workspace: Path
    process: subprocess.Popen[bytes]
    output: Path
    errors: Path

    def finished(self, deadline: float) -> Demonstration:
        code = self.process.wait(max(0.0, deadline - time.monotonic()))
        left = _lasting(self.workspace)
        return Demonstration(self.workspace, code, self.output.read_text(), self.errors.read_text(), left)

    def end(self) -> None:
        """End the program as a user would, and whatever is then left by force."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(_GRACE)
        for pid in processes_of(self.workspace):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def run(folder: Path, surroundings: dict[str, str], workers: int) -> Demonstration:
    """Run a demonstration to its end."""
    running = _start(folder, surroundings, workers)
    try:
        return running.finished(time.monotonic() + _PATIENCE)
    finally:
        running.end()


def offline_twin(workspace: Path, surroundings: dict[str, str], workers: int) -> Path:
    """Go the same way without servers, and give the folder of the release."""
    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("offline.py"), workspace, str(workers)],
        env=bare_environment() | surroundings,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
    )
    assert ran.returncode == 0, ran.stderr
    return Path(ran.stdout.strip())


def interrupt(folder: Path) -> Demonstration:
    """Start a demonstration, and interrupt it as soon as it has started its Label Studio."""
    running = _start(folder, {}, workers=1)
    deadline = time.monotonic() + _PATIENCE
    try:
        while not any("label-studio" in command for command in processes_of(running.workspace).values()):
            assert running.process.poll() is None, running.errors.read_text()
            assert time.monotonic() < deadline, "Label Studio was not started"
            time.sleep(0.1)
        running.process.send_signal(signal.SIGINT)
        return running.finished(deadline)
    finally:
        running.end()


def processes_of(workspace: Path) -> dict[int, str]:
    """Find the processes whose command line or environment names a workspace, other than this one."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes()
            if str(workspace).encode() in command + (folder / "environ").read_bytes():
                found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    found.pop(os.getpid(), None)
    return found


def bare_environment() -> dict[str, str]:
    """Give the environment without settings of the pipeline or of Prefect."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("KLUE_", "PREFECT_"))}


def _lasting(workspace: Path) -> dict[int, str]:
    """Find what goes on though its program has ended; helpers may notice that a moment later."""
    deadline = time.monotonic() + 5
    while (found := processes_of(workspace)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def _start(folder: Path, surroundings: dict[str, str], workers: int) -> _Running:
    workspace, output, errors = folder / "workspace", folder / "output.txt", folder / "errors.txt"
    with output.open("wb") as out, errors.open("wb") as err:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "klue", "demo", "-w", workspace, "--workers", str(workers)],
            cwd=folder,
            env=bare_environment() | surroundings,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
    return _Running(workspace, process, output, errors)
