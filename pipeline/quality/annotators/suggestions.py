"""Copying of pre-annotations: answers that leave a suggestion as it was."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline import canonical
from pipeline.agreement.arrays import Bools, Ints
from pipeline.model import Item
from pipeline.quality.annotators.answers import Answers
from pipeline.quality.annotators.shares import NORMAL_95, Share, share
from pipeline.tasks.base import Case, Task
from pipeline.tasks.regions import Region

NO_SUGGESTIONS = "nothing was suggested"


@dataclass(frozen=True, slots=True)
class Kept:
    """How often an annotator left the suggestion as it was.

    ``others`` is the share of the others' answers to the same items that did; ``excess`` the difference of
    the two with its 95% interval over items, None where nobody else answered.
    """

    own: Share
    others: float | None
    excess: float | None
    low: float | None
    high: float | None


def kept(answers: Answers, task: Task[Any, Any], items: Iterable[Item[str]]) -> tuple[Bools, Bools]:
    """Tell for each answer whether it began from a suggestion, and whether it left it as it was.

    It did where it has, in every control that the suggestion fills, what the suggestion has: no more, and no
    less. Both results have shape (answers,).
    """
    began = answers.suggested.copy()
    left = np.zeros(len(answers), dtype=np.bool_)
    if not began.any():
        return began, left
    stored = {item.item_id: item for item in items if (item.task, item.round) == (task.name, "label")}
    suggested = [_Suggestion.of(task, stored[item]) for item in answers.items]
    same: dict[tuple[int, int], bool] = {}
    for row in np.flatnonzero(began).tolist():
        key = int(answers.item[row]), int(answers.text[row])
        suggestion = suggested[key[0]]
        if suggestion is None:
            began[row] = False
            continue
        if key not in same:
            same[key] = suggestion.is_left_by(task, answers.texts[key[1]])
        left[row] = same[key]
    return began, left


@dataclass(frozen=True, slots=True)
class _Suggestion:
    """What an item suggests: the controls that it fills, and with what."""

    case: Case[Any, Any]
    controls: frozenset[str]
    content: frozenset[str]

    @classmethod
    def of(cls, task: Task[Any, Any], item: Item[str]) -> _Suggestion | None:
        case: Case[Any, Any] = Case(task.label.load_item(item))
        regions = task.label.suggest(case)
        controls = frozenset(region.from_name for region in regions)
        return cls(case, controls, _content(regions, controls)) if regions else None

    def is_left_by(self, task: Task[Any, Any], text: str) -> bool:
        regions = task.label.regions(self.case, task.label.load_value(text))
        return _content(regions, self.controls) == self.content


def _content(regions: Iterable[Region], controls: frozenset[str]) -> frozenset[str]:
    return frozenset(
        canonical.dump((region.from_name, region.value)) for region in regions if region.from_name in controls
    )


def keeping(answers: Answers, began: Bools, left: Bools, annotator: int) -> Kept:
    """Compare how often one annotator left suggestions as they were with the others on the same items."""
    rows = np.flatnonzero(began & (answers.annotator == annotator))
    own = share(float(left[rows].sum()), len(rows), undefined=NO_SUGGESTIONS)
    size = len(answers.items)
    all_began = np.bincount(answers.item[began], minlength=size)
    all_left = np.bincount(answers.item[left], minlength=size)
    compared: Ints = rows[all_began[answers.item[rows]] > 1]
    if not len(compared):
        return Kept(own, None, None, None, None)
    item = answers.item[compared]
    others = (all_left[item] - left[compared]) / (all_began[item] - 1)
    difference = left[compared] - others
    mean = float(difference.mean())
    spread = float(difference.std(ddof=1)) if len(compared) > 1 else math.inf
    half = NORMAL_95 * spread / math.sqrt(len(compared))
    return Kept(own, float(others.mean()), mean, max(-1.0, mean - half), min(1.0, mean + half))
