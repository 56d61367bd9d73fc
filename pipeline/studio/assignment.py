"""Who answers which item: a balanced, connected design that only ever grows.

Balanced: everybody's load differs by at most one, and pairs of annotators meet about equally often.
Connected: through items in common everybody can be compared with everybody. An assignment once made is never
recomputed; a new batch continues from the loads of the old ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from pipeline.errors import UsageError
from pipeline.ids import rank
from pipeline.model import Assignment, Item


def assign(
    items: Sequence[Item[str]],
    annotators: Sequence[str],
    answers: int,
    before: Iterable[Assignment],
    barred: Mapping[str, frozenset[str]],
    seed: int,
) -> list[Assignment]:
    """Give each item to ``answers`` annotators.

    Args:
        items: Items of one task and round that nobody is assigned to yet.
        annotators: Who may be asked.
        answers: How many answers each item gets.
        before: Earlier assignments of the same task and round, whose loads count.
        barred: Per item_id, who must not be asked (its author; for an adjudicator, whoever answered it).
        seed: Breaks ties.

    Raises:
        UsageError: there are too few annotators for an item.
    """
    pool = sorted(set(annotators))
    design = _Design()
    panels: dict[str, list[str]] = {}
    for assignment in before:
        panels.setdefault(assignment.item_id, []).append(assignment.annotator)
    for earlier in panels.values():
        design.add(earlier)
    made = []
    for item in sorted(items, key=lambda item: (rank(seed, item.item_id), item.item_id)):
        free = [who for who in pool if who not in barred.get(item.item_id, frozenset())]
        if len(free) < answers:
            raise UsageError(
                f"{item.task}: item {item.item_id} wants {answers} annotators who have not worked on it, "
                f"and there are {len(free)}",
                "name more people in klue.yaml: studio.annotators, studio.adjudicators",
            )
        panel: list[str] = []
        while len(panel) < answers:
            panel.append(design.next(item, [who for who in free if who not in panel], panel, seed))
        design.add(panel)
        made += [
            Assignment(item.item_id, item.task, item.batch, item.round, annotator)
            for annotator in sorted(panel)
        ]
    return made


class _Design:
    """Who has how much work, how often two have met, and who is linked by a chain of meetings."""

    def __init__(self) -> None:
        self._load: Counter[str] = Counter()
        self._met: Counter[tuple[str, str]] = Counter()
        self._linked: dict[str, frozenset[str]] = {}

    def add(self, panel: Sequence[str]) -> None:
        """Take a panel into account."""
        self._load.update(panel)
        self._met.update(combinations(sorted(panel), 2))
        linked = frozenset(panel).union(*(self._linked.get(who, ()) for who in panel))
        self._linked.update(dict.fromkeys(linked, linked))

    def next(self, item: Item[str], free: Iterable[str], panel: Sequence[str], seed: int) -> str:
        """Pick who has least work, then is not linked to the panel, then has met it least, then by chance."""

        def cost(who: str) -> tuple[int, bool, int, int]:
            linked = not self._linked.get(who, frozenset()).isdisjoint(panel)
            meetings = sum(self._met[min(who, other), max(who, other)] for other in panel)
            return (self._load[who], linked, meetings, rank(seed, item.item_id, who))

        return min(free, key=cost)
