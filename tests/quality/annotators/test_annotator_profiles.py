from __future__ import annotations

from dataclasses import replace

import builders
import numpy as np
import pytest

from pipeline.agreement import one_against_the_rest
from pipeline.model import Consensus
from pipeline.quality.annotators import Work, assess
from pipeline.quality.units import units
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence
from pipeline.tasks.registry import TASKS

TOPICS = ("정치", "경제", "사회")


def work(items, annotations, consensus=(), task="tc", headline="alpha_nominal_first_topic"):
    return Work(TASKS[task], items, annotations, consensus, units(task, items, annotations), headline)


@pytest.fixture(scope="module")
def crowd():
    """Sixty headlines; c answers at random, quickly, and later than the others."""
    random = np.random.default_rng(1)
    items = builders.items(60)
    annotations = []
    for number, item in enumerate(items):
        truth = TOPICS[random.integers(3)]
        for who in "abcd":
            topic = TOPICS[random.integers(3)] if who == "c" else truth
            given = builders.annotation(item, builders.topics(topic), who)
            created = f"2026-01-{1 + number % 28:02}T00:00:00Z"
            annotations.append(replace(given, seconds=1.0 if who == "c" else 10.0, created_at=created))
    return items, annotations


def test_everybody_is_described_and_judged(crowd):
    panel = assess(work(*crowd))
    verdicts = {profile.figures.annotator: profile.verdict for profile in panel.profiles}
    assert [who for who, verdict in verdicts.items() if verdict.name == "pause"] == ["c"]
    kinds = {reason.kind for reason in verdicts["c"].reasons}
    assert {"agreement", "too_fast"} <= kinds


def test_alpha_is_taken_against_those_who_are_not_set_apart(crowd):
    items, annotations = crowd
    (over,) = TASKS["tc"].alphas(units("tc", items, annotations))
    everybody = one_against_the_rest(over.ratings, "nominal", resamples=0)
    rest = {p.figures.annotator: p.figures.rest for p in assess(work(items, annotations)).profiles}
    assert rest["c"].value == pytest.approx(everybody["c"].value)
    assert rest["a"].value == 1.0 > everybody["a"].value
    assert rest["c"].low < rest["c"].value < rest["c"].high


def test_the_matrix_is_symmetric_and_counts_common_items(crowd):
    panel = assess(work(*crowd))
    matrix, common = np.nan_to_num(panel.matrix, nan=-1), panel.common
    assert (matrix == matrix.T).all()
    assert (common == 60 * (1 - np.eye(4))).all()
    assert panel.matrix[0, 1] == 1.0
    assert panel.matrix[0, 2] < 0.6


def test_disagreement_is_that_of_an_item_s_pairs(crowd):
    panel = assess(work(*crowd))
    assert set(np.round(panel.disagreement, 6)) <= {0.0, 0.5}


def test_consensus_and_adjudicator_are_compared_apart(crowd):
    items, annotations = crowd
    value = builders.annotation(items[0], builders.topics("정치")).value
    consensus = [
        Consensus(item.item_id, "tc", value, "m", 1.0, 1.0, "settled" if number % 2 else "accepted")
        for number, item in enumerate(items)
    ]
    for profile in assess(work(items, annotations, consensus)).profiles:
        assert profile.figures.consensus.count == profile.figures.adjudicated.count == 30


def test_tasks_without_categories_have_scores():
    items = [builders.item(MarkedSentence(f"민수가 {n}번 왔다.", ()), task="ner") for n in range(60)]
    kinds = np.random.default_rng(1).choice(["PS", "LC", "OG"], len(items))
    annotations = [
        builders.annotation(item, Entities(() if who == "c" else (Entity(0, 2, kind),)), who)
        for item, kind in zip(items, kinds.tolist(), strict=True)
        for who in "abc"
    ]
    panel = assess(work(items, annotations, task="ner", headline="span_f1_exact"))
    figures = {profile.figures.annotator: profile.figures for profile in panel.profiles}
    assert (figures["a"].scores.value, figures["c"].scores.value) == (0.5, 0.0)
    assert figures["a"].confusion is figures["a"].bias is None
    assert {p.figures.annotator: p.verdict.name for p in panel.profiles} == {
        "a": "fine",
        "b": "fine",
        "c": "pause",
    }


def test_somebody_who_only_skipped_is_there():
    item = builders.item()
    panel = assess(work([item], [builders.annotation(item, None, "a", skipped="hate")]))
    (profile,) = panel.profiles
    assert profile.figures.answers == 0
    assert profile.figures.skips.reasons == (("hate", 1),)
    assert profile.verdict.name == "fine"


def test_nobody():
    assert assess(work([builders.item()], [])).profiles == ()


def test_the_order_of_rows_changes_nothing(crowd):
    items, annotations = crowd
    there, back = (assess(work(items, rows)) for rows in (annotations, annotations[::-1]))
    assert repr(there.profiles) == repr(back.profiles)
