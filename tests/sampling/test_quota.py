from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import SPLITS
from pipeline.sampling.quota import Cell, fill, limits, quotas
from pipeline.sampling.traits import REST
from pipeline.settings import Quotas

KLUE = {"train": 0.8, "dev": 0.1, "test": 0.1}


@st.composite
def shares(draw):
    parts = draw(st.tuples(*[st.integers(0, 20)] * 3).filter(any))
    return dict(zip(SPLITS, [part / sum(parts) for part in parts], strict=True))


@given(st.integers(0, 10_000), shares())
def test_quotas_add_up_and_are_within_one_of_the_share(total, shares):
    parts = quotas(total, shares)
    assert sum(parts.values()) == total
    assert all(abs(parts[split] - total * shares[split]) < 1 + 1e-6 for split in SPLITS)


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (0, (0, 0, 0)),
        (1, (1, 0, 0)),
        (10, (8, 1, 1)),
        (5, (4, 1, 0)),
        (12, (10, 1, 1)),
        (1000, (800, 100, 100)),
    ],
)
def test_remainders_go_to_the_largest_fractions(total, expected):
    assert tuple(quotas(total, KLUE).values()) == expected


def test_quotas_do_not_lose_an_item_to_rounding():
    thirds = dict.fromkeys(SPLITS, float(Fraction(1, 3)))
    assert quotas(3, thirds) == dict.fromkeys(SPLITS, 1)
    assert quotas(30, KLUE) == {"train": 24, "dev": 3, "test": 3}


@st.composite
def tables(draw):
    """Cells of two sources and two bands of length, with what there is of each, and quotas for both."""
    source = draw(st.integers(0, 10))
    length = draw(st.integers(0, 10))
    wanted = Quotas(source={"s": source / 10, "t": 1 - source / 10}, length={"1-9": length / 10})
    cells = {
        Cell(stratum, (("source", name), ("length", band)), 1): draw(st.integers(0, 6))
        for stratum, name, band in product("xy", "st", ("1-9", REST))
    }
    return cells, wanted


def used(counts):
    by_class = Counter()
    for cell, count in counts.items():
        for key in cell.classes:
            by_class[key] += count * cell.size
    return by_class


def most_items(available, total, wanted):
    """The most that any choice gives, by trying all counts of the four kinds of cell."""
    there = Counter()
    for cell, count in available.items():
        there[cell.classes] += count
    kinds = list(there)
    ceilings = limits(total, wanted)
    best = 0
    for counts in product(*(range(min(there[kind], total) + 1) for kind in kinds)):
        by_class = Counter()
        for kind, count in zip(kinds, counts, strict=True):
            for key in kind:
                by_class[key] += count
        if sum(counts) <= total and all(by_class[key] <= ceilings[key] for key in by_class):
            best = max(best, sum(counts))
    return best


@given(tables(), st.integers(0, 8))
def test_as_many_are_taken_as_all_quotas_allow_together(table, total):
    available, wanted = table
    counts = fill(available, total, wanted)
    assert all(0 <= counts[cell] <= available[cell] for cell in available)
    ceilings = limits(total, wanted)
    assert all(count <= ceilings[key] for key, count in used(counts).items())
    assert sum(counts.values()) == most_items(available, total, wanted)


def test_what_one_quota_needs_is_not_used_up_for_another():
    """Only the rare source has short texts: taking its long ones first would leave the short band empty."""
    available = {
        Cell("x", (("source", "rare"), ("length", "1-9")), 1): 5,
        Cell("x", (("source", "rare"), ("length", REST)), 1): 50,
        Cell("x", (("source", REST), ("length", REST)), 1): 50,
    }
    counts = fill(available, 10, Quotas(source={"rare": 0.5}, length={"1-9": 0.5}))
    assert list(counts.values()) == [5, 0, 5] or sum(counts.values()) == 10
    assert used(counts) == {
        ("source", "rare"): 5,
        ("length", "1-9"): 5,
        ("source", REST): 5,
        ("length", REST): 5,
    }


def test_strata_share_a_class_equally():
    available = {Cell(stratum, (("genre", "news"),), 1): 20 for stratum in "abc"}
    assert list(fill(available, 12, Quotas(genre={"news": 1})).values()) == [4, 4, 4]


def test_facets_are_independent_where_there_is_enough():
    names = [("source", ("s", REST)), ("length", ("1-9", REST))]
    available = {
        Cell("x", (("source", source), ("length", band)), 1): 100
        for source, band in product(names[0][1], names[1][1])
    }
    counts = fill(available, 100, Quotas(source={"s": 0.6}, length={"1-9": 0.5}))
    assert sorted(counts.values()) == [20, 20, 30, 30]


def test_bundles_count_with_all_their_items():
    available = {Cell("x", (("source", "s"),), 2): 9, Cell("x", (("source", REST),), 2): 9}
    counts = fill(available, 9, Quotas(source={"s": 0.5}))
    assert list(counts.values()) == [2, 2]


@pytest.mark.parametrize("total", [0, 5])
def test_nothing_is_taken_of_nothing(total):
    assert fill({}, total, Quotas(genre={"news": 1})) == {}
    cell = Cell("x", (("genre", REST),), 1)
    assert fill({cell: 3}, total, Quotas(genre={"news": 1})) == {cell: 0}
