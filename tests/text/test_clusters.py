from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.clusters import Clustering, Member, cluster

NAMES = "abcdefghij"
EDGES = st.frozensets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda e: e[0] < e[1]))
TIES = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from("12"), max_size=2, unique=True).map(tuple)
)
LABELS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["train", "dev", "test"]))

Edges = frozenset[tuple[str, str]]


def clustered(edges: Edges, members: list[Member]) -> Clustering:
    def neighbours(name: str) -> list[str]:
        return [other for edge in edges if name in edge for other in edge if other != name]

    return cluster(members, neighbours, lambda one, other: (min(one, other), max(one, other)) in edges)


def members(ties: dict[str, tuple[str, ...]], labels: dict[str, str]) -> list[Member]:
    return [Member(name, ties.get(name, ()), labels.get(name)) for name in NAMES]


@given(EDGES, TIES)
def test_without_labels_clusters_are_the_connected_components(
    edges: Edges, ties: dict[str, tuple[str, ...]]
) -> None:
    shared = {
        (one, two) for one, two in combinations(NAMES, 2) if set(ties.get(one, ())) & set(ties.get(two, ()))
    }
    component = {name: {name} for name in NAMES}
    for one, two in sorted(edges | shared):
        joined = component[one] | component[two]
        component |= dict.fromkeys(joined, joined)
    result = clustered(edges, members(ties, {}))
    assert result.names == {name: min(component[name]) for name in NAMES}
    assert result.bridges == {}


@given(EDGES, TIES, LABELS, st.randoms(use_true_random=False))
def test_the_order_of_members_is_of_no_account(
    edges: Edges, ties: dict[str, tuple[str, ...]], labels: dict[str, str], rng: random.Random
) -> None:
    ordered = members(ties, labels)
    shuffled = rng.sample(ordered, len(ordered))
    assert clustered(edges, ordered) == clustered(edges, shuffled)


@given(EDGES, TIES, LABELS)
def test_labels_are_kept_apart(
    edges: Edges, ties: dict[str, tuple[str, ...]], labels: dict[str, str]
) -> None:
    result = clustered(edges, members(ties, labels))
    label_of: dict[str, set[str]] = {}
    for name, root in result.names.items():
        label_of.setdefault(root, set()).update({labels[name]} if name in labels else set())
    assert all(len(found) <= 1 for found in label_of.values())
    assert set(NAMES) - set(result.names) == set(result.bridges) - set(labels)
    tied = {
        (one, two) for one, two in combinations(NAMES, 2) if set(ties.get(one, ())) & set(ties.get(two, ()))
    }
    for one, two in edges | tied:
        if {one, two} <= set(result.names):
            both = label_of[result.names[one]] | label_of[result.names[two]]
            assert result.names[one] == result.names[two] or (len(both) == 2 and {one, two} <= set(labels))


def test_a_member_similar_to_two_labels_is_left_out_and_its_neighbours_are_not() -> None:
    edges = frozenset({("a", "x"), ("x", "y"), ("b", "y")})
    found = clustered(
        edges, [Member("a", label="train"), Member("b", label="test"), Member("x"), Member("y")]
    )
    assert found.bridges == {"y": ("test", "train")}
    assert found.names == {"a": "a", "x": "a", "b": "b"}


def test_labelled_members_that_became_similar_stay_and_are_named() -> None:
    found = clustered(frozenset({("a", "b")}), [Member("a", label="train"), Member("b", label="test")])
    assert found.names == {"a": "a", "b": "b"}
    assert found.bridges == {"b": ("test", "train")}
