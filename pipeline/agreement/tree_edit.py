"""Distances between labelled, ordered trees.

Zhang, K. and Shasha, D. (1989). Simple fast algorithms for the editing distance between trees and related
problems. SIAM Journal on Computing 18, 1245–1262. Skjærholt, A. (2014). A chance-corrected measure of
inter-annotator agreement for syntax. Proceedings of ACL 52, 934–944, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

TreeDistance = Literal["plain", "diff", "norm"]
"""Skjærholt's distances of trees x and y of |x| and |y| nodes: ``plain`` TED(x, y), ``diff``
TED(x, y) − ||x| − |y||, ``norm`` TED(x, y) / (|x| + |y|)."""


@dataclass(frozen=True, slots=True)
class OrderedTree:
    """A tree by its nodes in postorder: their labels, and the number of the leftmost leaf below each."""

    labels: tuple[Hashable, ...]
    leftmost: tuple[int, ...]

    @classmethod
    def of_dependencies(cls, heads: Sequence[int], relations: Sequence[Hashable]) -> OrderedTree:
        """Give the tree in which a token is a node labelled with its relation, below a root labelled None.

        ``heads`` count from 1, 0 is the root; children stand in the order of their tokens. Raises ValueError
        where the heads make no tree.
        """
        children: list[list[int]] = [[] for _ in range(len(heads) + 1)]
        for token, head in enumerate(heads, start=1):
            if not 0 <= head <= len(heads):
                raise ValueError(f"token {token} has head {head}, and there are {len(heads)} tokens")
            children[head].append(token)
        labels: list[Hashable] = []
        leftmost: list[int] = []
        waiting = [(0, False)]
        first: dict[int, int] = {}
        while waiting:
            token, below_done = waiting.pop()
            if below_done:
                labels.append(relations[token - 1] if token else None)
                leftmost.append(first[token])
                continue
            first[token] = len(labels)
            waiting.append((token, True))
            waiting.extend((child, False) for child in reversed(children[token]))
        if len(labels) <= len(heads):
            raise ValueError(f"the heads {list(heads)} make no tree: not every token hangs from the root")
        return cls(tuple(labels), tuple(leftmost))

    def __len__(self) -> int:
        """Give the number of nodes."""
        return len(self.labels)

    def key_roots(self) -> list[int]:
        """Give the root, and the nodes with a sibling on their left: no two share a leftmost leaf."""
        return sorted({leaf: node for node, leaf in enumerate(self.leftmost)}.values())


def tree_distance(one: OrderedTree, other: OrderedTree, kind: TreeDistance) -> float:
    """Give the distance of two trees.

    >>> one = OrderedTree.of_dependencies([2, 0], ["NP_SBJ", "VP"])
    >>> tree_distance(one, OrderedTree.of_dependencies([2, 0], ["NP_AJT", "VP"]), "plain")
    1.0
    """
    edits = edit_distance(one, other)
    if kind == "diff":
        return float(edits - abs(len(one) - len(other)))
    return edits / (len(one) + len(other)) if kind == "norm" else float(edits)


def edit_distance(one: OrderedTree, other: OrderedTree) -> int:
    """Count the fewest insertions, deletions and relabellings of nodes that turn one tree into the other."""
    if one == other:
        return 0
    between = [[0] * len(other) for _ in range(len(one))]
    roots = other.key_roots()
    for root in one.key_roots():
        for other_root in roots:
            _compare(one, root, other, other_root, between)
    return between[-1][-1]


def _compare(
    one: OrderedTree, root: int, other: OrderedTree, other_root: int, between: list[list[int]]
) -> None:
    """Fill in the distances between the trees below two key roots that share their leftmost leaves."""
    start, begin = one.leftmost[root], other.leftmost[other_root]
    # For each node: its number, the forest left of its tree, its label, whether its tree is all there is.
    columns = [
        (node, other.leftmost[node] - begin, other.labels[node], other.leftmost[node] == begin)
        for node in range(begin, other_root + 1)
    ]
    forests = [list(range(len(columns) + 1))]
    for node in range(start, root + 1):
        above, left = forests[-1], forests[one.leftmost[node] - start]
        label, whole, trees = one.labels[node], one.leftmost[node] == start, between[node]
        best = above[0] + 1
        row = [best]
        for column, (other_node, other_left, other_label, other_whole) in enumerate(columns):
            best += 1
            deleted = above[column + 1] + 1
            if deleted < best:
                best = deleted
            if whole and other_whole:
                matched = above[column] + (label != other_label)
                if matched < best:
                    best = matched
                trees[other_node] = best
            else:
                matched = left[other_left] + trees[other_node]
                if matched < best:
                    best = matched
            row.append(best)
        forests.append(row)
