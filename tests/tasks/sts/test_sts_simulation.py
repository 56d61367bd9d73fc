from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.sts.sts_cases import dispute, item

from pipeline.resources import shipped
from pipeline.tasks.base import Case
from pipeline.tasks.references import References
from pipeline.tasks.sts import TASK
from pipeline.tasks.sts.simulation import KeepingSimulator, PairSimulator, Reference, similarity
from pipeline.tasks.sts.values import SCORES, Score

ONE = Reference("", "숙소", "위치-좋다", ("역", "5분"), ("매우",))


@pytest.mark.parametrize(
    ("other", "score"),
    [
        (Reference("", "영화", "위치-좋다", ("역", "5분"), ("매우",)), 0),
        (Reference("", "숙소", "침대-좋다", (), ("매우",)), 1),
        (Reference("", "숙소", "침대-좋다", ("역",), ()), 2),
        (Reference("", "숙소", "위치-좋다", ("역",), ("매우",)), 3),
        (Reference("", "숙소", "위치-좋다", ("5분", "역"), ()), 4),
        (Reference("", "숙소", "위치-좋다", ("5분", "역"), ("매우",)), 5),
    ],
)
def test_similarity_is_where_meanings_first_differ(other: Reference, score: int):
    assert similarity(ONE, other) == similarity(other, ONE) == score


@given(st.sampled_from(SCORES), st.integers(), st.floats(-1, 1))
def test_a_slip_is_another_score_nearby(truth: int, seed: int, bias: float):
    slipped = PairSimulator([]).slip(Case(item()), Score(float(truth)), Random(seed), bias)
    assert slipped.score in SCORES
    assert 1 <= abs(slipped.score - truth) <= 2


def test_bias_decides_the_direction():
    def mean(bias: float) -> float:
        slips = [PairSimulator([]).slip(Case(item()), Score(3.0), Random(seed), bias) for seed in range(200)]
        return sum(slip.score for slip in slips) / len(slips)

    assert mean(1.0) > 3.9
    assert mean(-1.0) < 2.1


def test_an_adjudicator_keeps_the_mean():
    case = dispute(0, 5, mean=2.5)
    assert KeepingSimulator().truth(case) == Score(2.5)
    with pytest.raises(LookupError):
        KeepingSimulator().truth(Case(item()))


def test_unknown_sentences_are_not_covered():
    with pytest.raises(LookupError):
        PairSimulator([ONE]).truth(Case(item()))


def test_sample_references():
    lines = (shipped("sample_corpora") / "reference" / "sts.jsonl").read_text(encoding="utf-8").splitlines()
    references = References({"sts": lines})
    entries = references.read(Reference, "sts")
    simulator = TASK.simulators(references)["label"]
    for one, other in pairwise(entries):
        case = Case(item(one.sentence, other.sentence))
        assert simulator.truth(case) == Score(float(similarity(one, other)))
    scores = {similarity(one, other) for one in entries for other in entries if one != other}
    assert scores == set(SCORES)
