"""Label Studio as a person's browser uses it: sign up by invitation, log in, list tasks, submit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

import httpx

from pipeline.errors import UnreachableError
from pipeline.studio.connections import UNKEPT, heeds_environment
from pipeline.tasks.regions import Region

_TIMEOUT = 120.0
_PAGE = 500


class Browser:
    """One person's session: cookies, and the token that each form wants back."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(
            base_url=url,
            follow_redirects=True,
            timeout=_TIMEOUT,
            limits=UNKEPT,
            trust_env=heeds_environment(url),
            headers={"Referer": url + "/"},
        )
        self.url = url

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def sign_up(self, invitation: str, email: str, password: str) -> None:
        """Make an account through an invitation's page; the session is then logged in."""
        with self._errors():
            self._client.get(invitation).raise_for_status()
            self._submit(invitation, {"email": email, "password": password, "allow_newsletters": "false"})
        self._expect(email)

    def log_in(self, email: str, password: str) -> None:
        """Log in on the login page.

        Raises:
            UnreachableError: the server does not let this person in.
        """
        with self._errors():
            self._client.get("/user/login/").raise_for_status()
            self._submit("/user/login/", {"email": email, "password": password, "persist_session": "on"})
        self._expect(email)

    def invitation(self) -> str:
        """Give the path of the sign-up page; only for people who may invite."""
        with self._errors():
            return str(self._client.get("/api/invite").raise_for_status().json()["invite_url"])

    def open_tasks(self, project: int) -> dict[str, int]:
        """List a project's unanswered tasks, as the task list does: the task's number by item_id."""
        found: dict[str, int] = {}
        page, more = 1, True
        with self._errors():
            while more:
                response = self._client.get(
                    "/api/tasks/",
                    params={
                        "project": project,
                        "page": page,
                        "page_size": _PAGE,
                        "include": "id,data,is_labeled",
                    },
                )
                tasks = response.raise_for_status().json()["tasks"]
                found |= {task["data"]["item_id"]: task["id"] for task in tasks if not task["is_labeled"]}
                page, more = page + 1, len(tasks) == _PAGE
        return found

    def submit(self, project: int, task: int, regions: Sequence[Region], seconds: float) -> None:
        """Submit an annotation."""
        with self._errors():
            self._client.post(
                f"/api/tasks/{task}/annotations/",
                params={"project": project},
                json={
                    "lead_time": seconds,
                    "result": [region.as_json(number) for number, region in enumerate(regions)],
                },
                headers={"X-CSRFToken": self._client.cookies.get("csrftoken") or ""},
            ).raise_for_status()

    def _submit(self, path: str, form: dict[str, str]) -> None:
        token = self._client.cookies.get("csrftoken") or ""
        self._client.post(path, data={"csrfmiddlewaretoken": token, **form}).raise_for_status()

    def _expect(self, email: str) -> None:
        with self._errors():
            who = self._client.get("/api/current-user/whoami")
        if who.status_code != httpx.codes.OK or who.json().get("email") != email:
            raise UnreachableError(f"{self.url}: Label Studio does not let {email} in")

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except httpx.HTTPStatusError as error:
            response, path = error.response, error.request.url.path
            raise UnreachableError(
                f"{self.url}: Label Studio answered {response.status_code} to {path}: {response.text[:300]}"
            ) from None
        except httpx.TransportError as error:
            raise UnreachableError(f"{self.url}: Label Studio does not answer ({error})") from None
