from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement import OrderedTree, edit_distance, tree_distance

# Skjærholt (2014), figure 2: three trees, the second with a modifier, the third without an object.
TRANSITIVE = OrderedTree.of_dependencies([2, 0, 4, 2], ["Subj", "Pred", "Det", "Obj"])
MODIFIED = OrderedTree.of_dependencies(
    [2, 0, 4, 2, 4, 5, 8, 6], ["Subj", "Pred", "Det", "Obj", "Atr", "Pred", "Det", "Obj"]
)
INTRANSITIVE = OrderedTree.of_dependencies([2, 0], ["Subj", "Pred"])
# Zhang and Shasha (1989), figure 4: f(d(a, c(b)), e) and f(c(d(a, b)), e) are at distance 2.
FIRST = OrderedTree(("a", "b", "c", "d", "e", "f"), (0, 1, 1, 0, 4, 0))
SECOND = OrderedTree(("a", "b", "d", "c", "e", "f"), (0, 1, 0, 0, 4, 0))


@st.composite
def trees(draw):
    """Any dependency trees, crossing arcs included."""
    count = draw(st.integers(1, 6))
    order = draw(st.permutations(range(1, count + 1)))
    heads = [0] * count
    for place, token in enumerate(order[1:], start=1):
        heads[token - 1] = draw(st.sampled_from([0, *order[:place]]))
    return OrderedTree.of_dependencies(heads, [draw(st.sampled_from("xy")) for _ in range(count)])


def forest(tree):
    """Give a tree as nested tuples (label, children)."""
    stack = []
    for node, (label, leftmost) in enumerate(zip(tree.labels, tree.leftmost, strict=True)):
        children = []
        while stack and stack[-1][0] >= leftmost:
            children.append(stack.pop()[1])
        stack.append((node, (label, tuple(reversed(children)))))
    return tuple(tree for _, tree in stack)


def size(trees_):
    return sum(1 + size(children) for _, children in trees_)


@cache
def recursion(one, other):
    """The edit distance of two forests from its definition, by their last roots."""
    if not one or not other:
        return size(one) + size(other)
    (label, below), (other_label, other_below) = one[-1], other[-1]
    return min(
        recursion(one[:-1] + below, other) + 1,
        recursion(one, other[:-1] + other_below) + 1,
        recursion(one[:-1], other[:-1]) + recursion(below, other_below) + (label != other_label),
    )


def test_published_examples():
    assert edit_distance(TRANSITIVE, MODIFIED) == tree_distance(TRANSITIVE, MODIFIED, "plain") == 4
    assert tree_distance(TRANSITIVE, MODIFIED, "diff") == tree_distance(TRANSITIVE, INTRANSITIVE, "diff") == 0
    assert tree_distance(TRANSITIVE, INTRANSITIVE, "norm") == 2 / (5 + 3)
    assert edit_distance(FIRST, SECOND) == 2


@given(trees(), trees())
def test_equals_the_definition(one, other):
    assert edit_distance(one, other) == recursion(forest(one), forest(other))


@given(trees(), trees(), trees())
def test_is_a_metric(one, other, third):
    between = edit_distance(one, other)
    assert between == edit_distance(other, one)
    assert (between == 0) == (one == other)
    assert between <= edit_distance(one, third) + edit_distance(third, other)
    assert 0 <= tree_distance(one, other, "norm") <= 1


@pytest.mark.parametrize(
    ("heads", "message"),
    [([2, 1], "not every token hangs from the root"), ([3, 0], "token 1 has head 3"), ([-1], "has head -1")],
)
def test_what_is_no_tree_is_refused(heads, message):
    with pytest.raises(ValueError, match=message):
        OrderedTree.of_dependencies(heads, ["x"] * len(heads))
