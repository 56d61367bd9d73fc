"""A running Label Studio, as its administrator and as people with accounts of their own use it."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from pipeline.studio.browser import Browser
from pipeline.studio.connections import UNKEPT
from pipeline.studio.endpoint import Embedded
from pipeline.studio.slots import Slot, understand
from pipeline.tasks.regions import Region


class Lab:
    """The administrator's view, through the API and not through the pipeline's own client."""

    def __init__(self, server: Embedded, workspace: Path) -> None:
        self.server = server
        self.workspace = workspace
        self._people: dict[str, Person] = {}
        self._open = ExitStack()
        self._http = self._open.enter_context(
            httpx.Client(
                base_url=server.url,
                headers={"Authorization": f"Token {server.token}"},
                timeout=120,
                limits=UNKEPT,
            )
        )
        self._admin = self._open.enter_context(Browser(server.url))

    def __enter__(self) -> Self:
        self._admin.log_in(self.server.email, self.server.password)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def ask(self, method: str, path: str, body: object | None = None) -> Any:
        response = self._http.request(method, path, json=body).raise_for_status()
        return response.json() if response.content else None

    def clear(self) -> None:
        """Delete every project."""
        for project in self.projects():
            self.ask("DELETE", f"/api/projects/{project['id']}/")

    def projects(self) -> list[dict[str, Any]]:
        return self.ask("GET", "/api/projects/?page_size=1000")["results"]

    def project(self, slot: Slot) -> int:
        """Find the number of a slot's one project."""
        (found,) = [number for number, of in self.slots() if of == slot]
        return found

    def slots(self) -> list[tuple[int, Slot]]:
        """List the projects that say they are ours."""
        understood = [
            (project["id"], understand(project["description"] or "")) for project in self.projects()
        ]
        return [(number, found[0]) for number, found in understood if found is not None]

    def tasks(self, project: int) -> list[dict[str, Any]]:
        return self.ask("GET", f"/api/tasks/?project={project}&page_size=1000&fields=all")["tasks"]

    def task(self, project: int, item_id: str) -> int:
        """Find the number of the one task that shows an item."""
        (found,) = [task["id"] for task in self.tasks(project) if task["data"]["item_id"] == item_id]
        return found

    def held(self) -> dict[Slot, Counter[str]]:
        """Count how often each item stands in each of our slots."""
        return {
            slot: Counter(task["data"]["item_id"] for task in self.tasks(number))
            for number, slot in self.slots()
        }

    def person(self, email: str) -> Person:
        """Give somebody's session; who has no account yet signs up by invitation."""
        if email not in self._people:
            person = self._open.enter_context(Person(self.server.url))
            person.sign_up(self._admin.invitation(), email, "a password of theirs")
            self._people[email] = person
        return self._people[email]


class Person(Browser):
    """Somebody's browser, with the buttons that simulated annotators do not press."""

    def skip(self, project: int, task: int) -> None:
        """Press Label Studio's own skip button."""
        self._write(
            "POST", f"/api/tasks/{task}/annotations/?project={project}&was_cancelled=1", {"result": []}
        )

    def leave(self, project: int, task: int, result: list[object]) -> None:
        """Submit what a broken program might; the server keeps some of it and yet answers 500."""
        self._ask("POST", f"/api/tasks/{task}/annotations/?project={project}", {"result": result})

    def mend(self, annotation: int, *regions: Region) -> None:
        """Edit an annotation."""
        result = [region.as_json(number) for number, region in enumerate(regions)]
        self._write("PATCH", f"/api/annotations/{annotation}/", {"result": result})

    def star(self, annotation: int) -> None:
        """Press the star, which makes an annotation the task's ground truth."""
        self._write("PATCH", f"/api/annotations/{annotation}/", {"ground_truth": True})

    def _write(self, method: str, path: str, body: object) -> None:
        self._ask(method, path, body).raise_for_status()

    def _ask(self, method: str, path: str, body: object) -> httpx.Response:
        headers = {"X-CSRFToken": self._client.cookies.get("csrftoken") or ""}
        return self._client.request(method, path, json=body, headers=headers)
