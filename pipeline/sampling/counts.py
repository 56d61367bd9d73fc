"""The rows of the table ``sampling``: what was asked, what there was, and what was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from pipeline.model import SPLITS, Split
from pipeline.sampling.draw import Drawn
from pipeline.sampling.quota import limits
from pipeline.sampling.traits import FACETS, Facet, Traits, class_of, shares_of
from pipeline.settings import Quotas

Counted: TypeAlias = Literal["all", Facet]


@dataclass(frozen=True, slots=True)
class SampleCount:
    """Items of a batch in one split that share a value of a facet; ``all`` has one value, ``items``.

    ``wanted`` is None where there was no quota. ``found`` counts candidates, those that an earlier batch had
    among them; what two shards of documents both hold counts twice. Lengths and difficulties are in bands:
    the quotas' own, or quarters of what was found.
    """

    task: str
    batch: str
    split: Split
    facet: Counted
    value: str
    wanted: int | None
    found: int
    drawn: int


def count_samples(
    task: str, batch: str, quotas: Quotas, drawn: Iterable[Drawn], found: Mapping[tuple[Split, Traits], int]
) -> list[SampleCount]:
    """Count a task's batch, facet by facet."""
    parts = {part.split: part for part in drawn}
    bands = {facet: _bands(quotas, facet, found) for facet in FACETS}
    rows: list[SampleCount] = []
    for split in SPLITS:
        part = parts[split]
        there = {traits: count for (where, traits), count in found.items() if where == split}
        had = Counter(proposal.traits for proposal in part.proposals)
        wanted = limits(part.wanted, quotas)
        total = sum(there.values())
        rows.append(SampleCount(task, batch, split, "all", "items", part.wanted, total, len(part.proposals)))
        for facet in FACETS:
            found_by, drawn_by = (_by_value(counts, bands[facet], facet) for counts in (there, had))
            names = dict.fromkeys((*shares_of(quotas, facet), *sorted(found_by, key=_order)))
            rows += [
                SampleCount(
                    task, batch, split, facet, name, wanted.get((facet, name)), found_by[name], drawn_by[name]
                )
                for name in names
            ]
    return rows


def _by_value(counts: Mapping[Traits, int], bands: Quotas | None, facet: Facet) -> Counter[str]:
    """Add up the counts by the values of a facet, in bands if there are any."""
    summed: Counter[str] = Counter()
    for traits, count in counts.items():
        value = str(getattr(traits, facet)) if bands is None else class_of(traits, bands, facet)
        summed[value] += count
    return summed


def _bands(quotas: Quotas, facet: Facet, found: Mapping[tuple[Split, Traits], int]) -> Quotas | None:
    """Give what a facet's values are told apart by: its quotas; for numbers without, quarters; or nothing."""
    if getattr(quotas, facet):
        return quotas
    if facet not in ("length", "difficulty") or not found:
        return None
    counts: Counter[int] = Counter()
    for (_, traits), count in found.items():
        counts[getattr(traits, facet)] += count
    values = sorted(counts)
    below = np.cumsum([counts[value] for value in values])
    ends = sorted({values[int(np.searchsorted(below, below[-1] * part / 4))] for part in (1, 2, 3, 4)})
    starts = [values[0], *(end + 1 for end in ends[:-1])]
    names = [f"{start}-{end}" if start < end else str(end) for start, end in zip(starts, ends, strict=True)]
    return Quotas.model_validate({facet: dict.fromkeys(names, 0.0)})


def _order(name: str) -> tuple[int, str]:
    """Order bands by their beginning, and names by the alphabet."""
    first = name.partition("-")[0]
    return (int(first) if first.isdigit() else 0, name)
