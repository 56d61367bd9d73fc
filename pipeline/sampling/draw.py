"""Chooses items from candidates: quotas by split, strata in turn, groups before repeats, chance by hash.

The choice depends on the candidates and the seed alone: not on their order, their shard or the workers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ids import rank
from pipeline.model import SPLITS, Item, Split


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn for one split, against what was wanted."""

    split: Split
    wanted: int
    items: tuple[Item[str], ...]


def quotas(total: int, shares: Mapping[Split, float]) -> dict[Split, int]:
    """Divide a total by shares, the remainder by the largest fractions.

    >>> quotas(5, {"train": 0.8, "dev": 0.1, "test": 0.1})
    {'train': 4, 'dev': 1, 'test': 0}
    """
    exact = {split: total * shares[split] for split in SPLITS}
    parts = {split: int(exact[split] + 1e-9) for split in SPLITS}
    by_fraction = sorted(SPLITS, key=lambda split: (parts[split] - exact[split], SPLITS.index(split)))
    for split in by_fraction[: total - sum(parts.values())]:
        parts[split] += 1
    return parts


def draw(
    items: Iterable[Item[str]], wanted: Mapping[Split, int], seed: int, *, whole_groups: bool = False
) -> list[Drawn]:
    """Draw as many items of each split as wanted, or as there are; with ``whole_groups`` no part of a group.

    Items of the same content (a sentence that two documents have) count once, as the least of them; if their
    documents are in different splits, none is drawn, for it would leak.
    """
    splits: dict[str, set[Split]] = defaultdict(set)
    items = list(items)
    for item in items:
        splits[item.item_id].add(item.placement)
    items = [item for item in items if len(splits[item.item_id]) == 1]
    pools: dict[Split, dict[str, list[Item[str]]]] = {split: defaultdict(list) for split in SPLITS}
    for item in {item.item_id: item for item in sorted(items, key=_origin, reverse=True)}.values():
        pools[item.placement][item.stratum].append(item)
    drawn = []
    for split in SPLITS:
        bundles = _whole_groups if whole_groups else _in_turn_of_groups
        strata = [bundles(pool, seed) for _, pool in sorted(pools[split].items())]
        taken: list[Item[str]] = []
        for bundle in _in_turn(strata):
            if len(taken) + len(bundle) > wanted[split]:
                break
            taken += bundle
        drawn.append(Drawn(split, wanted[split], tuple(taken)))
    return drawn


_Bundle = tuple[Item[str], ...]
"""Items that are drawn together or not at all."""


def _origin(item: Item[str]) -> tuple[tuple[str, ...], str, str, str]:
    return (item.text_ids, item.placement, item.stratum, item.group)


def _by_chance(items: Sequence[Item[str]], seed: int) -> list[Item[str]]:
    return sorted(items, key=lambda item: (rank(seed, "draw", item.item_id), item.item_id))


def _in_turn_of_groups(items: Sequence[Item[str]], seed: int) -> list[_Bundle]:
    """Order by chance, the first item of every group before the second of any."""
    seen: dict[str, int] = defaultdict(int)
    keyed = []
    for item in _by_chance(items, seed):
        keyed.append((seen[item.group], item))
        seen[item.group] += 1
    return [(item,) for _, item in sorted(keyed, key=lambda entry: entry[0])]


def _whole_groups(items: Sequence[Item[str]], seed: int) -> list[_Bundle]:
    """Order groups by chance, each with all its items."""
    groups: dict[str, list[Item[str]]] = defaultdict(list)
    for item in _by_chance(items, seed):
        groups[item.group].append(item)
    return [tuple(bundle) for bundle in groups.values()]


def _in_turn(strata: Sequence[Sequence[_Bundle]]) -> Iterator[_Bundle]:
    for turn in range(max((len(stratum) for stratum in strata), default=0)):
        for stratum in strata:
            if turn < len(stratum):
                yield stratum[turn]
