"""What was answered: how often each category won, and how many votes the winners got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import Consensus, Item
from pipeline.report.charts import Column, Part, histogram, stack
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section
from pipeline.tasks.base import Answer, Task, Unit
from pipeline.tasks.registry import TASKS

_FINAL = ("accepted", "settled")


@dataclass(frozen=True, slots=True)
class LabelBar:
    """A category with its bar; bars are in proportion to the most frequent category."""

    label: str
    count: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TaskLabels:
    """One task: categories (none where its values are not categorical), and the histogram of support.

    ``votes`` counts the items with votes, those that nobody answered aside.
    """

    task: str
    total: int
    labels: tuple[LabelBar, ...]
    support: tuple[Column, ...]
    votes: int
    unanimous: int


def build(material: Material) -> tuple[TaskLabels, ...] | None:
    """Count; None before there is a consensus."""
    items = {item.item_id: item for item in material.items}
    tasks = tuple(
        _task(TASKS[task], own, items, material.headline(task))
        for task in material.tasks
        if (own := [consensus for consensus in material.consensus if consensus.task == task])
    )
    return tasks or None


def _task(
    task: Task[Any, Any],
    own: Sequence[Consensus[str]],
    items: dict[str, Item[str]],
    headline: str | None,
) -> TaskLabels:
    counts = categories(task, own, items, headline)
    most = max(counts.values(), default=0)
    support = [consensus.support for consensus in own if consensus.support > 0]
    return TaskLabels(
        task=task.name,
        total=counts.total(),
        labels=tuple(
            LabelBar(label, count, stack([("done", Phrase.same(label), count)], most))
            for label, count in counts.most_common()
        ),
        support=histogram(support),
        votes=len(support),
        unanimous=sum(share == 1 for share in support),
    )


def categories(
    task: Task[Any, Any],
    own: Sequence[Consensus[str]],
    items: dict[str, Item[str]],
    headline: str | None,
) -> Counter[str]:
    """Count the final answers by category, as the headline measure compares answers.

    A task's values are categorical where its headline is a nominal α over one category an answer; the
    ratings behind that α, taken over one item for each distinct value, are the values' categories.
    """
    final = [c for c in own if c.status in _FINAL and c.value is not None]
    if not _categories(task, final[:1], items, headline):
        return Counter()
    example = {consensus.value: consensus for consensus in final}
    category = _categories(task, example.values(), items, headline)
    return Counter(category[example[consensus.value].item_id] for consensus in final)


def _categories(
    task: Task[Any, Any], sample: Iterable[Consensus[str]], items: dict[str, Item[str]], headline: str | None
) -> dict[str, str]:
    """Give the category of each answer by its item; nothing where answers have none."""
    units = [
        Unit(
            item=task.label.load_item(items[consensus.item_id]),
            answers=(Answer(consensus.method, task.label.load_value(consensus.value or "")),),
        )
        for consensus in sample
    ]
    for over in task.alphas(units):
        ratings = over.ratings
        if (over.measure, over.level) == (headline, "nominal") and len(ratings.unit) == len(units):
            rated = zip(ratings.unit, ratings.value, strict=True)
            return {str(ratings.units[unit]): str(ratings.values[value]) for unit, value in rated}
    return {}


SECTION = Section("labels", Phrase("라벨 분포", "Label distribution"), build)
