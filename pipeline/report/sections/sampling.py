"""What was asked of sampling and what was had: by split, and by what the items are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.model import SPLITS
from pipeline.report import names
from pipeline.report.charts import Part, stack
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section
from pipeline.sampling.counts import SampleCount
from pipeline.sampling.traits import FACETS, REST

DRAWN = Phrase("뽑음", "drawn")
MISSING = Phrase("모자람", "missing")
OTHER = Phrase("그 밖", "other")


@dataclass(frozen=True, slots=True)
class Line:
    """Items that share a value, all splits and batches together; ``wanted`` is None without a quota."""

    name: Phrase
    wanted: int | None
    found: int
    drawn: int
    parts: tuple[Part, ...]

    @property
    def missing(self) -> int:
        """How many fewer were drawn than the quota asks for."""
        return 0 if self.wanted is None else max(0, self.wanted - self.drawn)


@dataclass(frozen=True, slots=True)
class FacetLines:
    """The lines of one facet."""

    name: Phrase
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TaskSample:
    """What a task has: in all, and by each facet, the splits among them."""

    task: str
    total: Line
    facets: tuple[FacetLines, ...]

    @property
    def missed(self) -> int:
        """Quotas that were not reached."""
        return sum(line.missing > 0 for facet in self.facets for line in facet.lines)


def build(material: Material) -> tuple[TaskSample, ...] | None:
    """Add up what the batches asked and had; None where no batch was counted."""
    by_task: dict[str, list[SampleCount]] = defaultdict(list)
    for count in material.sampling:
        by_task[count.task].append(count)
    made = tuple(_task(task, by_task[task]) for task in material.tasks if task in by_task)
    return made or None


def _task(task: str, counts: list[SampleCount]) -> TaskSample:
    whole = [count for count in counts if count.facet == "all"]
    most = max(sum(count.wanted or 0 for count in whole), sum(count.drawn for count in whole))
    facets = [FacetLines(names.SPLIT, _lines(((count.split, count) for count in whole), most, SPLITS))]
    for facet in FACETS:
        own = [(count.value, count) for count in counts if count.facet == facet]
        if own:
            name = names.genre if facet == "genre" else Phrase.same
            facets.append(FacetLines(names.FACETS[facet], _lines(own, most, name=name)))
    (total,) = _lines((("items", count) for count in whole), most)
    return TaskSample(task, total, tuple(facets))


def _lines(
    counts: Iterable[tuple[str, SampleCount]],
    most: int,
    order: Iterable[str] = (),
    name: Callable[[str], Phrase] = Phrase.same,
) -> tuple[Line, ...]:
    """Add up the counts of each value; the bars' full width is ``most`` items."""
    wanted, found, drawn = Counter[str](), Counter[str](), Counter[str]()
    asked = set()
    values = dict.fromkeys(order)
    for value, count in counts:
        values.setdefault(value)
        found[value] += count.found
        drawn[value] += count.drawn
        if count.wanted is not None:
            asked.add(value)
            wanted[value] += count.wanted
    made = []
    for value in values:
        goal = wanted[value] if value in asked else None
        missing = 0 if goal is None else max(0, goal - drawn[value])
        parts = stack([("done", DRAWN, drawn[value]), ("open", MISSING, missing)], most)
        shown = OTHER if value == REST else name(value)
        made.append(Line(shown, goal, found[value], drawn[value], parts))
    return tuple(made)


SECTION = Section("sampling", Phrase("표집", "Sampling"), build)
