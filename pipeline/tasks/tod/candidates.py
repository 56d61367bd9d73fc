"""Goals to write dialogues for; they are made of no text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from pipeline import canonical
from pipeline.ids import rank, stable_id
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.tod.goals import draw_goal
from pipeline.tasks.tod.values import Goal

GOALS = 2000
"""Goals that a seed gives; more dialogues than that need another seed."""


def goals(texts: Sequence[Text], seed: int) -> Iterator[Candidate[Goal]]:
    """Propose distinct goals, once and for no shard of texts; their domains are the stratum.

    A goal is as long as there are things wished for, booked and asked, and as difficult as it has domains, a
    change of mind counting one more.
    """
    if texts:
        return
    seen: set[str] = set()
    for number in range(GOALS):
        goal = draw_goal(Random(rank(seed, "goal", str(number))))  # noqa: S311 (a sample, not a secret)
        group = group_of(goal)
        if group not in seen:
            seen.add(group)
            yield Candidate(
                payload=goal,
                documents=(),
                stratum="+".join(goal.domains),
                group=group,
                length=sum(len(p.wishes) + len(p.booking) + len(p.requests) for p in goal.parts),
                difficulty=len(goal.parts) + sum(p.change is not None for p in goal.parts),
            )


def group_of(goal: Goal) -> str:
    """Name a goal."""
    return f"goal:{stable_id('goal', canonical.dump(goal))}"
