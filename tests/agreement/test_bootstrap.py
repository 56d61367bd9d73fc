from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from agreement_strategies import to_ratings

from pipeline.agreement import (
    Coverage,
    alpha,
    alpha_with,
    cohen_kappa,
    fleiss_kappa,
    masi,
    ratio_of_sums,
    raw_agreement,
)
from pipeline.agreement.bootstrap import resampled_weights

LEVELS = ["nominal", "ordinal", "interval", "ratio"]
RESAMPLES = 150


def measure(name, ratings):
    options = {"measure": "m", "resamples": RESAMPLES}
    if name in LEVELS:
        return alpha(ratings, name, **options)
    if name == "masi":
        return alpha_with(ratings, distance_of_numbers, **options)
    return {"fleiss": fleiss_kappa, "cohen": cohen_kappa, "raw": raw_agreement}[name](ratings, **options)


def distance_of_numbers(left, right):
    return masi(frozenset(range(left)), frozenset(range(right)))


def sample(seed, units, annotators=4, noise=0.3):
    """Ratings of a hidden value with noise and gaps, by unit and annotator, and a group a unit."""
    rng = np.random.default_rng(seed)
    matrix = []
    for _ in range(units):
        hidden = rng.integers(0, 4)
        row = [int(rng.integers(0, 4)) if rng.random() < noise else int(hidden) for _ in range(annotators)]
        matrix.append([None if rng.random() < 0.2 else value for value in row])
    return matrix, [f"g{unit // 2}" for unit in range(units)]


@pytest.mark.parametrize("name", [*LEVELS, "masi", "fleiss", "cohen", "raw"])
def test_interval_equals_a_loop_over_resampled_groups(name):
    matrix, group = sample(1, 24)
    groups = sorted(set(group))
    values = []
    for weights in resampled_weights(len(groups), resamples=RESAMPLES, seed=0, measure="m"):
        for row in weights:
            times = dict(zip(groups, row.astype(int), strict=True))
            drawn = [unit for unit, own in zip(matrix, group, strict=True) for _ in range(times[own])]
            values.append(measure(name, to_ratings(drawn, ["one"] * len(drawn))).value)
    result = measure(name, to_ratings(matrix, group))
    assert result.groups == len(groups)
    assert (result.low, result.high) == pytest.approx(np.percentile(values, [2.5, 97.5]))


def test_draws_depend_on_seed_and_measure_alone():
    def draws(**changed):
        options = {"resamples": 30, "seed": 0, "measure": "m", "width": 1, **changed}
        return np.concatenate(list(resampled_weights(7, **options)))

    assert np.array_equal(draws(), draws(width=2**30))
    assert np.array_equal(draws()[:10], draws(resamples=10))
    assert not np.array_equal(draws(), draws(seed=1))
    assert not np.array_equal(draws(), draws(measure="n"))
    assert (draws().sum(axis=1) == 7).all()


def test_resamples_keep_groups_whole():
    """Copies of one unit in one group carry no more information than the unit."""
    matrix, _ = sample(2, 40, noise=0.4)
    once = alpha(to_ratings(matrix), "nominal")
    copied = alpha(to_ratings(matrix * 5, list(range(40)) * 5), "nominal")
    independent = alpha(to_ratings(matrix * 5), "nominal")
    assert copied.high - copied.low == pytest.approx(once.high - once.low, abs=0.02)
    assert independent.high - independent.low < 0.6 * (once.high - once.low)


def test_interval_holds_the_value_and_narrows_with_items():
    truth = alpha(to_ratings(sample(0, 20_000)[0]), "nominal", resamples=2).value
    widths = {}
    for units in (50, 200):
        results = [
            alpha(to_ratings(sample(seed, units)[0]), "nominal", resamples=200) for seed in range(1, 101)
        ]
        held = sum(result.low <= truth <= result.high for result in results)
        assert held >= 88
        widths[units] = np.mean([result.high - result.low for result in results])
    assert widths[200] == pytest.approx(widths[50] / 2, rel=0.15)


def test_result_does_not_depend_on_the_hash_seed():
    program = (
        "from pipeline.agreement import *;"
        "sets = [frozenset(c) for c in ('ab', 'a', '', 'abc', 'bc', 'c', 'ab', 'b')];"
        "r = Ratings.from_columns(list('uuvvwwxx'), list('abababab'), sets);"
        "print(alpha_with(r, masi, measure='m'), alpha(r, 'nominal'))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_no_groups_have_no_value():
    nothing = Coverage(items=0, groups=0, annotators=0, ratings=0)
    result = ratio_of_sums([], [], [], coverage=nothing, measure="m", undefined="nothing to see")
    assert (result.value, result.undefined_because) == (None, "nothing to see")
