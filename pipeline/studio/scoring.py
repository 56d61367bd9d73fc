"""How right simulated annotators were, and what was released of their answers: known only in a simulation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from pipeline.model import Annotation, Consensus, Item
from pipeline.studio.simulated import Simulation
from pipeline.tasks.base import Case
from pipeline.tasks.registry import TASKS


@dataclass(frozen=True, slots=True)
class Score:
    """Mean accuracy on the released items, in [0, 1]: of the annotators, and of the released values."""

    task: str
    annotators: float
    released: float


def score(
    references: Path,
    items: list[Item[str]],
    annotations: list[Annotation[str]],
    consensus: list[Consensus[str]],
    seed: int,
) -> list[Score]:
    """Score every task's released values, and its label-round answers to the same items.

    Each annotator counts once.
    """
    simulation = Simulation(references, seed)
    scores = []
    for name, task in TASKS.items():
        label = task.label
        values = {
            found.item_id: label.load_value(found.value)
            for found in consensus
            if found.task == name and found.status in ("accepted", "settled") and found.value is not None
        }
        cases: dict[str, Case[Any, Any]] = {
            item.item_id: Case(label.load_item(item))
            for item in items
            if (item.task, item.round) == (name, "label") and item.item_id in values
        }
        truth = {item_id: simulation.truth(task, "label", case) for item_id, case in cases.items()}
        by_annotator: dict[str, list[float]] = {}
        for answer in annotations:
            if answer.item_id in truth and answer.round == "label" and answer.value is not None:
                accuracy = task.accuracy(label.load_value(answer.value), truth[answer.item_id])
                by_annotator.setdefault(answer.annotator, []).append(accuracy)
        released = [task.accuracy(value, truth[item_id]) for item_id, value in values.items()]
        if by_annotator and released:
            people = fmean(fmean(own) for own in by_annotator.values())
            scores.append(Score(name, people, fmean(released)))
    return scores
