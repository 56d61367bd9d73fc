from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.sts.sts_cases import item, unit

from pipeline.tasks.sts import TASK
from pipeline.tasks.sts.values import SCORES, Score

UNITS = [
    unit(*scores, of=item(f"첫 문장 {number}", f"둘째 문장 {number}"))
    for number, scores in enumerate([(0, 0, 1), (5, 5, 5), (3, 4, 3), (2, 2, 1), (4, 5, 5), (1, 0, 0)])
]


def test_measures_are_named_and_alpha_comes_first():
    measured = TASK.measures(UNITS, 1, 50)
    assert [m.measure for m in measured] == ["alpha_ordinal", "alpha_interval", "raw_agreement"]
    assert all(m.value is not None and m.low is not None and m.low <= m.value for m in measured)
    assert (measured[0].items, measured[0].groups, measured[0].ratings) == (6, 6, 18)
    assert measured[2].value == pytest.approx((1 + 3 + 1 + 1 + 1 + 1) / 18)


def test_equal_scores_agree_and_reversed_ones_do_not():
    same = [unit(score, score, of=item(f"{score}", "문장")) for score in SCORES]
    reverse = [unit(score, 5 - score, of=item(f"{score}", "문장")) for score in SCORES]
    assert [m.value for m in TASK.measures(same, 1, 0)] == pytest.approx([1, 1, 1])
    assert all((m.value or 0) < 0 for m in TASK.measures(reverse, 1, 0)[:2])


def test_alphas_are_the_first_measures():
    assert [a.measure for a in TASK.alphas(UNITS)] == [m.measure for m in TASK.measures(UNITS, 1, 0)][:2]


def test_mean_is_accepted():
    found = TASK.consensus(unit(5, 5, 4, 5, 3, 5, 5))
    assert (found.status, found.value) == ("accepted", Score(4.571429))
    assert found.support == pytest.approx(6 / 7)


@pytest.mark.parametrize(
    ("scores", "status"),
    [((0, 3), "accepted"), ((0, 4), "adjudicate"), ((0, 1, 5, 1, 0, 1, 1), "adjudicate")],
)
def test_scores_far_apart_go_to_adjudication_with_the_mean(scores: tuple[int, ...], status: str):
    found = TASK.consensus(unit(*scores))
    assert found.status == status
    assert found.value == Score(round(sum(scores) / len(scores), 6))


@pytest.mark.parametrize("scores", [(), (3,)])
def test_one_score_is_no_mean(scores: tuple[int, ...]):
    found = TASK.consensus(unit(*scores))
    assert (found.status, found.because, found.value) == ("discarded", "too_few_scores", None)


def test_outlying_annotators_weigh_less():
    """The fourth rates at random; their scores hardly move the mean, and without others they are the mean."""
    scores = [(n % 6, n % 6, n % 6, (n * n * 5 + 3) % 6) for n in range(60)]
    units = [unit(*row, of=item(f"첫 문장 {n}", f"둘째 문장 {n}")) for n, row in enumerate(scores)]
    found = TASK.by_weight(units)
    assert {each.method for each in found} == {"mean score weighted by exactness"}
    assert [each.item_id for each in found] == [each.item.item_id for each in units]
    off = [abs(each.value.score - row[0]) for each, row in zip(found, scores, strict=True)]
    assert max(off) < 0.1
    assert [each.status == "adjudicate" for each in found] == [max(row) - min(row) >= 4 for row in scores]
    assert TASK.by_weight([unit(3)])[0].because == "too_few_scores"
    assert TASK.by_weight([]) == []


@given(st.floats(0, 5), st.floats(0, 5))
def test_accuracy_is_a_share(value: float, truth: float):
    score = TASK.accuracy(Score(value), Score(truth))
    assert 0 <= score <= 1
    assert TASK.accuracy(Score(value), Score(value)) == 1
    assert score == TASK.accuracy(Score(truth), Score(value))
