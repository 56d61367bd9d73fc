from __future__ import annotations

from dataclasses import replace

import pytest
from tasks.contracts import assert_contract_fits, broken_rules
from tasks.re.re_cases import item, unit

from pipeline.contracts.odcs import read_contract
from pipeline.resources import shipped
from pipeline.tasks.re import TASK
from pipeline.tasks.re.relations import LABELS
from pipeline.tasks.re.row import EntityMention, ReRow, re_row
from pipeline.tasks.re.values import Relation
from pipeline.tasks.release_row import Example

GUID = "klue-re-0123456789abcdef"


def row() -> ReRow:
    consensus = TASK.consensus(unit("org:founded_by", "org:founded_by"))
    return re_row(Example(GUID, item(), "train", Relation("org:founded_by"), consensus, (), None))


def test_record():
    made = row()
    assert made.subject_entity == EntityMention("물결제지", 0, 3, "ORG")
    assert made.object_entity == EntityMention("고태산", 6, 8, "PER")
    for mention in (made.subject_entity, made.object_entity):
        assert made.sentence[mention.start_idx : mention.end_idx + 1] == mention.word
    assert (made.label, made.source) == ("org:founded_by", "sample-news")


def test_contract_fits_the_record():
    assert_contract_fits(TASK)


def test_contract_lists_the_relations():
    contract = read_contract(shipped("data_contracts") / "re.odcs.yaml")
    (labels,) = (rule for rule in contract.rules if rule.column == "label")
    assert labels.arguments["value_set"] == list(LABELS)


def test_contract_holds_for_a_record():
    other = replace(row(), guid=GUID[:-1] + "0", sentence="ㅋㅋ 물결제지는 고태산이 세웠다")
    assert broken_rules(TASK, row(), other) == []


@pytest.mark.parametrize(
    ("broken", "column"),
    [
        (replace(row(), guid="x"), "guid"),
        (replace(row(), sentence="짧다"), "sentence"),
        (replace(row(), sentence="물결제지는 고태산이 \u200b세웠다고 한다"), "sentence"),
        (replace(row(), label="org:founder"), "label"),
        (replace(row(), source=""), "source"),
    ],
)
def test_contract_catches(broken: ReRow, column: str):
    assert [found for found, _ in broken_rules(TASK, broken)] == [column]
