"""Placements: which split a document belongs to, decided once and for all tasks.

Members of a cluster share a split. New clusters are placed in an order drawn by hash, each in the split that
lacks most members for its share of the cluster's stratum. So the shares hold in every stratum to within one
cluster at any time, and what has been placed stays where it is, whatever comes later.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ids import rank
from pipeline.model import SPLITS, Placement, Split


@dataclass(frozen=True, slots=True)
class Cluster:
    """Members that must share a split, and the stratum in which their cluster counts."""

    name: str
    stratum: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A new member that is not placed: its cluster holds members of several splits."""

    member: str
    splits: tuple[Split, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The new placements, sorted by member, and the new members that got none."""

    placements: tuple[Placement, ...]
    bridges: tuple[Bridge, ...]


def place(
    clusters: Iterable[Cluster], shares: Mapping[Split, float], before: Iterable[Placement], seed: int
) -> Placed:
    """Place what is not placed yet; no member may be in two clusters.

    A new member of a cluster that has a split gets it, with the old cluster's name and stratum. A new member
    of a cluster whose members were placed in several splits gets none. The result does not depend on the
    order of clusters or placements.
    """
    placed = {placement.member: placement for placement in before}
    tally: dict[str, Counter[Split]] = defaultdict(Counter)
    for placement in placed.values():
        tally[placement.stratum][placement.split] += 1
    new: list[Placement] = []
    bridges: list[Bridge] = []
    fresh: list[Cluster] = []
    for cluster in clusters:
        old = [placed[member] for member in cluster.members if member in placed]
        arrived = [member for member in cluster.members if member not in placed]
        splits = tuple(split for split in SPLITS if any(placement.split == split for placement in old))
        if not old:
            fresh.append(cluster)
        elif len(splits) > 1:
            bridges += [Bridge(member, splits) for member in arrived]
        else:
            home = min(old, key=lambda placement: (placement.cluster, placement.stratum))
            new += [Placement(member, home.cluster, home.stratum, home.split) for member in arrived]
            tally[home.stratum][home.split] += len(arrived)
    for cluster in sorted(fresh, key=lambda cluster: (rank(seed, "place", cluster.name), cluster.name)):
        counts = tally[cluster.stratum]
        split = _neediest(counts, shares, len(cluster.members))
        new += [Placement(member, cluster.name, cluster.stratum, split) for member in cluster.members]
        counts[split] += len(cluster.members)
    return Placed(
        tuple(sorted(new, key=lambda placement: placement.member)),
        tuple(sorted(bridges, key=lambda bridge: bridge.member)),
    )


def place_groups(
    strata: Mapping[str, str], shares: Mapping[Split, float], before: Sequence[Placement], seed: int
) -> list[Placement]:
    """Place groups of items that have no documents (``goal:…``), given with their strata.

    Returns ``before`` with the new placements after it.
    """
    groups = [Cluster(group, stratum, (group,)) for group, stratum in strata.items()]
    return [*before, *place(groups, shares, before, seed).placements]


def _neediest(counts: Counter[Split], shares: Mapping[Split, float], arriving: int) -> Split:
    """Give the split furthest below its share of the stratum as it will be; of equals, the first."""
    total = counts.total() + arriving
    return max(SPLITS, key=lambda split: shares[split] * total - counts[split])
