"""α of dependency trees, against chance within the sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.bootstrap import RESAMPLES, Coverage
from pipeline.agreement.encoding import in_order, sort_key
from pipeline.agreement.legal_trees import LegalTrees, ways
from pipeline.agreement.ratio import ratio_of_sums
from pipeline.agreement.tree_edit import OrderedTree, TreeDistance, tree_distance
from pipeline.ids import stable_id

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from pipeline.agreement.arrays import Floats
    from pipeline.agreement.bootstrap import IntervalMethod
    from pipeline.model import Agreement

PAIRS = 1_000
"""Pairs of random trees that chance is taken from, shared out by the sentences of each length, …"""
LEAST_PAIRS = 10
"""… but so many at least for each length."""


@dataclass(frozen=True, slots=True)
class Parse:
    """One annotator's tree of one sentence: heads counted from 1, 0 for the root, and relations, by token.

    ``group`` is what a resample keeps together, the sentence itself if it is None.
    """

    unit: Hashable
    annotator: Hashable
    heads: tuple[int, ...]
    relations: tuple[Hashable, ...]
    group: Hashable | None = None


@dataclass(frozen=True, slots=True)
class TreeAlpha:
    """α whose D_e is the mean over ``pairs`` pairs of random trees.

    ``standard_error`` is that of α by this sampling alone; None where α is.
    """

    agreement: Agreement
    standard_error: float | None
    pairs: int


def tree_alpha(
    parses: Iterable[Parse],
    distance: TreeDistance = "plain",
    *,
    measure: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
    interval: IntervalMethod = "percentile",
) -> TreeAlpha:
    """Measure how far annotators draw the same trees, beyond what the sentences alone would make them.

    α = 1 − D_o / D_e over squared distances between trees, as Skjærholt (2014) takes them. D_o is his: the
    mean, over parses, of the mean squared distance to the other parses of the sentence. His D_e compares
    parses of different sentences, which differ for their lengths alone, so that any annotator seems to agree.
    Here it is the mean squared distance between two random trees of the same sentence: legal trees
    (:mod:`~pipeline.agreement.legal_trees`) of its number of tokens, from the distribution of greatest
    entropy in which each arc, a relative head with its relation, is on average as frequent as the annotators
    drew it. Trees drawn without a look at the sentence so have α 0. Each sentence's chance weighs by its
    parses. Trees of one sentence have as many nodes, so "diff" is "plain"; "plain" weighs a sentence by about
    the square of its length, "norm" all alike. Resamples redraw the sentences, not the frequencies of arcs.

    ``measure`` is ``alpha_tree_<distance>_within_sentence`` if it is not given; items are sentences, ratings
    parses. Raises ValueError where an annotator parses a sentence twice, parses of a sentence differ in
    length or group, or a tree is not legal.
    """
    sentences = _sentences(parses)
    trees = {
        length: [own for own in sentences if len(own[0].heads) == length]
        for length in sorted({len(own[0].heads) for own in sentences})
    }
    chance = _chance(trees, distance, seed)
    observed = [_observed(own, distance) for own in sentences]
    expected = [len(own) * float(chance[len(own[0].heads)].mean()) for own in sentences]
    agreement = ratio_of_sums(
        np.subtract(expected, observed),
        expected,
        [_group(own[0]) for own in sentences],
        coverage=_coverage(sentences),
        measure=measure or f"alpha_tree_{distance}_within_sentence",
        undefined="the arcs that were drawn leave each sentence one tree"
        if sentences
        else "no sentence was parsed by two annotators",
        resamples=resamples,
        seed=seed,
        interval=interval,
    )
    pairs = sum(map(len, chance.values()))
    if agreement.value is None:
        return TreeAlpha(agreement, None, pairs)
    variance = sum(
        sum(map(len, trees[length])) ** 2 * float(squares.var()) / (len(squares) - 1)
        for length, squares in chance.items()
    )
    return TreeAlpha(agreement, (1 - agreement.value) * float(np.sqrt(variance)) / sum(expected), pairs)


def _sentences(parses: Iterable[Parse]) -> list[list[Parse]]:
    """Bring together the parses of each sentence in order, and keep the sentences with two or more."""
    by_unit: dict[Hashable, dict[Hashable, Parse]] = {}
    for parse in parses:
        own = by_unit.setdefault(parse.unit, {})
        if parse.annotator in own:
            raise ValueError(f"{parse.annotator!r} parses sentence {parse.unit!r} a second time")
        own[parse.annotator] = parse
        first = next(iter(own.values()))
        if (len(parse.heads), parse.group) != (len(first.heads), first.group):
            raise ValueError(
                f"sentence {parse.unit!r}: {first.annotator!r} and {parse.annotator!r} parse "
                "a sentence of different length or group"
            )
    units = list(by_unit)
    ordered = (by_unit[units[position]] for position in in_order(units))
    return [[own[name] for name in sorted(own, key=sort_key)] for own in ordered if len(own) > 1]


def _observed(own: list[Parse], distance: TreeDistance) -> float:
    """Sum, over parses, the mean squared distance to the others."""
    if len({(parse.heads, parse.relations) for parse in own}) == 1:
        return 0.0
    trees = [OrderedTree.of_dependencies(parse.heads, parse.relations) for parse in own]
    squares = (tree_distance(one, other, distance) ** 2 for one, other in combinations(trees, 2))
    return 2 * sum(squares) / (len(own) - 1)


def _chance(trees: dict[int, list[list[Parse]]], distance: TreeDistance, seed: int) -> dict[int, Floats]:
    """Draw squared distances between random trees, by number of tokens."""
    if not trees:
        return {}
    each = PAIRS / sum(map(len, trees.values()))
    legal = LegalTrees.like(
        (ways(parse.heads), parse.relations) for same in trees.values() for own in same for parse in own
    )
    chance = {}
    for length, same in trees.items():
        generator = np.random.default_rng(int(stable_id(str(seed), "trees", str(length)), 16))
        chance[length] = np.square(
            [
                tree_distance(legal.draw(length, generator), legal.draw(length, generator), distance)
                for _ in range(max(LEAST_PAIRS, math.ceil(each * len(same))))
            ]
        )
    return chance


def _coverage(sentences: list[list[Parse]]) -> Coverage:
    return Coverage(
        items=len(sentences),
        groups=len({_group(own[0]) for own in sentences}),
        annotators=len({parse.annotator for own in sentences for parse in own}),
        ratings=sum(map(len, sentences)),
    )


def _group(parse: Parse) -> Hashable:
    return parse.unit if parse.group is None else parse.group
