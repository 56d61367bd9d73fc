"""Chooses items from candidates: quotas, strata in turn, groups before repeats, chance by hash.

The choice depends on the candidates and the seed alone: not on their order, their shard or the workers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.ids import rank
from pipeline.model import SPLITS, Split
from pipeline.sampling.quota import Cell, fill
from pipeline.sampling.traits import FACETS, Proposal, classes, shares_of
from pipeline.settings import Quotas

NO_QUOTAS = Quotas()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn for one split, against what was wanted."""

    split: Split
    wanted: int
    proposals: tuple[Proposal, ...]


def draw(
    proposals: Iterable[Proposal],
    wanted: Mapping[Split, int],
    seed: int,
    *,
    quotas: Quotas = NO_QUOTAS,
    whole_groups: bool = False,
) -> list[Drawn]:
    """Draw as many items of each split as wanted, or as there are; with ``whole_groups`` no part of a group.

    Without quotas the strata take turns. With them, as many are drawn as the quotas allow.
    """
    pools: dict[Split, list[Proposal]] = {split: [] for split in SPLITS}
    for proposal in distinct(proposals):
        pools[proposal.item.placement].append(proposal)
    drawn = []
    for split, pool in pools.items():
        strata = _strata(pool, seed, whole_groups=whole_groups)
        if quotas == NO_QUOTAS:
            bundles = _in_turn(list(strata.values()), wanted[split])
        else:
            cells = _cells(strata, quotas)
            counts = fill({cell: len(queue) for cell, queue in cells.items()}, wanted[split], quotas)
            bundles = (bundle for cell, count in counts.items() for bundle in cells[cell][:count])
        taken = tuple(proposal for bundle in bundles for proposal in bundle)
        drawn.append(Drawn(split, wanted[split], taken))
    return drawn


def shortlist(
    proposals: Iterable[Proposal],
    wanted: int,
    had: int,
    seed: int,
    *,
    quotas: Quotas = NO_QUOTAS,
    whole_groups: bool = False,
) -> list[Proposal]:
    """Leave out, of a shard's candidates for one split, what no draw over all shards could take.

    ``wanted`` is how many items are to be drawn, ``had`` how many of them may have been drawn before.
    """
    strata = _strata(distinct(proposals), seed, whole_groups=whole_groups)
    if quotas == NO_QUOTAS:
        bundles = list(_in_turn(list(strata.values()), wanted + had))
    else:
        shares = {facet: shares_of(quotas, facet) for facet in FACETS}
        bundles = []
        for cell, queue in _cells(strata, quotas).items():
            share = min(shares[facet][name] for facet, name in cell.classes)
            bundles += queue[: math.ceil(wanted * share) + had if share > 0 else 0]
    return [proposal for bundle in bundles for proposal in bundle]


def distinct(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Count the same content (a sentence that two documents have) once, as the least of them.

    If the documents are in different splits, it is left out, for it would leak.
    """
    proposals = list(proposals)
    splits: dict[str, set[Split]] = defaultdict(set)
    for proposal in proposals:
        splits[proposal.item.item_id].add(proposal.item.placement)
    single = [proposal for proposal in proposals if len(splits[proposal.item.item_id]) == 1]
    return list({p.item.item_id: p for p in sorted(single, key=_origin, reverse=True)}.values())


_Bundle: TypeAlias = tuple[Proposal, ...]
"""Candidates that are drawn together or not at all."""


def _origin(proposal: Proposal) -> tuple[tuple[str, ...], str, str, str]:
    item = proposal.item
    return (item.text_ids, item.placement, item.stratum, item.group)


def _strata(pool: Sequence[Proposal], seed: int, *, whole_groups: bool) -> dict[str, list[_Bundle]]:
    """Sort the candidates of a split into strata, each in the order in which it is drawn from."""
    strata: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in pool:
        strata[proposal.item.stratum].append(proposal)
    order = _whole_groups if whole_groups else _in_turn_of_groups
    return {stratum: order(members, seed) for stratum, members in sorted(strata.items())}


def _cells(strata: Mapping[str, Sequence[_Bundle]], quotas: Quotas) -> dict[Cell, list[_Bundle]]:
    """Part the strata by what the quotas tell apart; the order stays."""
    cells: dict[Cell, list[_Bundle]] = defaultdict(list)
    for stratum, queue in strata.items():
        for bundle in queue:
            cells[Cell(stratum, tuple(classes(bundle[0].traits, quotas)), len(bundle))].append(bundle)
    return cells


def _by_chance(pool: Sequence[Proposal], seed: int) -> list[Proposal]:
    return sorted(pool, key=lambda p: (rank(seed, "draw", p.item.item_id), p.item.item_id))


def _in_turn_of_groups(pool: Sequence[Proposal], seed: int) -> list[_Bundle]:
    """Order by chance, the first item of every group before the second of any."""
    seen: dict[str, int] = defaultdict(int)
    keyed = []
    for proposal in _by_chance(pool, seed):
        keyed.append((seen[proposal.item.group], proposal))
        seen[proposal.item.group] += 1
    return [(proposal,) for _, proposal in sorted(keyed, key=lambda entry: entry[0])]


def _whole_groups(pool: Sequence[Proposal], seed: int) -> list[_Bundle]:
    """Order groups by chance, each with all its items."""
    groups: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in _by_chance(pool, seed):
        groups[proposal.item.group].append(proposal)
    return [tuple(bundle) for bundle in groups.values()]


def _in_turn(strata: Sequence[Sequence[_Bundle]], wanted: int) -> Iterator[_Bundle]:
    """Take a bundle of every stratum in turn, until the next one does not fit."""
    left = wanted
    for turn in range(max((len(queue) for queue in strata), default=0)):
        for queue in strata:
            if turn < len(queue):
                left -= len(queue[turn])
                if left < 0:
                    return
                yield queue[turn]
