"""Publishes in a child that is killed at one step after the other, and prints what a reader then finds.

A step is what the child does to the file system: the n-th child dies just before its n-th step. The last
child lives. Each line of output is a JSON object: the step, or what a reader sees then, what a reader sees
after the first publication was made once more, and what that left in the stage's folder.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from pipeline.workspace import Workspace

STAGE = "consensus"
TABLES = ("consensus", "disputes")
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "half_written"}


def publish(workspace: Workspace, word: str, append: bool) -> None:
    with workspace.publishing(STAGE, word) as run:
        if append:
            run.keep("disputes")
        for table in TABLES:
            with run.shard(table).open("wb") as file:
                file.write(f"{table} ".encode())
                file.flush()
                sys.audit("half_written")
                file.write(word.encode())


def seen(workspace: Workspace) -> dict[str, list[str]]:
    return {table: [path.read_text() for path in workspace.shards(table)] for table in TABLES}


def die_at(step: int) -> None:
    count = 0

    def hook(event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in STEPS:
            count += 1
            if count == step:
                os.write(1, json.dumps({"step": event}).encode() + b"\n")
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main(root: Path, append: bool) -> None:
    step, status = 0, 1
    while status:
        step += 1
        workspace = Workspace(root / str(step))
        publish(workspace, "first", append)
        child = os.fork()
        if child == 0:
            die_at(step)
            publish(workspace, "second", append)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        found = {"killed": bool(status), "seen": seen(workspace)}
        publish(workspace, "first", append)
        left = sorted(path.name for path in (workspace.root / STAGE).iterdir())
        print(json.dumps({**found, "then": seen(workspace), "left": left}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] == "append")
