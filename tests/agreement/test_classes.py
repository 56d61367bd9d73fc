from __future__ import annotations

import numpy as np
import pytest
from agreement_strategies import to_ratings
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from pipeline.agreement import alpha, bootstrap, fleiss_kappa, gwet_ac, raw_agreement
from pipeline.agreement.bootstrap import drawn_classes
from pipeline.agreement.classes import equal_rows


@given(st.lists(st.tuples(*[st.sampled_from([0.0, 0.5, 2 / 3])] * 3), min_size=1, max_size=20))
def test_equal_rows_are_found(rows):
    table = np.array(rows)
    first, count = equal_rows([table[:, :2], csr_array(table[:, 2:]), table[:, 0]])
    assert [rows[index] for index in first] == list(dict.fromkeys(rows))
    assert count.tolist() == [rows.count(rows[index]) for index in first]


def test_classes_are_drawn_as_often_as_their_groups():
    count = np.array([700, 200, 100])
    drawn = np.concatenate(list(drawn_classes(count, resamples=4_000, seed=0, measure="m")))
    assert (drawn.sum(axis=1) == 1_000).all()
    assert drawn.mean(axis=0) == pytest.approx(count, rel=0.02)
    assert drawn.var(axis=0) == pytest.approx(count * (1 - count / 1_000), rel=0.1)
    blocks = drawn_classes(count, resamples=4_000, seed=0, measure="m", width=2**20)
    assert np.array_equal(np.concatenate(list(blocks)), drawn)


@pytest.mark.parametrize("interval", ["percentile", "bca"])
def test_intervals_are_the_same_but_for_chance(interval, monkeypatch):
    rng = np.random.default_rng(1)
    hidden = rng.integers(0, 3, 400)
    matrix = [[int(v) if rng.random() < 0.8 else int(rng.integers(0, 3)) for _ in range(3)] for v in hidden]
    ratings = to_ratings(matrix)

    def measure():
        options = {"resamples": 4_000, "interval": interval}
        levels = [alpha(ratings, level, **options) for level in ("nominal", "ordinal", "interval")]
        return [*levels, *(m(ratings, **options) for m in (fleiss_kappa, raw_agreement, gwet_ac))]

    by_group = measure()
    monkeypatch.setattr(bootstrap, "MANY_GROUPS", 0)
    for plain, merged in zip(by_group, measure(), strict=True):
        assert merged.value == plain.value
        width = plain.high - plain.low
        assert (merged.low, merged.high) == pytest.approx((plain.low, plain.high), abs=0.06 * width)
        assert merged.low != plain.low
