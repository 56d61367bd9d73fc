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
    load: Counter[str] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    panels: dict[str, list[str]] = {}
    for assignment in before:
        panels.setdefault(assignment.item_id, []).append(assignment.annotator)
    for earlier in panels.values():
        _count(earlier, load, met)
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
            panel.append(_next(item, free, panel, load, met, seed))
        _count(panel, load, met)
        made += [
            Assignment(item.item_id, item.task, item.batch, item.round, annotator)
            for annotator in sorted(panel)
        ]
    return made


def _next(
    item: Item[str],
    free: Iterable[str],
    panel: Sequence[str],
    load: Counter[str],
    met: Counter[tuple[str, str]],
    seed: int,
) -> str:
    """Pick who has least work, then has met the panel least often, then by chance."""

    def cost(who: str) -> tuple[int, int, int]:
        meetings = sum(met[min(who, other), max(who, other)] for other in panel)
        return (load[who], meetings, rank(seed, item.item_id, who))

    return min((who for who in free if who not in panel), key=cost)


def _count(panel: Sequence[str], load: Counter[str], met: Counter[tuple[str, str]]) -> None:
    load.update(panel)
    met.update(combinations(sorted(panel), 2))
