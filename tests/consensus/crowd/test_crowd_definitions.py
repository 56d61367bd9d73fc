"""Each model against its formulas, class by class and rating by rating."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import product

import numpy as np
import pytest
from crowd_cases import ITERATIVE, answers, crossed, to_ratings
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import digamma

from pipeline.consensus.crowd import Settings, TooLargeError, dawid_skene, glad, hierarchical, mace, one_coin
from pipeline.consensus.crowd.em import shares
from pipeline.consensus.crowd.glad import _Model
from pipeline.consensus.crowd.hit_or_miss import hit_or_miss
from pipeline.consensus.crowd.posterior import DensePosterior
from pipeline.consensus.crowd.votes import Votes

FEW = settings(max_examples=25)
ONCE = Settings(iterations=1, starts=1)
THRICE = Settings(iterations=3, tolerance=-np.inf, starts=1)


def normalised(joint):
    joint = np.exp(joint - joint.max(axis=1, keepdims=True))
    return joint / joint.sum(axis=1, keepdims=True)


def vote(ratings):
    matrix = np.zeros((len(ratings.units), len(ratings.values)))
    np.add.at(matrix, (ratings.unit, ratings.value), 1.0)
    return matrix / matrix.sum(axis=1, keepdims=True)


@FEW
@given(answers(), st.data())
def test_hit_or_miss_equals_enumeration(rows, data):
    ratings = to_ratings(rows)
    votes = Votes.of(ratings, {"i0": "a", "i1": "z"})
    classes, count = len(votes.classes), len(rows)
    logs = st.lists(st.floats(-50, 0), min_size=count, max_size=count)
    hit, miss = np.array(data.draw(logs)), np.array(data.draw(logs))
    prior = np.array(data.draw(st.lists(st.floats(0.01, 1), min_size=classes, max_size=classes)))
    prior /= prior.sum()
    joint = np.tile(np.log(prior), (len(votes.items), 1))
    for r, j in product(range(count), range(classes)):
        joint[votes.item[r], j] += hit[r] if ratings.value[r] == j else miss[r]
    for item, truth in enumerate(votes.truth):
        if truth >= 0:
            joint[item, np.arange(classes) != truth] = -np.inf
    posterior, log_likelihood = hit_or_miss(votes, hit, miss, prior)
    assert posterior.matrix() == pytest.approx(normalised(joint), abs=1e-9)
    assert log_likelihood == pytest.approx(np.logaddexp.reduce(joint, axis=1).sum(), rel=1e-9, abs=1e-9)
    assert posterior.class_totals() == pytest.approx(posterior.matrix().sum(axis=0), abs=1e-9)
    dense = DensePosterior(posterior.matrix())
    assert posterior.best()[1] == pytest.approx(dense.best()[1], abs=1e-12)


@FEW
@given(answers())
def test_dawid_skene(rows):
    ratings = to_ratings(rows)
    matrix, tiny = vote(ratings), 1e-10
    ever = np.zeros((len(ratings.annotators), 1, matrix.shape[1]), dtype=bool)
    ever[ratings.annotator, 0, ratings.value] = True
    for _ in range(3):
        counts = np.zeros((len(ratings.annotators), matrix.shape[1], matrix.shape[1]))
        for u, a, v in zip(ratings.unit, ratings.annotator, ratings.value, strict=True):
            counts[a, :, v] += matrix[u]
        counts = np.where(ever, np.maximum(counts, tiny), 0)
        confusion = counts / counts.sum(axis=2, keepdims=True)
        joint = np.tile(np.log(np.maximum(matrix.mean(axis=0), tiny)), (len(matrix), 1))
        for u, a, v in zip(ratings.unit, ratings.annotator, ratings.value, strict=True):
            joint[u] += np.log(confusion[a, :, v])
        matrix = normalised(joint)
    found = dawid_skene(ratings, settings=THRICE)
    assert found.posterior.matrix() == pytest.approx(matrix, abs=1e-9)
    assert found.parameters.matrices() == pytest.approx(confusion, abs=1e-9)


@FEW
@given(answers())
def test_the_customary_end_of_dawid_skene(rows):
    """The bound of a posterior and the parameters made of it, rating by rating, tells when a run ends."""
    ratings = to_ratings(rows)
    bounds = []
    for iterations in range(1, 6):
        settings = Settings(iterations=iterations, tolerance=-np.inf, starts=1)
        posterior = dawid_skene(ratings, settings=settings).posterior.matrix()
        after = dawid_skene(ratings, settings=replace(settings, iterations=iterations + 1))
        confusion, prior = after.parameters.matrices(), np.maximum(posterior.mean(axis=0), 1e-10)
        bound = -np.sum(posterior * np.log(np.maximum(posterior, 1e-300)))
        for u, a, v in zip(ratings.unit, ratings.annotator, ratings.value, strict=True):
            bound += posterior[u] @ (np.log(prior) + np.log(confusion[a, :, v]))
        bounds.append(bound)
    tolerance = 1e-3
    rises = np.diff(bounds) / len(rows)
    if np.abs(rises - tolerance).min() < 1e-6:
        return
    ends = next((n + 2 for n, rise in enumerate(rises) if rise <= tolerance), 5)
    found = dawid_skene(ratings, settings=Settings(iterations=5, tolerance=tolerance, starts=1))
    assert found.iterations == ends


def expected_of(ratings, matrix):
    """Confusions of one-coin annotators whose accuracy is drawn to the crowd's by four answers."""
    classes = len(ratings.values)
    triples = list(zip(ratings.unit, ratings.annotator, ratings.value, strict=True))
    right = [matrix[u, v] for u, _, v in triples]
    crowd = (sum(right) + 1) / (len(right) + 2)
    tables = np.zeros((len(ratings.annotators), classes, classes))
    for annotator, table in enumerate(tables):
        own = [matrix[u, v] for u, a, v in triples if a == annotator]
        accuracy = (sum(own) + 4 * crowd) / (len(own) + 4)
        table[:] = (1 - accuracy) / max(classes - 1, 1)
        np.fill_diagonal(table, accuracy if classes > 1 else 1)
    return tables


