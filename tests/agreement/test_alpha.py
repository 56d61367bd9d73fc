from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from agreement_strategies import long_form, matrices, to_ratings
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.agreement import Ratings, alpha, alpha_with, jaccard, krippendorff_alpha, masi, one_minus_f1
from pipeline.agreement.distances import interval, nominal, ordinal, ratio

LEVELS = ["nominal", "ordinal", "interval", "ratio"]
N = None

# Krippendorff (2019), Content Analysis: three observers, fifteen units.
THREE_OBSERVERS = [
    [N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3],
    [1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N],
    [N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4],
]
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
# Hayes and Krippendorff (2007), Answering the call for a standard reliability measure, table 1:
# the tone of forty articles by five observers, article by article.
ARTICLES = """112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223
    111.1 111.1 212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2
    110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1"""


def by_unit(observers):
    return to_ratings(list(zip(*observers, strict=True)))


def brute_force(matrix, distance):
    """α from its definition, pair by pair; None if it is undefined."""
    units = [[value for value in row if value is not None] for row in matrix]
    units = [unit for unit in units if len(unit) > 1]
    ratings = [value for unit in units for value in unit]
    if not ratings:
        return None
    pairs = itertools.permutations(ratings, 2)
    expected = sum(distance(a, b) for a, b in pairs) / (len(ratings) * (len(ratings) - 1))
    within = (
        sum(distance(a, b) for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1) for unit in units
    )
    return None if expected == 0 else 1 - sum(within) / len(ratings) / expected


@pytest.mark.parametrize(
    ("observers", "level", "value"),
    [
        (THREE_OBSERVERS, "nominal", 0.691358),
        (THREE_OBSERVERS, "ordinal", 0.806721),
        (THREE_OBSERVERS, "interval", 0.810845),
        (THREE_OBSERVERS, "ratio", 0.808944),
        (FOUR_OBSERVERS, "nominal", 0.743421),
        (FOUR_OBSERVERS, "ordinal", 0.815388),
        (FOUR_OBSERVERS, "interval", 0.849107),
        (FOUR_OBSERVERS, "ratio", 0.797403),
    ],
)
def test_published_examples(observers, level, value):
    result = alpha(by_unit(observers), level)
    assert result.value == pytest.approx(value, abs=1e-6)
    assert result.low <= result.value <= result.high


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.477), ("ordinal", 0.7598), ("interval", 0.757)])
def test_published_example_of_forty_articles(level, value):
    """The ordinal one is printed; the others are those of a package that was checked against the paper."""
    matrix = [[None if code == "." else int(code) for code in row] for row in ARTICLES.split()]
    result = alpha(to_ratings(matrix), level)
    assert result.value == pytest.approx(value, abs=5e-5 if level == "ordinal" else 5e-4)
    assert result.items == 40


def test_counts_only_what_is_pairable():
    result = alpha(by_unit(THREE_OBSERVERS), "nominal")
    assert (result.items, result.groups, result.annotators, result.ratings) == (12, 12, 3, 26)


@pytest.mark.parametrize("level", LEVELS)
@given(matrix=matrices())
def test_equals_the_krippendorff_package(level, matrix):
    ratings = to_ratings(matrix)
    ours, theirs = alpha(ratings, level, resamples=2).value, krippendorff_alpha(ratings, level)
    assert (ours is None) == (theirs is None)
    assert ours == pytest.approx(theirs, abs=1e-9)


