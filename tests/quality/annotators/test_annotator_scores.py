from __future__ import annotations

from collections import Counter

import annotator_cases
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quality.annotators.answers import Categories
from pipeline.quality.annotators.scores import against_the_rest, majority_of_the_rest, pair_scores, scorer
from pipeline.tasks.registry import TASKS

ratings = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=40)


@given(ratings)
def test_the_majority_of_the_rest_is_that_of_a_count(rows):
    unit = np.array([row[0] for row in rows], dtype=np.int64)
    value = np.array([row[1] for row in rows], dtype=np.int64)
    found = majority_of_the_rest(unit, value, 5)
    for row, (own, _) in enumerate(rows):
        others = [other for place, (where, other) in enumerate(rows) if where == own and place != row]
        best = Counter(others).most_common(2)
        leads = len(best) == 1 or (len(best) == 2 and best[0][1] > best[1][1])
        assert found[row] == (best[0][0] if leads else -1)


def test_scores_without_categories_are_means_over_the_others():
    of = annotator_cases.answers([("i", "a", 0), ("i", "b", 2), ("i", "c", 2), ("j", "a", 1)])
    pairs = pair_scores(of, lambda one, other: 1 - abs(int(one) - int(other)) / 2)
    scores = against_the_rest(of, Categories(of.text, of.texts, None), pairs)
    assert scores.tolist()[:3] == [0.0, 0.5, 0.5]
    assert np.isnan(scores[3])


def test_each_pair_of_values_is_scored_once():
    of = annotator_cases.answers([(item, who, who) for item in range(20) for who in "abc"])
    asked = []
    pair_scores(of, lambda one, other: asked.append((one, other)) or 0.5)
    assert sorted(asked) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_ties_of_the_others_leave_a_score_undefined():
    of = annotator_cases.answers([("i", "a", "x"), ("i", "b", "x"), ("i", "c", "y")])
    scores = against_the_rest(of, annotator_cases.nominal(of), pair_scores(of, lambda *_: 0.0))
    assert np.isnan(scores[:2]).all()
    assert scores[2] == 0


def test_the_task_scores_its_values():
    score = scorer(TASKS["ner"])
    two = '{"entities":[{"end":2,"start":0,"type":"PS"},{"end":5,"start":3,"type":"LC"}]}'
    one = '{"entities":[{"end":2,"start":0,"type":"PS"}]}'
    assert score(one, two) == pytest.approx(2 / 3)
    assert score(one, one) == 1