@pytest.mark.parametrize(
    ("model", "pull", "whole"),
    [
        (partial(dawid_skene, dense=0), 1, False),
        (hierarchical, 20, True),
        (partial(hierarchical, dense=0), 20, False),
    ],
)
@FEW
@given(rows=answers())
def test_confusions_that_are_drawn_to_what_is_expected(model, pull, whole, rows):
    ratings = to_ratings(rows)
    matrix = vote(ratings)
    possible = np.full_like(matrix, True, dtype=bool) if whole else matrix > 0
    triples = list(zip(ratings.unit, ratings.annotator, ratings.value, strict=True))
    for _ in range(2):
        expected = pull * expected_of(ratings, matrix)
        for _ in range(3):
            counts = expected.copy()
            for u, a, v in triples:
                counts[a, :, v] += matrix[u]
            confusion = counts / counts.sum(axis=2, keepdims=True)
            prior = (matrix.sum(axis=0) + 1) / sum(matrix.shape)
            joint = np.where(possible, np.log(prior), -np.inf)
            for u, a, v in triples:
                joint[u] += np.log(confusion[a, :, v])
            matrix = normalised(joint)
    found = model(ratings, settings=replace(THRICE, starts=2))
    assert found.posterior.matrix() == pytest.approx(matrix, abs=1e-9)
    assert not found.posterior.matrix()[~possible].any()
    assert found.parameters.matrices().sum(axis=2) == pytest.approx(1)


@FEW
@given(answers())
def test_one_coin(rows):
    ratings = to_ratings(rows)
    matrix, classes = vote(ratings), len(ratings.values)
    right = np.zeros((2, len(ratings.annotators)))
    for u, a, v in zip(ratings.unit, ratings.annotator, ratings.value, strict=True):
        right[:, a] += matrix[u, v], 1
    accuracy = (right[0] + 1e-10) / (right[1] + 2e-10)
    joint = np.tile(np.log(np.maximum(matrix.mean(axis=0), 1e-300)), (len(matrix), 1))
    for (u, a, v), j in product(
        zip(ratings.unit, ratings.annotator, ratings.value, strict=True), range(classes)
    ):
        wrong = (right[1][a] - right[0][a] + 1e-10) / (right[1][a] + 2e-10) / max(classes - 1, 1)
        joint[u, j] += np.log(accuracy[a] if v == j else wrong)
    found = one_coin(ratings, settings=ONCE)
    assert found.posterior.matrix() == pytest.approx(normalised(joint), abs=1e-7)
    assert found.parameters.accuracy == pytest.approx(accuracy, abs=1e-9)


