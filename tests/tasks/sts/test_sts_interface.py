from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.labeling import assert_interface
from tasks.sts.sts_cases import dispute, item

from pipeline.tasks.base import Case, Skipped
from pipeline.tasks.regions import Region, UnreadableError, choice_region, regions_from_json, text_region
from pipeline.tasks.sts import TASK
from pipeline.tasks.sts.values import SCORES, Pair, Score

CASE: Case[Pair, Score] = Case(item())
DISPUTE = dispute(0, 1, 2, 2, 2, 4, 5, mean=2.285714)


@given(st.sampled_from(SCORES))
def test_value_of_regions_is_the_value(score: int):
    value = Score(float(score))
    assert TASK.label.value(CASE, TASK.label.regions(CASE, value)) == value


def test_keeping_a_disputed_pair_keeps_the_mean():
    kept = Score(2.285714)
    assert TASK.adjudicate.value(DISPUTE, TASK.adjudicate.regions(DISPUTE, kept)) == kept


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        ([choice_region("score", "sentence2", "3", "4")], "missing_answer"),
        ([choice_region("score", "sentence2", "6")], "unknown_label"),
        ([choice_region("score", "sentence2", "3점")], "unknown_label"),
        ([Region("score", "sentence2", "choices", {"choices": "3"})], "malformed_result"),
    ],
)
def test_unreadable_scores(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        TASK.label.answer(CASE, regions)
    assert caught.value.check == check


@pytest.mark.parametrize(
    ("case", "regions", "check"),
    [
        (DISPUTE, [], "missing_answer"),
        (DISPUTE, [choice_region("decision", "sentence2", "drop")], "unknown_label"),
        (CASE, [choice_region("decision", "sentence2", "keep")], "nothing_to_settle"),
    ],
)
def test_unreadable_decisions(case: Case[Pair, Score], regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        TASK.adjudicate.answer(case, regions)
    assert caught.value.check == check


def test_what_label_studio_stores_is_read():
    scored = {"id": "x", "to_name": "sentence2", "type": "choices", "origin": "manual"}
    stored = [{**scored, "from_name": "score", "value": {"choices": ["5"]}}]
    assert TASK.label.answer(CASE, regions_from_json(stored)) == Score(5.0)


def test_a_pair_may_be_skipped_with_a_rule():
    regions = [choice_region("skip", "sentence2", "unclear"), text_region("skip_rule", "sentence2", "STS-15")]
    assert TASK.label.answer(CASE, regions) == Skipped("unclear:STS-15")
    assert TASK.adjudicate.answer(DISPUTE, regions) == Skipped("unclear:STS-15")


def test_an_adjudicator_sees_scores_and_mean():
    data = TASK.adjudicate.data(DISPUTE)
    assert "<li>2점 <b>× 3</b></li>" in str(data["votes"])
    assert data["mean"] == "평균 2.29점"


@pytest.mark.parametrize("round_name", ["label", "adjudicate"])
def test_labelling_interface(round_name: str):
    round_ = TASK.round(round_name)  # type: ignore[arg-type]
    control = "score" if round_name == "label" else "decision"
    assert_interface("sts", round_.name, round_.data(DISPUTE), [control])
