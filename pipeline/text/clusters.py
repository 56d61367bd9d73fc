"""Clusters of things that are tied to one another, which never tie what has been labelled apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """What is clustered: members that share a tie belong together, as do those found similar.

    Members with different labels never get into one cluster.
    """

    name: str
    ties: tuple[str, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Clustering:
    """The cluster of each member, named by its smallest one.

    ``bridges`` names the members that belong to clusters of several labels, with these. Those without a label
    of their own are in no cluster; those with one are in a cluster of their label.
    """

    names: dict[str, str]
    bridges: dict[str, tuple[str, ...]]


def cluster(
    members: Iterable[Member],
    proposed: Callable[[str], Iterable[str]],
    similar: Callable[[str, str], bool],
) -> Clustering:
    """Cluster members by their ties and by similarity, in an order that depends on their names alone.

    ``proposed`` gives the members worth comparing with one, ``similar`` compares two; both must be symmetric.
    Of a cluster that a member joins anyway no more is compared. Without labels the clusters are the connected
    components. With labels, members that have one come first, then the others by name; each joins
    everything it is tied or similar to, unless that has several labels.
    """
    forest = _Forest()
    label_of: dict[str, str] = {}
    holders: dict[str, list[str]] = {}
    bridges: dict[str, tuple[str, ...]] = {}
    for member in sorted(members, key=lambda member: (member.label is None, member.name)):
        roots = {forest.root(holder) for tie in member.ties for holder in holders.get(tie, ())}
        for other in proposed(member.name):
            if other in forest and forest.root(other) not in roots and similar(member.name, other):
                roots.add(forest.root(other))
        labels = {label_of[root] for root in roots if root in label_of}
        if member.label is not None:
            labels.add(member.label)
        if len(labels) > 1:
            bridges[member.name] = tuple(sorted(labels))
            if member.label is None:
                continue
            roots = {root for root in roots if label_of.get(root) == member.label}
        root = forest.add(member.name, roots)
        if labels:
            label_of[root] = member.label or labels.pop()
        for tie in member.ties:
            held = holders.setdefault(tie, [])
            if all(forest.root(holder) != root for holder in held):
                held.append(member.name)
    return Clustering({name: forest.root(name) for name in forest.names()}, bridges)


class _Forest:
    """Disjoint sets whose root is their smallest name."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parent

    def names(self) -> Collection[str]:
        return self._parent.keys()

    def root(self, name: str) -> str:
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def add(self, name: str, roots: Iterable[str]) -> str:
        """Add a name to the union of some sets and give the root."""
        merged = {name, *roots}
        root = min(merged)
        self._parent |= dict.fromkeys(merged, root)
        return root
