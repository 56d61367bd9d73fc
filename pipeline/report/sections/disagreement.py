"""Who disagrees with whom, and on what: pairs of annotators, and the items that divide them most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.model import Item, Status
from pipeline.quality.annotators import Panel
from pipeline.quality.units import units
from pipeline.report.heat import Heat, matrix_heat
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase, clip
from pipeline.report.sections.base import Section
from pipeline.report.seen import answer_texts, item_texts
from pipeline.tasks.base import Case
from pipeline.tasks.registry import TASKS

MOST_ITEMS = 8
_LONGEST = 400
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What one annotator answered, but for what all did."""

    annotator: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DividedItem:
    """An item as it was seen, with its answers; ``agreement`` is the mean score of their pairs."""

    item_id: str
    texts: tuple[str, ...]
    answers: tuple[Said, ...]
    agreement: float
    status: Status | None


@dataclass(frozen=True, slots=True)
class TaskDisagreement:
    """One task: its annotators pair by pair, and its most divided items of the ``divided`` there are."""

    task: str
    matrix: Heat | None
    compared: int
    divided: int
    items: tuple[DividedItem, ...]


def build(material: Material) -> tuple[TaskDisagreement, ...] | None:
    """Gather what is known; None before two people answered one item."""
    tasks = tuple(
        _task(material, panel) for panel in material.panels.values() if not np.isnan(panel.disagreement).all()
    )
    return tasks or None


def _task(material: Material, panel: Panel) -> TaskDisagreement:
    known = np.nan_to_num(panel.disagreement, nan=0.0)
    order = np.lexsort((np.arange(len(known)), -known))
    worst = [int(place) for place in order[:MOST_ITEMS] if known[place] > 0]
    chosen = {panel.items[place]: 1 - float(known[place]) for place in worst}
    return TaskDisagreement(
        task=panel.task,
        matrix=matrix_heat(panel),
        compared=int((~np.isnan(panel.disagreement)).sum()),
        divided=int((known > 0).sum()),
        items=_items(material, panel.task, chosen),
    )


def _items(material: Material, name: str, agreement: dict[str, float]) -> tuple[DividedItem, ...]:
    task = TASKS[name]
    items: Sequence[Item[str]] = [item for item in material.items if item.item_id in agreement]
    answers = [annotation for annotation in material.annotations if annotation.item_id in agreement]
    status = {c.item_id: c.status for c in material.consensus if c.item_id in agreement}
    found = {}
    for unit in units(name, items, answers):
        case: Case[object, object] = Case(unit.item)
        said = answer_texts(task, case, [answer.value for answer in unit.answers])
        found[unit.item.item_id] = DividedItem(
            item_id=unit.item.item_id,
            texts=tuple(clip(text, _LONGEST) for text in item_texts(task, case)),
            answers=tuple(
                Said(answer.annotator, tuple(clip(part, 120) for part in parts[:_MOST_PARTS]))
                for answer, parts in zip(unit.answers, said, strict=True)
            ),
            agreement=agreement[unit.item.item_id],
            status=status.get(unit.item.item_id),
        )
    return tuple(found[item_id] for item_id in agreement)


SECTION = Section("disagreement", Phrase("엇갈림", "Disagreement"), build)
