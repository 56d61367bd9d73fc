from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from builders import headline, item
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import SPLITS
from pipeline.sampling import draw as drawing
from pipeline.sampling.traits import Proposal, Traits

NOTHING = {"train": 0, "dev": 0, "test": 0}


@dataclass(frozen=True)
class Part:
    """What was drawn for a split: its items."""

    split: str
    wanted: int
    items: tuple


def proposed(items):
    return [Proposal(each, Traits(each.source, "news", each.stratum, 10, 0)) for each in items]


def draw(items, wanted, seed, **options):
    return [
        Part(part.split, part.wanted, tuple(proposal.item for proposal in part.proposals))
        for part in drawing.draw(proposed(items), wanted, seed, **options)
    ]


@st.composite
def pools(draw):
    """Different items, in splits and strata; groups, as documents, lie within a stratum."""
    places = draw(
        st.lists(st.tuples(st.sampled_from(SPLITS), st.sampled_from("가나다"), st.sampled_from("12")))
    )
    return [
        item(headline(f"표제 {number}"), placement=split, stratum=stratum, group=f"{split}{stratum}{group}")
        for number, (split, stratum, group) in enumerate(places)
    ]


WANTED = st.fixed_dictionaries({split: st.integers(0, 8) for split in SPLITS})
SEEDS = st.integers(0, 99)


@given(pools(), WANTED, SEEDS)
def test_as_many_are_drawn_as_wanted_or_as_there_are(pool, wanted, seed):
    drawn = draw(pool, wanted, seed)
    assert [part.split for part in drawn] == list(SPLITS)
    for part in drawn:
        there = [each for each in pool if each.placement == part.split]
        assert part.wanted == wanted[part.split]
        assert len(part.items) == min(part.wanted, len(there))
        assert len(set(part.items)) == len(part.items)
        assert set(part.items) <= set(there)


@given(pools(), WANTED, SEEDS)
def test_strata_are_drawn_from_equally_until_they_are_used_up(pool, wanted, seed):
    for part in draw(pool, wanted, seed):
        there = Counter(each.stratum for each in pool if each.placement == part.split)
        taken = Counter(each.stratum for each in part.items)
        unexhausted = [taken[stratum] for stratum in there if taken[stratum] < there[stratum]]
        assert all(max(taken.values(), default=0) - count <= 1 for count in unexhausted)


@given(pools(), WANTED, SEEDS)
def test_every_group_is_drawn_from_before_any_is_drawn_from_again(pool, wanted, seed):
    for part in draw(pool, wanted, seed):
        for stratum in {each.stratum for each in part.items}:
            own = [each for each in pool if (each.placement, each.stratum) == (part.split, stratum)]
            there = Counter(each.group for each in own)
            taken = Counter(each.group for each in part.items if each.stratum == stratum)
            waiting = [taken[group] for group in there if taken[group] < there[group]]
            assert all(max(taken.values(), default=0) - count <= 1 for count in waiting)


@given(pools(), WANTED, SEEDS, st.data())
def test_the_order_of_the_candidates_does_not_matter(pool, wanted, seed, data):
    assert draw(data.draw(st.permutations(pool)), wanted, seed) == draw(pool, wanted, seed)


@given(pools(), WANTED, SEEDS, st.data())
def test_shards_may_be_drawn_from_first(pool, wanted, seed, data):
    """What a worker proposes of its documents is all that a draw over all documents could take."""
    groups = sorted({each.group for each in pool})
    shard_of = {group: data.draw(st.integers(0, 2)) for group in groups}
    found = [
        proposal.item
        for shard in range(3)
        for split in SPLITS
        for proposal in drawing.shortlist(
            proposed(each for each in pool if (shard_of[each.group], each.placement) == (shard, split)),
            wanted[split],
            0,
            seed,
        )
    ]
    assert draw(found, wanted, seed) == draw(pool, wanted, seed)


@given(pools(), WANTED, SEEDS)
def test_a_larger_draw_holds_the_smaller(pool, wanted, seed):
    larger = draw(pool, {split: count + 2 for split, count in wanted.items()}, seed)
    for small, large in zip(draw(pool, wanted, seed), larger, strict=True):
        assert large.items[: len(small.items)] == small.items


@given(pools(), WANTED, SEEDS, st.data())
def test_whole_groups_are_drawn_whole_or_not_at_all(pool, wanted, seed, data):
    drawn = draw(pool, wanted, seed, whole_groups=True)
    assert draw(data.draw(st.permutations(pool)), wanted, seed, whole_groups=True) == drawn
    for part in drawn:
        there = Counter(each.group for each in pool if each.placement == part.split)
        taken = Counter(each.group for each in part.items)
        room = part.wanted - len(part.items)
        assert room >= 0
        assert all(taken[group] == there[group] for group in taken)
        left_out = [there[group] for group in there if group not in taken]
        assert not left_out or max(left_out) > room, "it stops at the first group that does not fit"


def copies(*splits):
    """The same content, of as many documents."""
    return [
        item(placement=split, stratum=f"{number}", group=f"d{number}", text_ids=(f"t{number}",))
        for number, split in enumerate(splits)
    ]


@given(st.permutations(copies("dev", "dev", "dev")))
def test_what_two_documents_have_counts_once_whichever_comes_first(found):
    drawn = draw(found, dict.fromkeys(SPLITS, 5), 0)
    assert [each for part in drawn for each in part.items] == copies("dev")


@given(st.permutations(copies("train", "test", "train")))
def test_what_documents_of_different_splits_have_is_not_drawn(found):
    other = item(headline("다른 표제"), placement="test")
    drawn = draw([*found, other], dict.fromkeys(SPLITS, 5), 0)
    assert [each for part in drawn for each in part.items] == [other]


def test_the_seed_decides():
    pool = [item(headline(f"표제 {number}")) for number in range(50)]
    wanted = NOTHING | {"train": 5}
    assert len({draw(pool, wanted, seed)[0].items for seed in range(5)}) == 5


def test_chance_is_fair():
    """Every item is drawn about equally often."""
    pool = [item(headline(f"표제 {number}")) for number in range(10)]
    taken = Counter(
        found.item_id for seed in range(1000) for found in draw(pool, NOTHING | {"train": 3}, seed)[0].items
    )
    assert all(abs(taken[each.item_id] - 300) < 75 for each in pool)


def test_nothing_is_drawn_of_nothing():
    assert all(part.items == () for part in draw([], dict.fromkeys(SPLITS, 3), 0))
    assert all(part.items == () for part in draw([replace(item(), placement="dev")], NOTHING, 0))
