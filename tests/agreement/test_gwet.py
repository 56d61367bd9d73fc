from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from agreement_strategies import matrices, to_ratings
from hypothesis import given

from pipeline.agreement import (
    alpha,
    cohen_kappa,
    explain_prevalence,
    fleiss_kappa,
    gwet_ac,
    raw_agreement,
)

N = None
# Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., table 2.10: four raters, twelve units.
FOUR_RATERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, N],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
# Gwet's own vignette of the package irrCAC: fifteen patients of Fleiss (1971) by six psychiatrists and
# five diagnoses; and a hundred pregnancies by two abstractors.
PATIENTS = """00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031"""
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
WEIGHTS = ["identity", "ordinal", "linear", "quadratic"]


def weight(kind, scale, c, k):
    if kind == "identity" or c == k:
        return float(c == k)
    share = abs(c - k) / (scale[-1] - scale[0])
    if kind == "linear":
        return 1 - share
    if kind == "quadratic":
        return 1 - share**2
    apart, count = abs(scale.index(c) - scale.index(k)), len(scale)
    return 1 - apart * (apart + 1) / (count * (count - 1))


def definition(matrix, kind):
    units = [[v for v in row if v is not None] for row in matrix]
    units = [unit for unit in units if unit]
    pairable = [unit for unit in units if len(unit) > 1]
    scale = sorted({v for unit in units for v in unit})
    if not pairable or len(scale) < 2:
        return None
    agreed = np.mean(
        [np.mean([weight(kind, scale, a, b) for a, b in combinations(unit, 2)]) for unit in pairable]
    )
    share = [np.mean([unit.count(v) / len(unit) for unit in units]) for v in scale]
    total = sum(weight(kind, scale, a, b) for a in scale for b in scale)
    chance = total / (len(scale) * (len(scale) - 1)) * sum(p * (1 - p) for p in share)
    return (agreed - chance) / (1 - chance)


@pytest.mark.parametrize(
    ("weights", "value"),
    # The first is Gwet's, the others are those of the package irrCAC 0.4.4.
    [("identity", 0.77544), ("ordinal", 0.898939770), ("linear", 0.858739136), ("quadratic", 0.914000724)],
)
def test_published_example(weights, value):
    result = gwet_ac(to_ratings(list(zip(*FOUR_RATERS, strict=True))), weights)
    assert result.value == pytest.approx(value, abs=5e-6 if weights == "identity" else 1e-9)
    assert result.low < result.value <= result.high
    assert (result.items, result.groups, result.annotators, result.ratings) == (11, 11, 4, 40)
    assert result.measure == ("gwet_ac1" if weights == "identity" else f"gwet_ac2_{weights}")


def test_published_examples_of_fifteen_patients():
    counts = [[int(count) for count in row] for row in PATIENTS.split()]
    ratings = to_ratings([[v for v, n in enumerate(row) for _ in range(n)] for row in counts])
    assert gwet_ac(ratings).value == pytest.approx(0.4448007, abs=5e-8)
    assert fleiss_kappa(ratings).value == pytest.approx(0.4139265, abs=5e-8)
    assert alpha(ratings, "nominal").value == pytest.approx(0.4204384, abs=5e-8)
    assert raw_agreement(ratings).value == pytest.approx(0.5511111, abs=5e-8)


def test_published_examples_of_two_abstractors():
    rows = [[i, j] for i, row in enumerate(ABSTRACTORS) for j, count in enumerate(row) for _ in range(count)]
    ratings = to_ratings(rows)
    assert gwet_ac(ratings).value == pytest.approx(0.8493305, abs=5e-8)
    assert cohen_kappa(ratings).value == pytest.approx(0.7964094, abs=5e-8)
    assert fleiss_kappa(ratings).value == pytest.approx(0.7962397, abs=5e-8)
    assert alpha(ratings, "nominal").value == pytest.approx(0.7972585, abs=5e-8)


@pytest.mark.parametrize("weights", WEIGHTS)
@given(matrix=matrices())
def test_equals_the_definition(weights, matrix):
    expected = definition(matrix, weights)
    ours = gwet_ac(to_ratings(matrix), weights, resamples=2).value
    assert ours == (None if expected is None else pytest.approx(expected))


@given(matrices())
def test_values_may_be_renamed_and_annotators_exchanged(matrix):
    renamed = [[None if value is None else f"v{-value}" for value in row[::-1]] for row in reversed(matrix)]
    expected = gwet_ac(to_ratings(matrix), resamples=2).value
    assert gwet_ac(to_ratings(renamed), resamples=2).value == pytest.approx(expected)


def test_values_that_nobody_gives_do_not_count():
    ratings = to_ratings([[1, 1, 9], [2, 1, None], [2, 2, None]]).without(2)
    expected = gwet_ac(to_ratings([[1, 1], [2, 1], [2, 2]])).value
    assert gwet_ac(ratings).value == pytest.approx(expected)


def test_undefined_says_why():
    assert gwet_ac(to_ratings([["x", "x"]])).undefined_because.startswith("only one value was used")
    alone = gwet_ac(to_ratings([["x", None], ["y", None]]))
    assert alone.undefined_because == "no unit has answers from two annotators"
    with pytest.raises(ValueError, match="not a finite number"):
        gwet_ac(to_ratings([["x", "y"]]), "linear")


RARE = [["정상", "정상"]] * 93 + [["정상", "혐오"]] * 3 + [["혐오", "정상"]] * 3 + [["혐오", "혐오"]]


def test_a_frequent_value_is_explained():
    puzzle = explain_prevalence(to_ratings(RARE))
    assert (puzzle.prevalent, puzzle.share) == ("정상", 0.96)
    assert puzzle.raw == raw_agreement(to_ratings(RARE)).value == 0.94
    assert puzzle.alpha < 0.3 < 0.9 < puzzle.ac1
    assert puzzle.chance == pytest.approx((192 * 191 + 8 * 7) / (200 * 199))
    for text in (puzzle.english(), puzzle.korean()):
        for figure in ("94%", "96%", "92%", "0.22", "정상"):
            assert figure in text
    # α is near Fleiss' κ, and chance agreement explains both.
    assert puzzle.alpha == pytest.approx(fleiss_kappa(to_ratings(RARE)).value, abs=0.01)


@pytest.mark.parametrize(
    "matrix",
    [
        [["x", "x"], ["y", "y"], ["x", "y"]] * 10,
        [["x", "x"]] * 30 + [["y", "y"]] * 3,
        [["x", "x"]] * 30,
        [["x", None]],
        [[v, v] for v in "abcde"] * 5,
    ],
)
def test_nothing_to_explain(matrix):
    assert explain_prevalence(to_ratings(matrix)) is None
