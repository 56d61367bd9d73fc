"""Pushes in children that are killed, each at a seeded moment of a seeded import, and prints what is left.

Each line of output is a JSON object: the import and its moment, how many tasks the imports before it had
brought, what the server held after the kill, and what a second and a third push made of it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import builders
import httpx

from pipeline.config import Config
from pipeline.context import Context
from pipeline.model import Assignment
from pipeline.studio import client
from pipeline.studio.client import Studio
from pipeline.studio.endpoint import find_endpoint
from pipeline.studio.push import push
from pipeline.tasks.stored import Cases

CHUNK = 4
ITEMS = 10
PEOPLE = ("a@x.kr", "b@x.kr")
SIZES = (4, 4, 2) * len(PEOPLE)
"""Tasks of each import, in the order in which one push makes them."""
MOMENTS = {
    "connection.connect_tcp.started": False,
    "http11.send_request_headers.complete": False,
    "http11.send_request_body.complete": True,
    "http11.receive_response_body.complete": True,
}
"""Moments of a request, and whether the server does what it asks although the asker is gone."""


def die_at(number: int, moment: str) -> None:
    """Let this process be killed at a moment of its n-th import."""
    request, count = httpx.Client.request, 0

    def trace(event: str, _: object) -> None:
        if event == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(self: httpx.Client, method: str, url: str, **rest: Any) -> httpx.Response:
        nonlocal count
        if url.split("?")[0].endswith("/import"):
            count += 1
            if count == number:
                rest["extensions"] = {"trace": trace}
        return request(self, method, url, **rest)

    httpx.Client.request = traced


def killed(context: Context, assignments: list[Assignment], cases: Cases, number: int, moment: str) -> bool:
    child = os.fork()
    if child == 0:
        die_at(number, moment)
        push(context, assignments, cases)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def held(studio: Studio, batch: str) -> dict[str, dict[str, int]]:
    """Count how often each person's project holds each item."""
    return {
        slot.annotator: dict(Counter(str(task.data["item_id"]) for task in studio.tasks(project)))
        for slot, project in studio.projects().items()
        if slot.batch == batch
    }


def settled(studio: Studio, batch: str, expected: int) -> dict[str, dict[str, int]]:
    """Wait until the server has done what it was asked by somebody who is gone."""
    deadline = time.monotonic() + 120
    while True:
        found = held(studio, batch)
        if sum(sum(items.values()) for items in found.values()) >= expected or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


def trials(context: Context, seeds: range) -> Iterator[dict[str, object]]:
    studio = Studio(find_endpoint(context))
    for seed in seeds:
        random = Random(seed)
        number, moment = random.randint(2, len(SIZES) - 1), random.choice(list(MOMENTS))
        batch = f"seed-{seed}"
        items = [builders.item(builders.headline(f"표제 {n}"), batch=batch) for n in range(ITEMS)]
        assignments = [builders.assignment(item, person) for item in items for person in PEOPLE]
        cases = Cases(items, [])
        expected = sum(SIZES[: number - 1 + MOMENTS[moment]])
        yield {
            "import": number,
            "moment": moment,
            "killed": killed(context, assignments, cases, number, moment),
            "expected": expected,
            "held": settled(studio, batch, expected),
            "second": asdict(push(context, assignments, cases)),
            "then": held(studio, batch),
            "third": asdict(push(context, assignments, cases)),
            "items": sorted(item.item_id for item in items),
        }


def main(workspace: Path, url: str, seeds: int) -> None:
    client._CHUNK = CHUNK
    context = Context(Config.model_validate({"workspace": workspace, "studio": {"url": url}}))
    for trial in trials(context, range(seeds)):
        print(json.dumps(trial), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