@given(matrices(st.floats(0, 1000) | st.floats(1e6, 1e6 + 1)))
def test_equals_the_definition_on_real_numbers(matrix):
    for level, distance in (("interval", interval), ("ratio", ratio)):
        expected = brute_force(matrix, lambda a, b, d=distance: float(d(a, b)))
        assume(expected is None or abs(expected) < 1e3)
        ours = alpha(to_ratings(matrix), level, resamples=2).value
        if expected is not None and ours is not None:
            assert ours == pytest.approx(expected, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("distance", [masi, jaccard, one_minus_f1])
@given(matrix=matrices(st.frozensets(st.sampled_from("abc"))))
def test_set_distances_equal_the_definition(distance, matrix):
    ratings = to_ratings(matrix)
    expected = brute_force(matrix, distance)
    assert alpha_with(ratings, distance, measure="m", resamples=2).value == pytest.approx(expected)
    as_function = alpha_with(ratings, lambda a, b: distance(a, b), measure="m", resamples=2)
    assert as_function.value == pytest.approx(expected)


@given(matrices())
def test_a_matrix_of_a_level_is_the_level(matrix):
    ratings = to_ratings(matrix)
    numbers = np.array(ratings.values, dtype=float)
    for level, distance in (("nominal", nominal), ("interval", interval), ("ratio", ratio)):
        table = distance(numbers[:, np.newaxis], numbers)
        with_table = alpha_with(ratings, table, measure="alpha", resamples=20)
        assert with_table.value == pytest.approx(alpha(ratings, level, resamples=20).value)


@given(matrices(), st.randoms())
def test_rows_may_come_in_any_order(matrix, shuffle):
    rows = list(zip(*long_form(matrix), strict=True))
    shuffle.shuffle(rows)
    shuffled = Ratings.from_columns(*zip(*rows, strict=True))
    for level in LEVELS:
        kwargs = {"resamples": 20, "seed": 3}
        assert alpha(shuffled, level, **kwargs) == alpha(to_ratings(matrix), level, **kwargs)


@given(matrices(), st.permutations(range(5)))
def test_nominal_values_may_be_renamed_and_annotators_exchanged(matrix, names):
    renamed = [[None if value is None else f"v{names[value]}" for value in row] for row in reversed(matrix)]
    expected = alpha(to_ratings(matrix), "nominal", resamples=2).value
    assert alpha(to_ratings(renamed), "nominal", resamples=2).value == pytest.approx(expected)
    exchanged = [row[::-1] for row in matrix]
    assert alpha(to_ratings(exchanged), "nominal", resamples=2).value == pytest.approx(expected)


@given(matrices())
def test_levels_keep_what_their_scale_keeps(matrix):
    def moved(change):
        return to_ratings([[None if value is None else change(value) for value in row] for row in matrix])

    same = to_ratings(matrix)
    for level, change in (
        ("ordinal", lambda value: value**3 - 7),
        ("interval", lambda value: 2.5 * value - 7),
        ("ratio", lambda value: 2.5 * value),
    ):
        expected = alpha(same, level, resamples=2).value
        assert alpha(moved(change), level, resamples=2).value == pytest.approx(expected)


def test_ordinal_distances_are_taken_on_each_resample():
    rng = np.random.default_rng(5)
    matrix = [[int(v) for v in np.clip(rng.integers(0, 5) + rng.integers(-1, 2, 3), 0, 5)] for _ in range(40)]
    ratings = to_ratings(matrix)
    fixed = alpha_with(ratings, ordinal(np.bincount(np.ravel(matrix)).astype(float)), measure="alpha_ordinal")
    ours = alpha(ratings, "ordinal")
    assert fixed.value == pytest.approx(ours.value)
    assert fixed.low != pytest.approx(ours.low, abs=1e-4)


@pytest.mark.parametrize(
    ("matrix", "because"),
    [
        ([["x", None], [None, "y"]], "no unit has answers from two annotators"),
        ([["x", "x"], ["x", "x"], ["y", None]], "only one value was used"),
    ],
)
def test_undefined_says_why(matrix, because):
    for level in ("nominal", "interval"):
        numbers = [[None if v is None else ord(v) for v in row] for row in matrix]
        result = alpha(to_ratings(matrix if level == "nominal" else numbers), level)
        assert (result.value, result.low, result.high) == (None, None, None)
        assert result.undefined_because.startswith(because)


def test_one_group_has_a_value_but_no_interval():
    result = alpha(to_ratings([[1, 1], [2, 3]], group=["g", "g"]), "nominal")
    assert result.value is not None
    assert (result.low, result.high) == (None, None)
    assert result.undefined_because == "no interval: there are fewer than two groups"


def test_too_many_undefined_resamples_leave_no_interval():
    result = alpha(to_ratings([["x", "x"], ["y", "y"], ["x", "x"]]), "nominal")
    assert result.value == 1.0
    assert (result.low, result.high) == (None, None)
    assert result.undefined_because.startswith("no interval: the measure is undefined in ")


def test_levels_refuse_values_they_cannot_measure():
    with pytest.raises(ValueError, match="not a finite number"):
        alpha(to_ratings([["a", "b"]]), "ordinal")
    with pytest.raises(ValueError, match="from 0 up"):
        alpha(to_ratings([[-1, 2]]), "ratio")


@pytest.mark.parametrize(
    ("distance", "message"),
    [
        (np.zeros((3, 3)), "rows and columns"),
        (np.array([[0.0, 1.0], [2.0, 0.0]]), "both directions"),
        (np.array([[1.0, 1.0], [1.0, 0.0]]), "0 between equal"),
        (np.array([[0.0, -1.0], [-1.0, 0.0]]), "not negative"),
        (np.array([[0.0, np.nan], [np.nan, 0.0]]), "finite"),
        (masi, "between frozensets, and 'a' is none"),
    ],
)
def test_what_is_no_distance_is_refused(distance, message):
    with pytest.raises(ValueError, match=message):
        alpha_with(to_ratings([["a", "b"]]), distance, measure="m")


def test_values_at_no_distance_leave_alpha_undefined():
    result = alpha_with(to_ratings([["a", "b"]]), np.zeros((2, 2)), measure="m")
    assert result.undefined_because == "the values that were used are at no distance from each other"


def test_interval_level_is_exact_far_from_zero():
    near = [[1, 2, 1], [3, 3, 3], [2, 2, 1]]
    far = [[1e9 + value for value in row] for row in near]
    expected = alpha(to_ratings(near), "interval").value
    assert alpha(to_ratings(far), "interval").value == pytest.approx(expected, rel=1e-9)


def test_many_values_need_no_square_table():
    generator = random.Random(1)
    units = [unit for unit in range(10_000) for _ in range(2)]
    values = [generator.random() for _ in units]
    ratings = Ratings.from_columns(units, [0, 1] * 10_000, values)
    assert krippendorff_alpha(ratings, "interval") is None
    for level in LEVELS:
        assert abs(alpha(ratings, level, resamples=10).value) < 0.05
