from __future__ import annotations

from dataclasses import replace

import annotator_cases
import builders
import numpy as np
import pytest

from pipeline.agreement import Ratings, one_against_the_rest
from pipeline.quality.annotators.scores import pair_scores
from pipeline.quality.annotators.standing import FEWEST, by_alpha, by_score, stand
from pipeline.tasks.base import AlphaOver

FLOOR = 0.667


def rows(seed=1, items=300):
    """Careful a, b and c, and two who answer at random and share all their items with c."""
    random = np.random.default_rng(seed)
    found = []
    for item in range(items):
        truth = int(random.integers(4))
        people = ("a", "b", "c") if item % 3 == 0 else ("c", "x", "y")
        found += [(item, who, int(random.integers(4)) if who in "xy" else truth) for who in people]
    return found


def ratings(of):
    unit, annotator, value = zip(*of, strict=True)
    return AlphaOver("alpha_nominal", Ratings.from_columns(unit, annotator, value), "nominal")


def test_nobody_is_judged_by_those_who_are_set_apart():
    over = ratings(rows())
    everybody = one_against_the_rest(over.ratings, "nominal", resamples=0)
    found = stand(by_alpha(over, seed=0), FLOOR)
    assert everybody["c"].value < FLOOR
    assert found["c"].agreement.value == 1.0
    assert {who for who, standing in found.items() if standing.apart} == {"x", "y"}


def test_scores_are_compared_alike():
    of = annotator_cases.answers(rows())
    compare = by_score(of, pair_scores(of, lambda one, other: float(one == other)))
    found = stand(compare, FLOOR)
    assert set(found) == {"a", "b", "c", "x", "y"}
    assert found["c"].agreement.value == 1.0
    assert (found["c"].agreement.items, found["c"].agreement.annotators, found["c"].company) == (100, 3, 5)
    assert found["x"].apart
    assert found["x"].agreement.high < FLOOR


def test_of_two_nobody_is_set_apart():
    found = stand(alike({"a": low(annotators=2), "b": low(annotators=2)}), FLOOR)
    assert not any(standing.apart for standing in found.values())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, True), ({"items": FEWEST - 1}, False), ({"high": FLOOR}, False), ({"high": None}, False)],
)
def test_being_set_apart_takes_items_and_certainty(changes, expected):
    found = stand(alike({"a": low(**changes), "b": builders.agreement(), "c": builders.agreement()}), FLOOR)
    assert found["a"].apart is expected


def low(**changes):
    return replace(builders.agreement(0.5, low=0.4, high=0.6), **changes)


def alike(figures):
    """A comparison in which nobody's figure depends on who is set apart."""
    return lambda apart: {who: agreement for who, agreement in figures.items() if who not in apart}


def test_nobody_at_all():
    of = annotator_cases.answers([])
    assert stand(by_score(of, pair_scores(of, lambda *_: 1.0)), FLOOR) == {}
