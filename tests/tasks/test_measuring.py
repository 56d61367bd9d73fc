from __future__ import annotations

import pytest
from builders import headline, item, pair_item, topics, unit

from pipeline.agreement import alpha
from pipeline.tasks.base import AlphaOver
from pipeline.tasks.measuring import measure_alphas, ratings_of
from pipeline.tasks.nli.values import Relation


def first(value):
    return value.scope(0)


UNITS = [
    unit(item(headline("하나"), group="g1"), topics("정치", "사회"), topics("정치"), topics("경제")),
    unit(item(headline("둘"), group="g1"), topics("사회")),
    unit(item(headline("셋"), group="g2"), topics(), topics("사회")),
    unit(item(headline("넷"), group="g3")),
]


def test_ratings_are_the_answers_by_key():
    ratings = ratings_of(UNITS, first)
    found = {
        (
            ratings.units[unit_],
            ratings.annotators[who],
            ratings.values[value],
            ratings.groups[ratings.group[unit_]],
        )
        for unit_, who, value in zip(ratings.unit, ratings.annotator, ratings.value, strict=True)
    }
    ids = [each.item.item_id for each in UNITS]
    assert found == {
        (ids[0], "a1", "정치", "g1"),
        (ids[0], "a2", "정치", "g1"),
        (ids[0], "a3", "경제", "g1"),
        (ids[1], "a1", "사회", "g1"),
        (ids[2], "a1", "해당없음", "g2"),
        (ids[2], "a2", "사회", "g2"),
    }


def test_no_answers_are_no_ratings():
    assert len(ratings_of(UNITS[3:], first).value) == 0
    assert len(ratings_of([], first).value) == 0


def test_each_alpha_is_measured_by_its_name_and_level():
    ratings = ratings_of(UNITS, first)
    numbers = ratings_of(UNITS, lambda value: len(value.topics))
    overs = [AlphaOver("on_topics", ratings, "nominal"), AlphaOver("on_counts", numbers, "interval")]
    found = measure_alphas(overs, seed=3, resamples=50)
    assert [each.measure for each in found] == ["on_topics", "on_counts"]
    assert found[0] == alpha(ratings, "nominal", resamples=50, seed=3, measure="on_topics")
    assert found[1] == alpha(numbers, "interval", resamples=50, seed=3, measure="on_counts")
    assert (found[0].items, found[0].groups, found[0].annotators) == (2, 2, 3)


def test_the_author_is_not_among_the_ratings():
    pairs = [
        unit(pair_item("하나"), Relation("neutral"), Relation("neutral"), authored=Relation("entailment")),
        unit(pair_item("둘"), Relation("entailment"), Relation("entailment"), authored=Relation("neutral")),
    ]
    (found,) = measure_alphas([AlphaOver("m", ratings_of(pairs, lambda value: value.label), "nominal")], 0, 0)
    assert found.value == pytest.approx(1.0)
    assert found.ratings == 4
