"""Joins items and annotations into the units that tasks measure and vote on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.model import Annotation, Assignment, Item, RoundName
from pipeline.tasks.base import Answer, Unit
from pipeline.tasks.registry import TASKS

_Key = tuple[str, RoundName, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round of a task has come: assignments, and those that are answered or skipped."""

    task: str
    round: RoundName
    assigned: int
    answered: int
    skipped: int

    @property
    def open(self) -> int:
        """Assignments that wait for a person."""
        return self.assigned - self.answered - self.skipped


def units(
    task_name: str, items: Iterable[Item[str]], annotations: Iterable[Annotation[str]]
) -> list[Unit[Any, Any]]:
    """Give the label round's items of a task with their answers, sorted by item; skips are left out.

    Answers that are stored alike are one value.
    """
    task = TASKS[task_name]
    load_value = cache(task.label.load_value)
    answers: dict[str, list[Answer[Any]]] = defaultdict(list)
    for annotation in annotations:
        if (annotation.task, annotation.round) == (task_name, "label") and annotation.value is not None:
            answers[annotation.item_id].append(Answer(annotation.annotator, load_value(annotation.value)))
    own = [item for item in items if (item.task, item.round) == (task_name, "label")]
    return [
        Unit(
            item=task.label.load_item(item),
            answers=tuple(sorted(answers[item.item_id], key=lambda answer: answer.annotator)),
            authored=None if item.authored is None else load_value(item.authored),
        )
        for item in sorted(own, key=lambda item: item.item_id)
    ]


def progress(assignments: Iterable[Assignment], annotations: Iterable[Annotation[str]]) -> list[Progress]:
    """Count, per task and round, what is answered, skipped and open; tasks in their usual order."""
    assigned: Counter[tuple[str, RoundName]] = Counter()
    due: set[_Key] = set()
    for assignment in assignments:
        assigned[assignment.task, assignment.round] += 1
        due.add((assignment.item_id, assignment.round, assignment.annotator))
    answered: Counter[tuple[str, RoundName]] = Counter()
    skipped: Counter[tuple[str, RoundName]] = Counter()
    for annotation in annotations:
        if (annotation.item_id, annotation.round, annotation.annotator) in due:
            counter = skipped if annotation.value is None else answered
            counter[annotation.task, annotation.round] += 1
    return [
        Progress(name, round_.name, assigned[key], answered[key], skipped[key])
        for name, task in TASKS.items()
        for round_ in task.rounds
        if assigned[key := (name, round_.name)]
    ]


def closed_items(assignments: Iterable[Assignment], annotations: Iterable[Annotation[str]]) -> set[str]:
    """Give the items whose label round is closed: every assignment is answered or skipped."""
    done = {(a.item_id, a.annotator) for a in annotations if a.round == "label"}
    open_items: set[str] = set()
    items: set[str] = set()
    for assignment in assignments:
        if assignment.round == "label":
            items.add(assignment.item_id)
            if (assignment.item_id, assignment.annotator) not in done:
                open_items.add(assignment.item_id)
    return items - open_items
