"""Work that was pushed, to be answered and pulled."""

from __future__ import annotations

from dataclasses import dataclass

from lab import Lab

from pipeline.context import Context
from pipeline.model import Assignment, Incident, Item
from pipeline.studio.pull import Pulled, pull
from pipeline.studio.slots import Slot
from pipeline.tasks.regions import Region
from pipeline.tasks.stored import Cases

SLOT = Slot("tc", "b001", "label", "a@x.kr")


@dataclass(frozen=True)
class Pushed:
    context: Context
    studio: Lab
    assignments: list[Assignment]
    cases: Cases

    def answer(
        self,
        item: Item[str],
        *regions: Region,
        by: str | None = None,
        slot: Slot = SLOT,
        seconds: float = 3.5,
    ) -> None:
        """Submit an answer in a slot's project; its owner does unless somebody is named."""
        project = self.studio.project(slot)
        self.studio.person(by or slot.annotator).submit(
            project, self.studio.task(project, item.item_id), regions, seconds
        )

    def annotation(self, item: Item[str], slot: Slot = SLOT) -> int:
        """Find the number of an item's one annotation."""
        project = self.studio.project(slot)
        (found,) = [
            annotation["id"]
            for task in self.studio.tasks(project)
            for annotation in task["annotations"]
            if task["data"]["item_id"] == item.item_id
        ]
        return found

    def pull(self) -> Pulled:
        return pull(self.context, self.assignments, self.cases)


def answers(pulled: Pulled) -> dict[tuple[str, str], str | None]:
    return {(a.item_id, a.annotator): a.value for a in pulled.annotations}


def brief(incident: Incident) -> tuple[str, str | None]:
    return incident.check, incident.guid
