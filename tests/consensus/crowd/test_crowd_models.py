"""What holds for every model."""

from __future__ import annotations

import random

import numpy as np
import pytest
from crowd_cases import HOSTILE, ITERATIVE, MODELS, answers, crossed, to_ratings
from hypothesis import given, settings
from hypothesis import strategies as st

FEW = settings(max_examples=25)


def check(aggregation):
    matrix = aggregation.posterior.matrix()
    assert matrix.shape == (len(aggregation.items), len(aggregation.classes))
    assert np.isfinite(matrix).all()
    assert (matrix >= 0).all()
    assert matrix.sum(axis=1) == pytest.approx(1, abs=1e-9)
    assert aggregation.prior.sum() == pytest.approx(1, abs=1e-9)
    confidence = aggregation.confidence()
    assert confidence == pytest.approx(matrix.max(axis=1), abs=1e-9)
    best = np.array([aggregation.classes.index(value) for value in aggregation.values()])
    assert matrix[np.arange(len(best)), best] == pytest.approx(confidence, abs=1e-8)
    assert (best <= matrix.argmax(axis=1)).all()
    assert np.isfinite(aggregation.trace).all()
    # Doubles: an objective of thousands is exact to 1e-9.
    assert (np.diff(aggregation.trace) >= -1e-9 * (1 + np.abs(aggregation.trace[1:]))).all()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_answers(model, case):
    check(MODELS[model](to_ratings(HOSTILE[case])))


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(rows=answers(), truth=st.dictionaries(st.sampled_from(["i0", "i1", "i9"]), st.sampled_from("abz")))
def test_any_answers_with_and_without_gold(model, rows, truth):
    check(MODELS[model](to_ratings(rows)))
    found = MODELS[model](to_ratings(rows), truth)
    check(found)
    values = dict(zip(found.items, found.values(), strict=True))
    confidence = dict(zip(found.items, found.confidence(), strict=True))
    for item in truth.keys() & values.keys():
        assert (values[item], confidence[item]) == (truth[item], 1.0)


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(rows=answers(), order=st.randoms())
def test_rows_may_come_in_any_order(model, rows, order):
    expected = MODELS[model](to_ratings(rows))
    shuffled = list(rows)
    order.shuffle(shuffled)
    found = MODELS[model](to_ratings(shuffled))
    assert found.values() == expected.values()
    assert (found.posterior.matrix() == expected.posterior.matrix()).all()
    assert (found.trace == expected.trace).all()


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(
    rows=answers(),
    items=st.permutations(range(6)),
    annotators=st.permutations(range(4)),
    values=st.permutations("abc"),
)
def test_names_may_be_exchanged(model, rows, items, annotators, values):
    """Compared after a few iterations, before rounding errors grow where an optimum is not unique."""
    names = {f"i{n}": f"i{m}" for n, m in enumerate(items)} | {
        f"w{n}": f"w{m}" for n, m in enumerate(annotators)
    }
    names |= dict(zip("abc", values, strict=True))
    options = {"iterations": 5, "starts": 1}
    expected = MODELS[model](to_ratings(rows), **options)
    found = MODELS[model](to_ratings([tuple(names[cell] for cell in row) for row in rows]), **options)
    item = [found.items.index(names[name]) for name in expected.items]
    value = [found.classes.index(names[name]) for name in expected.classes]
    permuted = found.posterior.matrix()[np.ix_(item, value)]
    assert permuted == pytest.approx(expected.posterior.matrix(), abs=1e-6)
    assert found.prior[value] == pytest.approx(expected.prior, abs=1e-6)


@pytest.mark.parametrize("model", MODELS)
@FEW
@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=8), st.data())
def test_perfect_annotators_are_believed(model, present, data):
    truth = [data.draw(st.sampled_from("abc")) for _ in present]
    votes = [
        [value if there else None for there in [True, *row]]
        for value, row in zip(truth, present, strict=True)
    ]
    assert MODELS[model](to_ratings(crossed(votes))).values() == tuple(truth)


@pytest.mark.parametrize("model", ITERATIVE)
def test_good_annotators_outvote_spammers(model):
    """Five spammers agree with each other by chance only, but often enough to win votes."""
    generator = random.Random(3)
    truth = [generator.choice("abcd") for _ in range(300)]
    rows = crossed(
        [
            [v if generator.random() < 0.9 else generator.choice("abcd") for _ in range(2)]
            + [generator.choice("abcd") for _ in range(5)]
            for v in truth
        ]
    )
    gold = {f"i{n:03}": value for n, value in enumerate(truth)}
    vote = MODELS["majority"](to_ratings(rows)).accuracy(gold).value
    found = MODELS[model](to_ratings(rows))
    assert found.accuracy(gold).value > vote + 0.1
    assert found.converged


@pytest.mark.parametrize("model", ["majority", "one-coin", "mace", "mace, smoothed", "glad"])
def test_people_who_answer_once_are_a_vote(model):
    rows = [
        (f"i{n}", f"w{n}{m}", value)
        for n, votes in enumerate(["aab", "bba", "ccb"])
        for m, value in enumerate(votes)
    ]
    assert MODELS[model](to_ratings(rows)).values() == ("a", "b", "c")


@pytest.mark.parametrize("model", ITERATIVE)
def test_gold_teaches_whom_to_trust(model):
    """Two always contradict one; only known items tell that the one is right."""
    rows = crossed([[value, *("b" if value == "a" else "a") * 2] for value in "ab" * 30])
    gold = {f"i{n:03}": "ab"[n % 2] for n in range(20)}
    unknown = {f"i{n:03}": "ab"[n % 2] for n in range(20, 60)}
    assert MODELS[model](to_ratings(rows)).accuracy(unknown).value == 0
    assert MODELS[model](to_ratings(rows), gold).accuracy(unknown).value == 1


@pytest.mark.parametrize("model", MODELS)
def test_items_without_answers_are_left_out(model):
    found = MODELS[model](to_ratings([("u", "w", "a"), ("v", "w", None), ("x", "y", "b")]), {"v": "a"})
    assert found.items == ("u", "x")


@pytest.mark.parametrize("model", MODELS)
def test_no_answers_at_all(model):
    with pytest.raises(ValueError, match="no answers"):
        MODELS[model](to_ratings([("u", "w", None)]))


@pytest.mark.parametrize("model", ITERATIVE)
def test_progress_and_seed(model):
    rows = HOSTILE["a spammer against two"]
    steps = []
    found = ITERATIVE[model](to_ratings(rows), seed=5, starts=3, iterations=20, advance=steps.append)
    assert found.iterations <= sum(steps) <= 60
    assert set(steps) == {1}
    again = ITERATIVE[model](to_ratings(rows), seed=5, starts=3, iterations=20)
    assert (found.posterior.matrix() == again.posterior.matrix()).all()


def test_ties():
    found = MODELS["majority"](to_ratings(crossed(["ba", "cab", "bb", "cba"])))
    assert found.values() == ("a", "a", "b", "a")
    assert found.confidence() == pytest.approx([1 / 2, 1 / 3, 1, 1 / 3])
    accuracy = found.accuracy({"i000": "b", "i001": "a", "i002": "b", "i003": "z", "elsewhere": "a"})
    assert (accuracy.items, accuracy.value) == (4, 0.5)
    assert accuracy.ties_at_random == pytest.approx((1 / 2 + 1 / 3 + 1 + 0) / 4)
    assert found.accuracy({}).value is None
