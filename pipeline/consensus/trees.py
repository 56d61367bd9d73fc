"""Vote on dependency trees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Arc: TypeAlias = tuple[int, str]
"""A token's head, counted from 1 with 0 for the root, and its relation to it."""


@dataclass(frozen=True, slots=True)
class TreeVote:
    """The best tree, an arc a token, or None if the arcs drawn make none.

    ``open`` lists the tokens, counted from 1, whose arc in the tree was drawn by no more than half of the
    annotators, all tokens if there is no tree. ``support`` is the mean share of annotators who drew the arc.
    """

    arcs: tuple[Arc, ...] | None
    open: tuple[int, ...]
    support: float


def tree_vote(answers: Sequence[Sequence[Arc]]) -> TreeVote:
    """Decode the tree with the most votes for its (head, relation) pairs.

    A tree here is projective and head-final: every head lies to the right, the last token is the root. Only
    arcs that somebody drew are used. ``answers`` has each annotator's arc for each token. The order of the
    annotators does not matter: of trees with equally many votes, the one is taken in which, from the root
    down, the first dependent of a head lies furthest right, and of relations the first in the order of
    strings.

    Every subtree of such a tree is a run of tokens that ends in its head, so the best tree over the tokens
    i … j with head j splits off the run of j's first dependent c, i … c:
    best(i, j) = max_c best(i, c) + votes(c, j) + best(c + 1, j). Time is cubic, or better where few arcs
    differ.

    Raises ValueError where there are no answers or they differ in length.

    >>> tree_vote([[(2, "NP_SBJ"), (0, "VP")], [(2, "NP_SBJ"), (0, "VP")], [(2, "NP_AJT"), (0, "VP")]]).arcs
    ((2, 'NP_SBJ'), (0, 'VP'))
    """
    tokens = _length(answers)
    votes = [Counter(answer[token] for answer in answers) for token in range(tokens)]
    arcs = _decode([_best_relations(counts) for counts in votes])
    if arcs is None:
        return TreeVote(arcs=None, open=tuple(range(1, tokens + 1)), support=0.0)
    drawn = [counts[arc] for counts, arc in zip(votes, arcs, strict=True)]
    return TreeVote(
        arcs=arcs,
        open=tuple(token for token, count in enumerate(drawn, start=1) if 2 * count <= len(answers)),
        support=sum(drawn) / (len(answers) * tokens),
    )


def _length(answers: Sequence[Sequence[Arc]]) -> int:
    lengths = {len(answer) for answer in answers}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError(f"the answers must have one number of tokens, 1 or more: {sorted(lengths)}")
    return lengths.pop()


def _best_relations(counts: Counter[Arc]) -> dict[int, tuple[int, str]]:
    """Give the votes and the relation of the best arc to each head."""
    best: dict[int, tuple[int, str]] = {}
    for head, relation in sorted(counts):
        count = counts[head, relation]
        if head not in best or count > best[head][0]:
            best[head] = (count, relation)
    return best


def _decode(heads: list[dict[int, tuple[int, str]]]) -> tuple[Arc, ...] | None:
    tokens = len(heads)
    if 0 not in heads[-1]:
        return None
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for head in range(1, tokens + 1):
        dependents = [token for token in range(1, head) if head in heads[token - 1]]
        for start in range(head - 1, 0, -1):
            splits = [
                (
                    _votes(best, start, first) + heads[first - 1][head][0] + _votes(best, first + 1, head),
                    first,
                )
                for first in dependents
                if _covers(best, start, first) and _covers(best, first + 1, head)
            ]
            if splits:
                best[start, head] = max(splits)
    if not _covers(best, 1, tokens):
        return None
    arcs: list[Arc] = [(0, heads[-1][0][1])] * tokens
    runs = [(1, tokens)]
    while runs:
        start, head = runs.pop()
        if start < head:
            first = best[start, head][1]
            arcs[first - 1] = (head, heads[first - 1][head][1])
            runs += [(start, first), (first + 1, head)]
    return tuple(arcs)


def _covers(best: dict[tuple[int, int], tuple[int, int]], start: int, head: int) -> bool:
    """Tell whether the tokens from start on can hang on the head."""
    return start == head or (start, head) in best


def _votes(best: dict[tuple[int, int], tuple[int, int]], start: int, head: int) -> int:
    return 0 if start == head else best[start, head][0]
