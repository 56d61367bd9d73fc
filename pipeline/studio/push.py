"""Brings Label Studio to where the assignments say it should be.

Nothing is recorded about what was pushed: each project is compared with its assignments, and the difference
is imported. A crash, a second push and a lost response therefore all end in the same state. A project that
holds as many tasks as were assigned is taken for whole, since nobody but push imports tasks.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from pipeline.context import Context
from pipeline.ids import rank
from pipeline.model import Assignment
from pipeline.studio.client import Interface, NewTask, Studio
from pipeline.studio.endpoint import find_endpoint
from pipeline.studio.interfaces import read_interface
from pipeline.studio.slots import Slot
from pipeline.tasks.base import Case, Round
from pipeline.tasks.registry import TASKS
from pipeline.tasks.stored import Cases


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push changed."""

    projects_made: int
    tasks_imported: int
    tasks_there: int


def push(context: Context, assignments: list[Assignment], cases: Cases) -> Pushed:
    """Make missing projects and import missing tasks.

    Raises:
        UnreachableError: Label Studio does not answer or does not let us in.
    """
    studio = Studio(find_endpoint(context))
    wanted: dict[Slot, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        wanted[Slot.of(assignment)].append(assignment)
    projects = studio.projects()
    interfaces: dict[tuple[str, str], Interface] = {}
    made = imported = there = 0
    with context.progress.bar("push to Label Studio", len(wanted)) as advance:
        for slot in sorted(wanted):
            project = projects.get(slot)
            if project is None:
                key = (slot.task, slot.round)
                if key not in interfaces:
                    interfaces[key] = read_interface(context.guides, slot.task, slot.round)
                project = studio.create_project(slot, interfaces[key])
                held: set[str] = set()
                made += 1
            elif project.tasks == len(wanted[slot]):
                held = {a.item_id for a in wanted[slot]}
            else:
                held = studio.item_ids(project)
            missing = [a for a in wanted[slot] if a.item_id not in held]
            missing.sort(key=lambda a: (rank(context.config.seed, a.annotator, a.item_id), a.item_id))
            round_ = TASKS[slot.task].round(slot.round)
            studio.import_tasks(project, [new_task(round_, cases.find(a)) for a in missing])
            imported += len(missing)
            there += len(wanted[slot]) - len(missing)
            advance(1)
    return Pushed(made, imported, there)


def new_task(round_: Round[Any, Any], case: Case[Any, Any]) -> NewTask:
    """Build what an annotator gets to see of a case."""
    suggestion = [region.as_json(number) for number, region in enumerate(round_.suggest(case))]
    data = {"item_id": case.item.item_id, **round_.data(case)}
    if suggestion:
        text = json.dumps(suggestion, ensure_ascii=False, sort_keys=True)
        data["suggestion"] = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    return NewTask(data, suggestion)
