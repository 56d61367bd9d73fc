"""The few things the pipeline asks of Label Studio, typed; the one file that imports its SDK."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import httpx
from label_studio_sdk.client import LabelStudio
from label_studio_sdk.core.api_error import ApiError
from label_studio_sdk.core.pagination import SyncPager
from label_studio_sdk.core.request_options import RequestOptions
from label_studio_sdk.types.all_roles_project_list import AllRolesProjectList
from label_studio_sdk.types.lse_task import LseTask

from pipeline.errors import UnreachableError
from pipeline.studio.connections import UNKEPT, heeds_environment
from pipeline.studio.endpoint import Endpoint
from pipeline.studio.slots import Slot, Versions, describe, understand
from pipeline.yamlfile import Json

_PAGE = 500
_CHUNK = 1000
_TIMEOUT = 120.0
_PROJECT_FIELDS = "id,description,task_number,total_annotations_number,skipped_annotations_number"
_ONCE: RequestOptions = {"max_retries": 0}
"""For what must not happen twice: by default the SDK sends a request again whose answer was lost."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project of ours; ``tasks`` counts its tasks, ``answers`` their annotations, skips among them."""

    id: int
    slot: Slot
    versions: Versions
    tasks: int = 0
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Interface:
    """What a project shows: its labelling configuration and its instructions."""

    xml: str
    instructions: str
    versions: Versions


@dataclass(frozen=True, slots=True)
class StudioAnnotation:
    """An annotation as the server holds it; ``completed_by`` is a user's number."""

    id: int
    completed_by: int
    results: list[dict[str, Json]]
    cancelled: bool
    seconds: float | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class StudioTask:
    """A task as the server holds it, with its annotations."""

    id: int
    data: dict[str, Json]
    annotations: tuple[StudioAnnotation, ...]


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to import: its data and the pre-annotation, if any."""

    data: dict[str, Json]
    suggestion: list[dict[str, Json]]


class Studio:
    """A connection to one server, as an administrator.

    Raises:
        UnreachableError: now, the token has expired; later, the server does not answer or does not let us in.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._url = endpoint.url
        with self._errors():
            self._client = LabelStudio(
                base_url=endpoint.url,
                api_key=endpoint.token,
                httpx_client=httpx.Client(
                    timeout=_TIMEOUT,
                    limits=UNKEPT,
                    follow_redirects=True,
                    trust_env=heeds_environment(endpoint.url),
                ),
            )

    def projects(self) -> dict[Slot, Project]:
        """List our projects by slot, the oldest where there are two; others of the server are left alone."""
        found = {}
        with self._errors():
            pages: Iterable[AllRolesProjectList] = self._client.projects.list(
                page_size=_PAGE, include=_PROJECT_FIELDS
            )
            for project in sorted(pages, key=lambda project: -(project.id or 0)):
                understood = understand(project.description or "")
                if understood is not None:
                    slot, versions = understood
                    assert project.id is not None
                    answers = (project.total_annotations_number or 0) + (
                        project.skipped_annotations_number or 0
                    )
                    found[slot] = Project(project.id, slot, versions, project.task_number or 0, answers)
        return found

    def create_project(self, slot: Slot, interface: Interface) -> Project:
        """Make the project of a slot."""
        with self._errors():
            project = self._client.projects.create(
                title=slot.title,
                description=describe(slot, interface.versions),
                label_config=interface.xml,
                expert_instruction=interface.instructions,
                show_instruction=True,
                show_skip_button=False,
                enable_empty_annotation=False,
                maximum_annotations=1,
                show_collab_predictions=True,
                model_version=_MODEL,
                request_options=_ONCE,
            )
        assert project.id is not None
        return Project(project.id, slot, interface.versions)

    def item_ids(self, project: Project) -> set[str]:
        """List the items that a project already holds."""
        return {str((task.data or {}).get("item_id")) for task in self._tasks(project, include="id,data")}

    def import_tasks(self, project: Project, tasks: Sequence[NewTask]) -> None:
        """Import tasks, in chunks."""
        for begin in range(0, len(tasks), _CHUNK):
            request = [
                {
                    "data": task.data,
                    "predictions": [{"model_version": _MODEL, "result": task.suggestion}]
                    if task.suggestion
                    else [],
                }
                for task in tasks[begin : begin + _CHUNK]
            ]
            with self._errors():
                self._client.projects.import_tasks(
                    project.id,
                    request=request,  # type: ignore[arg-type]
                    request_options=_ONCE,
                )

    def tasks(self, project: Project) -> Iterator[StudioTask]:
        """Read a project's tasks with their annotations."""
        for task in self._tasks(project, fields="all"):
            assert task.id is not None
            yield StudioTask(
                id=task.id,
                data=dict(task.data or {}),
                annotations=tuple(
                    _annotation(entry) for entry in sorted(task.annotations or [], key=lambda a: a["id"])
                ),
            )

    def _tasks(
        self, project: Project, *, fields: Literal["all"] | None = None, include: str | None = None
    ) -> Iterator[LseTask]:
        """Read page by page up to the first that is not full; the SDK's pager asks for one more, in vain."""
        page, full = 1, True
        while full:
            with self._errors():
                pager: SyncPager[LseTask, object] = self._client.tasks.list(
                    project=project.id, page=page, page_size=_PAGE, fields=fields, include=include
                )
            found = pager.items or []
            yield from found
            page, full = page + 1, len(found) == _PAGE

    def users(self) -> dict[int, str]:
        """Map users' numbers to their e-mail addresses."""
        with self._errors():
            return {user.id: user.email.lower() for user in self._client.users.list()}

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Say in the pipeline's words what the server or the network refused."""
        try:
            yield
        except httpx.TransportError as error:
            raise UnreachableError(
                f"{self._url}: Label Studio does not answer ({error})",
                "is it running, and is the address right?",
            ) from None
        except ApiError as error:
            if error.status_code in (401, 403):
                raise UnreachableError(
                    f"{self._url}: Label Studio does not accept the token",
                    "check KLUE_STUDIO_TOKEN; a legacy token works only where the server allows it",
                ) from None
            raise UnreachableError(
                f"{self._url}: Label Studio answered {error.status_code}: {str(error.body)[:500]}"
            ) from None


_MODEL = "klue"
"""The model version under which pre-annotations are imported."""


def _annotation(entry: dict[str, Json]) -> StudioAnnotation:
    completed_by = entry.get("completed_by")
    if isinstance(completed_by, dict):
        completed_by = completed_by.get("id")
    result = entry.get("result")
    lead_time = entry.get("lead_time")
    return StudioAnnotation(
        id=int(str(entry["id"])),
        completed_by=int(str(completed_by)),
        results=[element for element in result if isinstance(element, dict)]
        if isinstance(result, list)
        else [],
        cancelled=entry.get("was_cancelled") is True,
        seconds=float(lead_time) if isinstance(lead_time, int | float) else None,
        created_at=str(entry["created_at"]),
        updated_at=str(entry["updated_at"]),
    )
