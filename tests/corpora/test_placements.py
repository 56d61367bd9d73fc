from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpora.placements import Bridge, Cluster, Placed, place, place_groups
from pipeline.model import SPLITS, Placement, Split

SHARES: dict[Split, float] = {"train": 0.8, "dev": 0.1, "test": 0.1}


@st.composite
def clusterings(draw: st.DrawFn) -> list[Cluster]:
    """Partition some members into clusters of two strata."""
    rng = draw(st.randoms(use_true_random=False))
    names = [f"m{number}" for number in range(draw(st.integers(0, 60)))]
    clusters: list[list[str]] = []
    for name in names:
        if clusters and rng.random() < 0.3:
            rng.choice(clusters).append(name)
        else:
            clusters.append([name])
    return [Cluster(min(own), rng.choice("xy"), tuple(sorted(own))) for own in clusters]


SHARINGS = (
    st.lists(st.integers(0, 10), min_size=3, max_size=3)
    .filter(any)
    .map(
        lambda weights: {split: weight / sum(weights) for split, weight in zip(SPLITS, weights, strict=True)}
    )
)


@given(clusterings(), SHARINGS, st.integers())
def test_everything_is_placed_once_and_clusters_stay_together(
    clusters: list[Cluster], shares: dict[Split, float], seed: int
) -> None:
    placed = place(clusters, shares, [], seed)
    assert placed.bridges == ()
    assert [p.member for p in placed.placements] == sorted(m for c in clusters for m in c.members)
    split_of = {p.member: (p.split, p.cluster, p.stratum) for p in placed.placements}
    assert all(
        {split_of[m] for m in c.members} == {(split_of[c.members[0]][0], c.name, c.stratum)} for c in clusters
    )


@given(clusterings(), SHARINGS, st.integers())
def test_shares_hold_to_within_a_cluster_in_every_stratum(
    clusters: list[Cluster], shares: dict[Split, float], seed: int
) -> None:
    placed = place(clusters, shares, [], seed).placements
    for stratum in {cluster.stratum for cluster in clusters}:
        counts = Counter(p.split for p in placed if p.stratum == stratum)
        largest = max(len(cluster.members) for cluster in clusters if cluster.stratum == stratum)
        for split in SPLITS:
            assert abs(counts[split] - shares[split] * counts.total()) <= largest + 1e-9
            assert counts[split] == 0 or shares[split] > 0


@given(clusterings(), clusterings(), st.randoms(use_true_random=False), st.integers())
def test_the_order_is_of_no_account(
    first: list[Cluster], second: list[Cluster], rng: random.Random, seed: int
) -> None:
    before = place(first, SHARES, [], seed).placements
    shuffled = [Cluster(c.name, c.stratum, tuple(rng.sample(c.members, len(c.members)))) for c in second]
    again = place(rng.sample(shuffled, len(shuffled)), SHARES, rng.sample(before, len(before)), seed)
    assert again == place(second, SHARES, before, seed)


@given(clusterings(), clusterings(), st.integers())
def test_what_was_placed_stays_and_what_is_new_joins_it_or_is_left_out(
    first: list[Cluster], second: list[Cluster], seed: int
) -> None:
    before = place(first, SHARES, [], seed).placements
    split_of = {p.member: p.split for p in before}
    result = place(second, SHARES, before, seed)
    assert not {p.member for p in result.placements} & set(split_of)
    new = {p.member: p for p in result.placements}
    bridging = {bridge.member: bridge.splits for bridge in result.bridges}
    for cluster in second:
        splits = {split_of[m] for m in cluster.members if m in split_of}
        for member in set(cluster.members) - set(split_of):
            if len(splits) > 1:
                assert set(bridging[member]) == splits
            elif splits:
                assert {new[member].split} == splits
            else:
                assert new[member].cluster == cluster.name
    assert place(second, SHARES, [*before, *result.placements], seed) == Placed((), result.bridges)


@pytest.mark.parametrize("seed", range(20))
def test_forty_documents_are_split_exactly(seed: int) -> None:
    clusters = [Cluster(f"{number}", "news", (f"{number}",)) for number in range(40)]
    placed = place(clusters, SHARES, [], seed).placements
    assert Counter(p.split for p in placed) == {"train": 32, "dev": 4, "test": 4}


def test_shares_also_hold_when_documents_come_in_portions() -> None:
    before: tuple[Placement, ...] = ()
    for number in range(200):
        before += place([Cluster(f"{number}", "news", (f"{number}",))], SHARES, before, 1).placements
        counts = Counter(p.split for p in before)
        assert all(abs(counts[split] - SHARES[split] * len(before)) <= 1 for split in SPLITS)


def test_the_seed_decides_which_cluster_goes_where() -> None:
    clusters = [Cluster(f"{number}", "news", (f"{number}",)) for number in range(40)]
    assert place(clusters, SHARES, [], 1) != place(clusters, SHARES, [], 2)


def test_a_giant_cluster_goes_to_the_largest_split() -> None:
    clusters = [Cluster(f"{number}", "wiki", (f"{number}",)) for number in range(40)]
    giant = Cluster("stubs", "wiki", tuple(f"stub {number}" for number in range(100)))
    for seed in range(20):
        assert {
            p.split for p in place([*clusters, giant], SHARES, [], seed).placements if p.cluster == "stubs"
        } == {"train"}


def test_a_new_document_takes_over_the_placement_of_its_cluster() -> None:
    old = Placement("b", "b", "news", "test")
    placed = place([Cluster("a", "wiki", ("a", "b"))], SHARES, [old], 1)
    assert placed == Placed((Placement("a", "b", "news", "test"),), ())


def test_a_new_document_between_two_splits_is_left_out() -> None:
    old = [Placement("a", "a", "news", "train"), Placement("b", "b", "news", "test")]
    placed = place([Cluster("a", "news", ("a", "b", "c"))], SHARES, old, 1)
    assert placed == Placed((), (Bridge("c", ("train", "test")),))


def test_groups_are_placed_beside_those_that_are_there() -> None:
    strata = {f"goal:{number}": "숙소" for number in range(20)}
    before = place_groups(dict(list(strata.items())[:10]), SHARES, [], 1)
    after = place_groups(strata, SHARES, before, 1)
    assert after[:10] == before
    assert {p.member for p in after} == set(strata)
    assert all(p.cluster == p.member and p.stratum == "숙소" for p in after)
    assert Counter(p.split for p in after) == {"train": 16, "dev": 2, "test": 2}
    assert place_groups(strata, SHARES, after, 1) == after
