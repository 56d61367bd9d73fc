from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement.legal_trees import TO_ROOT, LegalTrees, ways
from pipeline.agreement.tree_edit import OrderedTree


def legal(tokens):
    """All legal trees of so many tokens."""
    found = []
    for heads in product(*(range(token + 1, tokens + 1) for token in range(1, tokens)), [0]):
        arcs = list(enumerate(heads[:-1], start=1))
        if not any(a < b < c < d for a, c in arcs for b, d in arcs):
            found.append(heads)
    return found


def drawn(trees, tokens, times, seed=0):
    generator = np.random.default_rng(seed)
    return Counter(trees.draw(tokens, generator) for _ in range(times))


@pytest.mark.parametrize(("tokens", "count"), [(1, 1), (2, 1), (3, 2), (4, 5), (5, 14), (6, 42)])
def test_there_are_as_many_as_catalans_number(tokens, count):
    assert len(legal(tokens)) == count
    for heads in legal(tokens):
        assert [token + way for token, way in enumerate(ways(heads), start=1)][:-1] == list(heads[:-1])
        assert ways(heads)[-1] == TO_ROOT


@given(st.lists(st.integers(-1, 7), min_size=1, max_size=6))
def test_what_is_not_legal_is_refused(heads):
    if tuple(heads) in legal(len(heads)):
        assert ways(heads)
    else:
        with pytest.raises(ValueError, match="lies to the right, and no arcs cross"):
            ways(heads)


def test_fitted_to_all_trees_it_draws_all_alike():
    every = legal(5)
    trees = LegalTrees.like((ways(heads), "abcde") for heads in every)
    counts = drawn(trees, 5, 7_000)
    shapes = Counter()
    for tree, count in counts.items():
        shapes[tree.leftmost] += count
    assert set(shapes) == {OrderedTree.of_dependencies(heads, "abcde").leftmost for heads in every}
    assert all(abs(count - 500) < 100 for count in shapes.values())


@given(st.lists(st.integers(1, 6).flatmap(lambda n: st.sampled_from(legal(n))), min_size=1, max_size=5))
def test_every_draw_is_legal(all_heads):
    trees = LegalTrees.like((ways(heads), [f"r{way}" for way in ways(heads)]) for heads in all_heads)
    legal_shapes = {
        length: {OrderedTree.of_dependencies(heads, ["x"] * length).leftmost for heads in legal(length)}
        for length in {len(heads) for heads in all_heads}
    }
    for length, shapes in legal_shapes.items():
        for tree in drawn(trees, length, 3):
            assert tree.leftmost in shapes
            assert tree.labels[-1] is None
            assert tree.labels[-2] == "r0"


def test_ways_and_relations_are_as_frequent_as_they_were():
    rng = np.random.default_rng(1)
    source = []
    for _ in range(300):
        heads = legal(6)[int(rng.choice(42, p=np.arange(1, 43) / 903))]
        source.append(
            (ways(heads), [("far" if way > 2 else "near") + "xy"[rng.integers(2)] for way in ways(heads)])
        )
    before = Counter(relation for _, relations in source for relation in relations)
    after = Counter()
    for tree, count in drawn(LegalTrees.like(source), 6, 3_000).items():
        for relation in tree.labels[:-1]:
            after[relation] += count
    for relation, count in before.items():
        assert after[relation] / 18_000 == pytest.approx(count / 1_800, abs=0.015)
