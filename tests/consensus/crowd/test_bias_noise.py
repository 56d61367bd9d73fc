"""The model of bias and noise: on made-up ratings whose truth is known, and on KLUE's similarity scores."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from crowd_cases import HOSTILE, to_ratings
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.consensus.crowd import UNTIL_SETTLED, bias_noise

STS = "klue/klue_benchmark/klue-sts-v1.1/klue-sts-v1.1_dev.json"
FEW = settings(max_examples=25)


def made(seed, items=300, annotators=30, each=6):
    """Ratings, true values, biases and noise; every item is rated by as many."""
    random = np.random.default_rng(seed)
    truth, bias = random.normal(3, 1, items), random.normal(0, 0.5, annotators)
    bias -= bias.mean()
    noise = random.uniform(0.2, 1.2, annotators)
    rows = [
        (i, a, truth[i] + bias[a] + noise[a] * random.normal())
        for i in range(items)
        for a in random.choice(annotators, each, replace=False).tolist()
    ]
    return rows, truth, bias, noise


def test_truth_bias_and_noise_are_found():
    rows, truth, bias, noise = made(1)
    found = bias_noise(to_ratings(rows))
    assert found.converged
    assert (found.items, found.annotators) == (tuple(range(300)), tuple(range(30)))
    assert found.bias == pytest.approx(bias, abs=0.4)
    assert np.corrcoef(found.bias, bias)[0, 1] > 0.95
    assert np.corrcoef(found.noise, noise)[0, 1] > 0.9
    assert found.mean == pytest.approx(truth.mean(), abs=0.1)
    assert found.spread == pytest.approx(truth.std(), abs=0.1)
    means = np.array([np.mean([y for i, _, y in rows if i == item]) for item in range(300)])
    assert np.std(found.value - truth) < 0.75 * np.std(means - truth)
    within = np.abs(found.value - truth) < 1.96 * found.deviation
    assert 0.92 < within.mean() < 0.99


def test_one_iteration_by_its_formulas():
    """From means of ratings as the start, value and bias by value and bias, rating by rating."""
    rows, *_ = made(2, items=8, annotators=4, each=3)
    once, twice = (
        bias_noise(to_ratings(rows), replace(UNTIL_SETTLED, iterations=n, tolerance=-np.inf)) for n in (1, 2)
    )
    mean, between = once.value.mean(), np.mean((once.value - once.value.mean()) ** 2 + once.deviation**2)
    precision = np.full(8, 1 / between)
    weighted = np.full(8, mean / between)
    for i, a, y in rows:
        precision[i] += 1 / twice.noise[a] ** 2
        weighted[i] += (y - once.bias[a]) / twice.noise[a] ** 2
    # Then the biases' mean is moved into the values.
    shift = twice.value - weighted / precision
    assert shift == pytest.approx(np.full(8, shift[0]), abs=1e-9)
    assert twice.deviation == pytest.approx(1 / np.sqrt(precision))
    assert twice.bias.mean() == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_ratings(case):
    number = {value: n for n, value in enumerate(sorted({row[2] for row in HOSTILE[case]}))}
    check(bias_noise(to_ratings([(item, who, number[value]) for item, who, value in HOSTILE[case]])))


@FEW
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 3)), st.sampled_from([0, 1, 2.5, -1e6, 1e6]), min_size=1
    )
)
def test_any_ratings(rows):
    check(bias_noise(to_ratings((item, who, value) for (item, who), value in rows.items())))


@FEW
@given(st.floats(-100, 100), st.floats(0.01, 100))
def test_a_scale_may_be_moved_and_stretched(move, stretch):
    rows, *_ = made(3, items=20, annotators=5, each=3)
    plain = bias_noise(to_ratings(rows))
    other = bias_noise(to_ratings((i, a, y * stretch + move) for i, a, y in rows))
    assert other.value == pytest.approx(plain.value * stretch + move, rel=1e-4, abs=1e-3 * stretch)
    assert other.bias == pytest.approx(plain.bias * stretch, rel=1e-3, abs=1e-3 * stretch)


def check(found):
    for numbers in (found.value, found.deviation, found.bias, found.noise, found.trace, found.confidence()):
        assert np.isfinite(numbers).all()
    assert (found.deviation > 0).all()
    assert (found.noise > 0).all()
    assert ((found.confidence() > 0) & (found.confidence() <= 1)).all()
    assert found.bias.mean() == pytest.approx(0, abs=1e-6 * (1 + np.abs(found.value).max()))
    assert (np.diff(found.trace) >= -1e-7 * (1 + np.abs(found.trace[1:]))).all()


def test_confidence_is_that_of_half_a_step():
    found = bias_noise(to_ratings([(n, w, n % 3) for n in range(30) for w in "abc"]))
    assert found.step == 1
    assert found.confidence().min() > 0.99


@pytest.mark.parametrize("value", ["yes", float("inf")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="is not a number"):
        bias_noise(to_ratings([(1, "a", 2), (1, "b", value)]))


def test_without_ratings():
    with pytest.raises(ValueError, match="no answers"):
        bias_noise(to_ratings([(1, "a", None)]))


def test_similarity_scores_of_klue(real_data):
    """Annotator 12 rates higher than all others, by more than half a step."""
    records = json.loads((real_data / STS).read_text("utf-8"))
    rows = [
        (record["guid"], who, score)
        for record in records
        for who, score in zip(
            record["annotations"]["annotators"], record["annotations"]["annotations"], strict=True
        )
    ]
    found = bias_noise(to_ratings(rows))
    bias = dict(zip(found.annotators, found.bias, strict=True))
    assert max(bias, key=bias.get) == "12"
    assert bias["12"] == pytest.approx(0.57, abs=0.05)
    means = {record["guid"]: record["labels"]["real-label"] for record in records}
    assert np.corrcoef(found.value, [means[item] for item in found.items])[0, 1] > 0.99
