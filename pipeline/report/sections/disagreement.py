"""Who disagrees with whom, and on what: pairs of annotators, and the items that divide them most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.quality.annotators import Panel
from pipeline.report.heat import Heat, matrix_heat
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.pictures import Seen, picture
from pipeline.report.sections.base import Section
from pipeline.tasks.registry import TASKS

MOST_ITEMS = 8


@dataclass(frozen=True, slots=True)
class TaskDisagreement:
    """One task: its annotators pair by pair, and its most divided items of the ``divided`` there are.

    ``by_alpha`` says that the matrix holds α, not mean scores.
    """

    task: str
    matrix: Heat | None
    by_alpha: bool
    compared: int
    divided: int
    items: tuple[Seen, ...]


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
        matrix=matrix_heat(panel, material.short_names),
        by_alpha=panel.alphas is not None,
        compared=int((~np.isnan(panel.disagreement)).sum()),
        divided=int((known > 0).sum()),
        items=_items(material, panel.task, chosen),
    )


def _items(material: Material, name: str, agreement: dict[str, float]) -> tuple[Seen, ...]:
    task = TASKS[name]
    status = {c.item_id: c.status for c in material.consensus if c.item_id in agreement}
    found = {}
    for unit in material.units(name, agreement):
        found[unit.item.item_id] = Seen(
            item_id=unit.item.item_id,
            picture=picture(task, unit, material.short_names),
            agreement=agreement[unit.item.item_id],
            status=status.get(unit.item.item_id),
        )
    return tuple(found[item_id] for item_id in agreement)


SECTION = Section("disagreement", Phrase("엇갈림", "Disagreement"), build)
