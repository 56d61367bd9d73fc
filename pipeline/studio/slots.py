"""A slot: one project of Label Studio for one task, batch, round and annotator.

The Community edition cannot give a task to one person nor hide others' answers, so everybody works in
projects of their own.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from pipeline.model import Assignment, RoundName


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Who does what in which project."""

    task: str
    batch: str
    round: RoundName
    annotator: str

    @classmethod
    def of(cls, assignment: Assignment) -> Slot:
        """Give the slot that an assignment belongs to."""
        return cls(assignment.task, assignment.batch, assignment.round, assignment.annotator)

    @property
    def title(self) -> str:
        """The project's title: at most 50 characters, as Label Studio wants it."""
        return f"{self.task} {self.batch} {self.round} · {self.annotator}"[:50]


@dataclass(frozen=True, slots=True)
class Versions:
    """Which guide and which labelling configuration a project shows."""

    guide: str
    config: str


def describe(slot: Slot, versions: Versions) -> str:
    """Write slot and versions into a project's description, which is how the project is found again."""
    return json.dumps({"klue": {**asdict(slot), **asdict(versions)}}, ensure_ascii=False, sort_keys=True)


def understand(description: str) -> tuple[Slot, Versions] | None:
    """Read what :func:`describe` wrote; None if the project is not ours."""
    try:
        entry = json.loads(description)["klue"]
        slot = Slot(entry["task"], entry["batch"], entry["round"], entry["annotator"])
        return slot, Versions(entry["guide"], entry["config"])
    except (ValueError, KeyError, TypeError):
        return None
