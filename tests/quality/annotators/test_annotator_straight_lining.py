from __future__ import annotations

from itertools import groupby, pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quality.annotators.straight_lining import longest_run, run_probability
from pipeline.quality.annotators.verdicts import RUN_PROBABILITY


@given(st.integers(1, 7), st.integers(1, 8), st.lists(st.integers(1, 9), min_size=1, max_size=3))
def test_the_probability_is_that_of_all_sequences(length, answers, weights):
    chance = np.array(weights) / sum(weights)
    expected = sum(
        float(np.prod(chance[list(sequence)]))
        for sequence in product(range(len(weights)), repeat=answers)
        if max(len(list(run)) for _, run in groupby(sequence)) >= length
    )
    assert run_probability(length, answers, chance) == pytest.approx(expected, abs=1e-9)


def test_the_probability_is_steady_for_long_sequences():
    found = [run_probability(length, 20_000, np.array([0.5, 0.3, 0.2])) for length in range(10, 40)]
    assert all(0 <= later <= earlier for earlier, later in pairwise(found))
    assert found[-1] < 1e-6


@pytest.mark.parametrize("others", [(50.0, 30.0, 20.0), (30.0, 40.0, 30.0)], ids=["alike", "leaning"])
def test_honest_answers_are_no_straight_line(others):
    random = np.random.default_rng(2)
    found = [
        longest_run(random.choice(3, 400, p=(0.5, 0.3, 0.2)), np.array(others)).probability
        for _ in range(200)
    ]
    assert min(found) > RUN_PROBABILITY
    if others[0] == 50.0:
        assert np.mean(np.array(found) < 0.05) < 0.08


def test_one_answer_to_everything_is():
    run = longest_run(np.zeros(60, dtype=np.int64), np.array([40.0, 60.0, 60.0]))
    assert (run.length, run.value) == (60, 0)
    assert run.probability < RUN_PROBABILITY


def test_one_answer_that_everybody_gives_is_not():
    assert longest_run(np.zeros(60, dtype=np.int64), np.array([120.0])).probability == 1.0


def test_a_stretch_without_looking_is():
    random = np.random.default_rng(4)
    values = np.concatenate([random.integers(0, 4, 150), np.full(25, 2), random.integers(0, 4, 150)])
    run = longest_run(values, np.full(4, 100.0))
    assert run.value == 2
    assert run.length >= 25
    assert run.probability < RUN_PROBABILITY


def test_few_answers_have_no_probability():
    assert longest_run(np.zeros(5, dtype=np.int64), np.array([3.0, 3.0])).probability is None
    assert longest_run(np.zeros(0, dtype=np.int64), np.array([3.0])).length == 0