@pytest.mark.parametrize("variational", [True, False])
@FEW
@given(rows=answers())
def test_mace(variational, rows):
    ratings = to_ratings(rows)
    matrix, classes = vote(ratings), len(ratings.values)
    annotators = len(ratings.annotators)
    triples = list(zip(ratings.unit, ratings.annotator, ratings.value, strict=True))
    known = np.array([matrix[u, v] * classes / (classes + 1) for u, _, v in triples])
    for _ in range(3):
        know, spam = np.zeros(annotators), np.zeros((annotators, classes))
        for (_, a, v), p in zip(triples, known, strict=True):
            know[a] += p
            spam[a, v] += 1 - p
        if variational:
            total = digamma(know + spam.sum(axis=1) + 1)
            knows = np.exp(digamma(know + 0.5) - total)
            spams = np.exp(digamma(spam.sum(axis=1) + 0.5) - total)
            says = np.exp(digamma(spam + 10) - digamma(spam.sum(axis=1, keepdims=True) + 10 * classes))
        else:
            smoothing = 0.01 / classes
            total = know + spam.sum(axis=1) + 2 * smoothing
            knows, spams = (know + smoothing) / total, (spam.sum(axis=1) + smoothing) / total
            says = (spam + smoothing) / (spam + smoothing).sum(axis=1, keepdims=True)
        joint = np.zeros_like(matrix)
        for (u, a, v), j in product(triples, range(classes)):
            joint[u, j] += np.log(spams[a] * says[a, v] + knows[a] * (v == j))
        matrix = normalised(joint)
        known = np.array(
            [matrix[u, v] * knows[a] / (knows[a] + spams[a] * says[a, v]) for u, a, v in triples]
        )
    found = mace(ratings, settings=THRICE, variational=variational)
    assert found.posterior.matrix() == pytest.approx(matrix, abs=1e-9)
    assert found.parameters.strategy().sum(axis=1) == pytest.approx(1)
    if not variational:
        assert found.parameters.spamming == pytest.approx(spams)
        assert found.parameters.strategy() == pytest.approx(says)


@FEW
@given(answers(), st.data())
def test_glad_climbs_along_its_gradient(rows, data):
    votes = Votes.of(to_ratings(rows))
    model = _Model(votes)
    size = len(votes.annotators) + len(votes.items)
    point = np.array(data.draw(st.lists(st.floats(-2, 2), min_size=size, max_size=size)))
    _, gradient = model.loss(point)
    assert approx_fprime(point, lambda x: model.loss(x)[0], 1e-7) == pytest.approx(gradient, abs=1e-4)
    found = glad(to_ratings(rows), settings=Settings(tolerance=1e-9))
    end = np.concatenate([found.parameters.ability, found.parameters.ease])
    assert np.abs(model.loss(end)[1]).max() < 1e-2
    assert found.trace[-1] >= -model.loss(model.start(shares(votes)))[0]


def test_glad_tells_hard_items_and_able_annotators():
    votes = ["aaaab"] * 20 + ["bbbba"] * 20 + ["aabbb"] * 3
    found = ITERATIVE["glad"](to_ratings(crossed(votes)))
    ability, ease = found.parameters.ability, found.parameters.ease
    assert ability.argmin() == 4
    assert ease[-3:].max() < ease[:-3].min()


def test_free_text_needs_no_table_of_all_words():
    """4,000 items, 10,000 words: items × classes alone would be 320 MB, and confusions much more."""
    generator = np.random.default_rng(1)
    rows = [
        (
            item,
            annotator,
            f"word {item * 5 // 2}" if generator.random() < 0.7 else f"word {generator.integers(10_000)}",
        )
        for item in range(4000)
        for annotator in generator.choice(60, 5, replace=False).tolist()
    ]
    gold = {item: f"word {item * 5 // 2}" for item in range(4000)}
    for model in ("dawid-skene", "hierarchical", "one-coin", "mace", "glad"):
        found = ITERATIVE[model](to_ratings(rows), starts=1, iterations=20)
        assert found.accuracy(gold).value > 0.95


def test_what_does_not_even_fit_truncated_is_refused(monkeypatch):
    monkeypatch.setattr("pipeline.consensus.crowd.truncated.LARGEST", 10)
    with pytest.raises(TooLargeError, match="would have to weigh 27 pairs"):
        dawid_skene(to_ratings(crossed(["abc"] * 3)), dense=0)
