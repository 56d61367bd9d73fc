from __future__ import annotations

import pytest
from crowd_cases import MODELS, to_ratings

from pipeline.consensus.crowd import Ordered

ROWS = [("i", "a", "z"), ("i", "b", "m"), ("j", "a", "a"), ("j", "b", "z")]


def test_classes_come_as_they_appear():
    ratings = to_ratings(ROWS)
    ordered = Ordered.by_appearance(ratings, [row[2] for row in ROWS])
    assert ordered.values == ("z", "m", "a")
    assert [ordered.values[code] for code in ordered.value] == [
        ratings.values[code] for code in ratings.value
    ]
    assert (ordered.units, ordered.annotators) == (ratings.units, ratings.annotators)


def test_what_does_not_appear_comes_last_and_strangers_do_not_count():
    assert Ordered.by_appearance(to_ratings(ROWS), ["m", None, "x"]).values == ("m", "a", "z")


@pytest.mark.parametrize(
    ("column", "values"), [("zma", ("z", "z")), ("maz", ("m", "a")), ("amz", ("m", "a"))]
)
def test_the_first_wins_a_tie(column, values):
    ordered = Ordered.by_appearance(to_ratings(ROWS), list(column))
    assert MODELS["majority"](ordered).values() == values
