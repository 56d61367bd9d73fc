"""Labels by their posterior: how each annotator answered all items says whom to believe about one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.agreement import Ratings
from pipeline.consensus.crowd import hierarchical
from pipeline.model import Consensus, P, V
from pipeline.tasks.base import Answer, Unit

METHOD = "posterior of hierarchical Dawid–Skene"


def by_posterior(
    units: Sequence[Unit[P, V]],
    accept: float,
    votes: Callable[[Unit[P, V]], Sequence[Answer[V]]],
    label: Callable[[V], str],
) -> list[Consensus[V]]:
    """Find the consensus of all units at once; each of them has a vote.

    The value is that of the first vote for the most probable label; ``support`` is that label's share of the
    votes, ``confidence`` its probability. An item is open if that is less than ``accept``, or nobody gave it.
    """
    if not units:
        return []
    given = [votes(unit) for unit in units]
    rows = [(n, vote.annotator, label(vote.value)) for n, own in enumerate(given) for vote in own]
    found = hierarchical(Ratings.from_columns(*zip(*rows, strict=True)))
    best = zip(found.values(), found.confidence().tolist(), strict=True)
    return [
        _consensus(unit, [vote.value for vote in own if label(vote.value) == name], len(own), p, accept)
        for unit, own, (name, p) in zip(units, given, best, strict=True)
    ]


def _consensus(
    unit: Unit[P, V], agreeing: Sequence[V], votes: int, probability: float, accept: float
) -> Consensus[V]:
    accepted = bool(agreeing) and probability >= accept
    return Consensus(
        item_id=unit.item.item_id,
        task=unit.item.task,
        value=agreeing[0] if accepted else None,
        method=METHOD,
        support=len(agreeing) / votes,
        confidence=probability,
        status="accepted" if accepted else "adjudicate",
    )
