"""Takes over what people answered, and checks every annotation.

Pull always reads everything that has an answer; its snapshot replaces the last one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline import canonical
from pipeline.context import Context
from pipeline.errors import UsageError
from pipeline.model import Annotation, Assignment, Incident
from pipeline.studio.client import Project, Studio, StudioAnnotation, StudioTask
from pipeline.studio.endpoint import find_endpoint
from pipeline.studio.slots import Slot
from pipeline.tasks.base import RULE, Skipped
from pipeline.tasks.regions import UnreadableError, regions_from_json, texts
from pipeline.tasks.registry import TASKS
from pipeline.tasks.stored import Cases

_UNEXPLAINED = "unexplained"
"""Reason of a skip by Label Studio's own button, which asks for none."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull found."""

    annotations: list[Annotation[str]]
    incidents: list[Incident]


def pull(context: Context, assignments: Iterable[Assignment], cases: Cases) -> Pulled:
    """Read every answered project of ours.

    Raises:
        UnreachableError: Label Studio does not answer or does not let us in.
        UsageError: it is not the one that answers were pulled from before.
    """
    endpoint = find_endpoint(context)
    studio = Studio(endpoint)
    assigned: dict[Slot, dict[str, Assignment]] = defaultdict(dict)
    for assignment in assignments:
        assigned[Slot.of(assignment)][assignment.item_id] = assignment
    held = studio.projects()
    if context.read_if_there("annotations", Annotation[str]) and not assigned.keys() & held.keys():
        raise UsageError(
            f"{endpoint.url} holds none of the projects whose answers were pulled before",
            "is it another server, or an emptied one? the answers that were pulled stay",
        )
    projects = {slot: project for slot, project in held.items() if project.answers}
    emails = studio.users() if projects else {}
    pulled = Pulled([], [])
    with context.progress.bar("pull from Label Studio", len(projects)) as advance:
        for slot in sorted(projects):
            reader = _Reader(projects[slot], assigned.get(slot, {}), emails, cases, pulled)
            for task in _one_an_item(studio.tasks(projects[slot])):
                reader.read(task)
            advance(1)
    pulled.annotations.sort(key=lambda a: (a.task, a.round, a.item_id, a.annotator))
    return pulled


def _one_an_item(tasks: Iterable[StudioTask]) -> list[StudioTask]:
    """Put tasks of one item together: an import that its asker took for lost may be there twice."""
    found: dict[str, StudioTask] = {}
    for task in tasks:
        item_id = str(task.data.get("item_id"))
        before = found.get(item_id)
        if before is not None:
            both = sorted((*before.annotations, *task.annotations), key=lambda annotation: annotation.id)
            task = replace(before, annotations=tuple(both))
        found[item_id] = task
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the tasks of one project."""

    project: Project
    assigned: dict[str, Assignment]
    emails: dict[int, str]
    cases: Cases
    pulled: Pulled

    def read(self, task: StudioTask) -> None:
        """Take over the annotation of the slot's owner; everything else is an incident."""
        item_id = str(task.data.get("item_id"))
        if item_id not in self.assigned or item_id not in self.cases:
            if task.annotations:
                self._report("unknown_item", item_id, "the project holds a task that nobody was assigned")
            return
        own = [a for a in task.annotations if self.emails.get(a.completed_by) == self.project.slot.annotator]
        for stranger in (a for a in task.annotations if a not in own):
            who = self.emails.get(stranger.completed_by, f"user {stranger.completed_by}")
            self._report(
                "not_the_owner", item_id, f"{who} answered in the project of {self.project.slot.annotator}"
            )
        if len(own) > 1:
            self._report(
                "answered_twice", item_id, f"{len(own)} answers of one annotator; the last one counts"
            )
        if own:
            self._take(task, self.assigned[item_id], own[-1])

    def _take(self, task: StudioTask, assignment: Assignment, annotation: StudioAnnotation) -> None:
        value = skipped = rule = None
        if annotation.cancelled:
            skipped = _UNEXPLAINED
        else:
            round_ = TASKS[assignment.task].round(assignment.round)
            try:
                regions = regions_from_json(annotation.results)
                answer = round_.answer(self.cases.find(assignment), regions)
            except UnreadableError as error:
                self._report(error.check, assignment.item_id, error.message, error.offset)
                return
            if isinstance(answer, Skipped):
                skipped = answer.reason
            else:
                value = canonical.dump(answer)
                rule = ", ".join(texts(regions, RULE)) or None
        suggestion = task.data.get("suggestion")
        self.pulled.annotations.append(
            Annotation(
                item_id=assignment.item_id,
                task=assignment.task,
                batch=assignment.batch,
                round=assignment.round,
                annotator=assignment.annotator,
                value=value,
                skipped=skipped,
                rule=rule,
                seconds=annotation.seconds,
                created_at=annotation.created_at,
                revision=annotation.updated_at,
                guide_version=self.project.versions.guide,
                config_version=self.project.versions.config,
                suggestion=suggestion if isinstance(suggestion, str) else None,
            )
        )

    def _report(self, check: str, item_id: str, message: str, offset: int | None = None) -> None:
        slot = self.project.slot
        self.pulled.incidents.append(
            Incident(
                check=f"annotation.{check}",
                level="error",
                message=message,
                file=f"{slot.task}/{slot.batch}/{slot.round}/{slot.annotator}",
                guid=item_id,
                offset=offset,
                explanation="the answer is left out until the annotator has mended it in Label Studio",
            )
        )
