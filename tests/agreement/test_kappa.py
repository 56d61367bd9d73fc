from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from agreement_strategies import matrices, to_ratings
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement import cohen_kappa, fleiss_kappa, raw_agreement

# Fleiss (1971), Measuring nominal scale agreement among many raters, as tabulated in encyclopaedias:
# 10 subjects, 14 raters, 5 categories.
FOURTEEN_RATERS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


def kappa(left, right):
    """Cohen's κ from its definition, None if chance agreement is total."""
    values = {*left, *right}
    observed = np.mean([a == b for a, b in zip(left, right, strict=True)])
    expected = sum(left.count(value) * right.count(value) for value in values) / len(left) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def test_fleiss_published_example():
    matrix = [[v for v, n in enumerate(counts) for _ in range(n)] for counts in FOURTEEN_RATERS]
    result = fleiss_kappa(to_ratings(matrix))
    assert result.value == pytest.approx(0.20993, abs=1e-5)
    assert result.low < result.value < result.high


def test_cohen_textbook_example():
    """Two readers of 50 grant proposals: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no."""
    matrix = [["y", "y"]] * 20 + [["y", "n"]] * 5 + [["n", "y"]] * 10 + [["n", "n"]] * 15
    assert cohen_kappa(to_ratings(matrix)).value == pytest.approx(0.4)
    assert raw_agreement(to_ratings(matrix)).value == pytest.approx(0.7)


@given(matrices())
def test_cohen_equals_the_mean_over_pairs(matrix):
    values, weights = [], []
    for a, b in combinations(range(len(matrix[0])), 2):
        both = [(row[a], row[b]) for row in matrix if row[a] is not None and row[b] is not None]
        if both:
            value = kappa(*map(list, zip(*both, strict=True)))
            if value is not None:
                values.append(value)
                weights.append(len(both))
    ours = cohen_kappa(to_ratings(matrix), resamples=2).value
    assert ours == (pytest.approx(np.average(values, weights=weights)) if values else None)


@given(matrices(st.integers(0, 3)))
def test_raw_agreement_and_fleiss_equal_the_definition(matrix):
    units = [[v for v in row if v is not None] for row in matrix]
    units = [unit for unit in units if len(unit) > 1]
    agreed = [np.mean([a == b for a, b in combinations(unit, 2)]) for unit in units]
    ratings = to_ratings(matrix)
    assert raw_agreement(ratings, resamples=2).value == (pytest.approx(np.mean(agreed)) if units else None)
    everything = [value for unit in units for value in unit]
    chance = sum((everything.count(v) / len(everything)) ** 2 for v in set(everything)) if units else 1.0
    expected = None if len(set(everything)) < 2 else (np.mean(agreed) - chance) / (1 - chance)
    assert fleiss_kappa(ratings, resamples=2).value == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("measure", "matrix", "because"),
    [
        (fleiss_kappa, [["x", "x"], ["x", "x"]], "only one value was used"),
        (cohen_kappa, [["x", "x"], ["x", "x"]], "no two annotators used more than one value"),
        (fleiss_kappa, [["x", None]], "no unit has answers from two annotators"),
        (cohen_kappa, [["x", None]], "no unit has answers from two annotators"),
        (raw_agreement, [["x", None]], "no unit has answers from two annotators"),
    ],
)
def test_undefined_says_why(measure, matrix, because):
    result = measure(to_ratings(matrix))
    assert result.value is None
    assert result.undefined_because.startswith(because)
