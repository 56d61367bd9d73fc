from __future__ import annotations

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.agreement import UnitDissimilarity, alignment, packing
from pipeline.agreement.alignment import best_alignment
from pipeline.agreement.continuum import Units, mean_units

CODE = {"A": 0, "B": 1, "C": 2}


def continuum(*annotators):
    """Units written as "0-4A 6-9B", a string an annotator."""
    return tuple(
        Units.of([(*map(int, unit[:-1].split("-")), unit[-1]) for unit in units.split()], CODE)
        for units in annotators
    )


THREE = continuum(
    "0-4A 6-9B 12-20A 25-30C 33-35B",
    "1-4A 6-10B 13-16A 17-21C 26-30C",
    "0-5A 7-9A 12-21A 22-24B 25-31C 33-36B",
)
FOUR = continuum("0-8A 3-5B 10-14A", "0-7A 2-5B 10-13B 18-20C", "4-6B 9-14A 17-20C", "1-8A 3-6C")


@st.composite
def continua(draw, max_annotators=4, max_units=4):
    """Units anywhere, also one upon another."""
    unit = st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from("AB"))
    annotators = draw(
        st.lists(st.lists(unit, max_size=max_units), min_size=2, max_size=max_annotators).filter(any)
    )
    return tuple(
        Units.of([(start, start + size, label) for start, size, label in units], CODE) for units in annotators
    )


def disorder(units, dissimilarity, rows):
    """Disorder of an alignment from its definition."""
    pairs = list(combinations(range(len(units)), 2))
    between = {pair: dissimilarity.between(units[pair[0]], units[pair[1]]) for pair in pairs}
    total = sum(
        between[a, b][row[a], row[b]] if min(row[a], row[b]) >= 0 else dissimilarity.empty
        for row in rows
        for a, b in pairs
    )
    return total / len(pairs) / mean_units(units)


def least_disorder(units, dissimilarity):
    """The least over all alignments, tried one by one."""
    count = len(units)

    @cache
    def best(left):
        opened = next((one for one in range(count) if left[one]), None)
        if opened is None:
            return 0.0
        options = [
            [left[one][0]] if one == opened else [-1, *left[one]] if one > opened else [-1]
            for one in range(count)
        ]
        return min(
            disorder(units, dissimilarity, [row])
            + best(tuple(tuple(u for u in left[one] if u != row[one]) for one in range(count)))
            for row in product(*options)
        )

    return best(tuple(tuple(range(len(own))) for own in units))


def check_alignment(units, found, dissimilarity):
    for one, own in enumerate(units):
        assert sorted(found.rows[:, one][found.rows[:, one] >= 0]) == list(range(len(own)))
    assert (found.rows >= 0).any(axis=1).all()
    assert found.disorder == pytest.approx(disorder(units, dissimilarity, found.rows.tolist()))
    assert found.bound <= found.disorder + 1e-12


@pytest.mark.parametrize(
    ("units", "alpha", "beta", "value"),
    # Best alignments of pygamma-agreement 0.5.9, whose disorder was summed anew in double precision.
    [
        (THREE, 1, 1, 0.6003270508821563),
        (THREE, 3, 1, 0.7801478193131358),
        (FOUR, 1, 1, 0.944759000307942),
        (FOUR, 3, 1, 1.0564992231460482),
    ],
)
def test_equals_an_independent_package(units, alpha, beta, value):
    found = best_alignment(units, UnitDissimilarity(alpha, beta))
    assert found.disorder == pytest.approx(value, abs=1e-9)
    assert found.bound == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ((4, 14), (40, 44), 22.2),
        ((4, 14), (4, 14), 0),
        ((4, 14), (20, 25), 3.2),
        ((4, 14), (14, 24), 1),
        ((20, 30), (20, 25), 0.11),
        ((20, 25), (14, 24), 0.22),
    ],
)
def test_published_positional_dissimilarities(one, other, value):
    """Mathet, Widlöcher and Métivier (2015), figure 10."""
    left, right = (Units.of([(*bounds, "A")], CODE) for bounds in (one, other))
    assert UnitDissimilarity().between(left, right)[0, 0] == pytest.approx(
        value, abs=0.06 if value > 1 else 0.006
    )


@settings(max_examples=40)
@given(
    continua(max_units=3),
    st.sampled_from([UnitDissimilarity(), UnitDissimilarity(3, 1), UnitDissimilarity(1, 2, 0.5)]),
)
def test_no_alignment_has_less_disorder(units, dissimilarity):
    found = best_alignment(units, dissimilarity)
    check_alignment(units, found, dissimilarity)
    assert found.disorder == pytest.approx(least_disorder(units, dissimilarity))
    assert found.bound == pytest.approx(found.disorder)


@settings(max_examples=30)
@given(units=continua())
def test_without_the_sweep_it_is_the_same(units):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "MOST_STATES", 0)
        solved = best_alignment(units, UnitDissimilarity())
    check_alignment(units, solved, UnitDissimilarity())
    assert solved.disorder == pytest.approx(best_alignment(units, UnitDissimilarity()).disorder)


@settings(max_examples=60)
@given(units=continua())
def test_beyond_exactness_the_bound_holds(units):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "MOST_CANDIDATES", 0)
        rough = best_alignment(units, UnitDissimilarity())
    check_alignment(units, rough, UnitDissimilarity())
    exact = best_alignment(units, UnitDissimilarity()).disorder
    assert rough.bound - 1e-12 <= exact <= rough.disorder + 1e-12


def test_blocks_do_not_matter(monkeypatch):
    rng = np.random.default_rng(0)
    units = tuple(
        Units.of(
            [(10 * n + int(rng.integers(0, 4)), 10 * n + 6, "ABC"[rng.integers(0, 3)]) for n in range(60)],
            CODE,
        )
        for _ in range(3)
    )
    whole = best_alignment(units, UnitDissimilarity()).disorder
    monkeypatch.setattr(alignment, "BLOCK", 1)
    assert best_alignment(units, UnitDissimilarity()).disorder == pytest.approx(whole, abs=1e-12)


def test_aligned_units_by_hand():
    found = best_alignment(continuum("0-4A 10-12B", "1-4A", "0-4A 30-32C"), UnitDissimilarity())
    rows = sorted(map(tuple, found.rows.tolist()))
    assert rows == [(-1, -1, 1), (0, 0, 0), (1, -1, -1)]
    near = (1 / 7) ** 2
    assert found.disorder == pytest.approx((2 * near / 3 + 1 + 1) / (5 / 3))


def test_dissimilarity_by_hand():
    left, right = continuum("0-4A", "4-8A 0-4B 2-6A")
    assert UnitDissimilarity().between(left, right).tolist() == [[1.0, 0.25, 1.0]]
    assert UnitDissimilarity(2, 3, 0.5).between(left, right).tolist() == [[1.5, 0.25, 1.0]]
    with pytest.raises(ValueError, match="Δ∅ is above 0"):
        UnitDissimilarity(empty=0)


def test_there_must_be_something_to_align():
    for units in (continuum("0-4A"), continuum("", "")):
        with pytest.raises(ValueError, match="two annotators and a unit"):
            best_alignment(units, UnitDissimilarity())
