from __future__ import annotations

import pytest
from builders import assignment, dispute, headline, item, pair_item, premise_item, topics

from pipeline.tasks.base import Case
from pipeline.tasks.nli.values import Pair, Premise, Relation
from pipeline.tasks.registry import TASKS
from pipeline.tasks.stored import Cases, load_dispute


def test_a_case_has_its_item_decoded():
    stored = item(headline("표제"))
    case = Cases([stored], []).find(assignment(stored))
    assert case.item.payload == headline("표제")
    assert case.dispute is None


@pytest.mark.parametrize(
    ("stored", "payload"),
    [
        (premise_item("비가 온다."), Premise("비가 온다.")),
        (pair_item("맑다."), Pair("비가 와서 경기가 취소되었다.", "맑다.")),
    ],
    ids=["write", "label"],
)
def test_an_item_is_decoded_as_its_round_has_it(stored, payload):
    assert Cases([stored], []).find(assignment(stored)).item.payload == payload


def test_an_adjudicator_has_the_dispute_too():
    stored = item()
    put = dispute(stored, topics("정치"), topics("경제", "사회"))
    cases = Cases([stored], [put])
    found = cases.find(assignment(stored, round="adjudicate")).dispute
    assert set(found.answers) == {topics("정치"), topics("경제", "사회")}
    assert found.agreed is None
    assert cases.find(assignment(stored)) == Case(cases.find(assignment(stored)).item)


def test_agreed_parts_are_decoded():
    stored = pair_item()
    put = dispute(stored, Relation("neutral"), Relation("entailment"), agreed=Relation("neutral"))
    found = load_dispute(TASKS["nli"].label, put)
    assert found.agreed == Relation("neutral")
    assert set(found.answers) == {Relation("neutral"), Relation("entailment")}


def test_what_the_workspace_does_not_hold_is_not_found():
    stored, other = item(headline("하나")), item(headline("둘"))
    cases = Cases([stored], [])
    assert stored.item_id in cases
    assert other.item_id not in cases
    for wanted in (assignment(other), assignment(stored, round="adjudicate")):
        with pytest.raises(LookupError):
            cases.find(wanted)
