from __future__ import annotations

import annotator_cases
import pytest

from pipeline.quality.annotators.twins import find_twins
from pipeline.quality.annotators.verdicts import TWIN_PROBABILITY


def twins(of):
    return find_twins(of, annotator_cases.nominal(of))


@pytest.mark.parametrize(("people", "each"), [(8, 3), (8, 4), (7, 7)])
def test_independent_annotators_are_no_twins(people, each):
    for seed in range(8):
        found = twins(annotator_cases.panel(seed, people=people, answers_an_item=each))
        assert all(pair.probability >= TWIN_PROBABILITY for pair in found)


@pytest.mark.parametrize(("people", "each"), [(8, 3), (8, 4), (7, 7)])
def test_a_copyist_is_found(people, each):
    for seed in range(4):
        of = annotator_cases.panel(seed, items=1000, people=people, answers_an_item=each, copying=1.0)
        first, second = twins(of)[:2]
        assert {of.annotators[first.one], of.annotators[first.other]} == {"0", "1"}
        assert first.probability < TWIN_PROBABILITY <= second.probability
        assert first.agreed == first.items > first.expected


def test_common_answers_against_the_majority_are_counted():
    rows = [(item, who, "x" if who in "ab" else "y") for item in range(12) for who in "abcde"]
    found = {(pair.one, pair.other): pair for pair in twins(annotator_cases.answers(rows))}
    assert (found[0, 1].outside, found[0, 1].agreed, found[0, 2].agreed) == (12, 12, 0)


def test_two_answers_an_item_say_nothing():
    assert twins(annotator_cases.panel(1, answers_an_item=2)) == []


def test_nothing_to_compare():
    assert twins(annotator_cases.answers([(1, "a", "x"), (2, "b", "y")])) == []
