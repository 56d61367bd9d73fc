from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quality.annotators.drift import BASELINE, FEWEST, find_drift, first_alarm


@pytest.mark.parametrize("rate", [0.6, 0.8, 0.9, 0.97])
def test_steady_annotators_raise_at_most_one_alarm_in_a_thousand_answers(rate):
    random = np.random.default_rng(20260101)
    answers = alarms = 0
    for _ in range(60):
        alarm = first_alarm((random.random(2_000) < rate).astype(float))
        answers += 2_000 if alarm is None else alarm
        alarms += alarm is not None
    # The average run length, by maximum likelihood for a constant rate of alarms.
    assert answers / max(alarms, 1) > 2_500
    assert alarms


def test_items_that_are_hard_for_all_raise_no_more_alarms():
    random = np.random.default_rng(7)
    alarms = 0
    for _ in range(60):
        rate = np.where(random.random(1_000) < 0.12, 0.45, 0.93)
        alarms += len(find_drift((random.random(1_000) < rate).astype(float)).falls)
    assert alarms / 60 < 0.5


def test_fractional_scores_raise_no_more_alarms_than_hits_do():
    random = np.random.default_rng(8)
    assert all(first_alarm(random.beta(8, 2, 1_000)) is None for _ in range(40))


def test_a_fall_is_found_soon():
    random = np.random.default_rng(3)
    delays, places = [], []
    for _ in range(80):
        scores = np.concatenate([random.random(300) < 0.9, random.random(700) < 0.7]).astype(float)
        falls = [fall for fall in find_drift(scores).falls if fall.noticed > 300]
        assert falls
        delays.append(falls[0].noticed - 300)
        places.append(abs(falls[0].since - 300))
    assert np.median(delays) < 60
    assert np.mean(delays) < 80
    assert np.median(places) < 20


def test_a_fall_says_from_what_to_what():
    scores = np.array([1.0] * 100 + [0.0] * 60)
    drift = find_drift(scores)
    assert [(fall.since, fall.before, fall.after) for fall in drift.falls] == [(100, 1.0, 0.0)]
    assert drift.falls[0].noticed < 120
    assert drift.now == 0.0
    assert drift.fallen is drift.falls[0]


def test_a_fall_that_was_made_good_does_not_hold():
    drift = find_drift(np.array([1.0] * 100 + [0.0] * 30 + [1.0] * 300))
    assert drift.falls
    assert drift.fallen is None


def test_a_rise_is_no_fall():
    assert find_drift(np.array([0.0] * 100 + [1.0] * 100)).falls == ()


def test_too_few_answers_say_so():
    drift = find_drift(np.ones(FEWEST - 1))
    assert drift.undefined_because
    assert find_drift(np.ones(FEWEST)).undefined_because is None


@given(st.integers(0, 2**32 - 1), st.integers(100, 400))
def test_what_was_found_never_changes_when_more_answers_come(seed, seen):
    scores = (np.random.default_rng(seed).random(500) < np.linspace(0.95, 0.5, 500)).astype(float)
    early, late = find_drift(scores[:seen]).falls, find_drift(scores).falls
    assert late[: len(early)] == early
    assert all(fall.since >= BASELINE for fall in late)
