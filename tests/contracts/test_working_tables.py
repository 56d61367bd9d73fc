"""The contracts of the working tables say what the records say, and their rules are ones."""

from __future__ import annotations

from collections import Counter

import pytest
from builders import (
    agreement,
    annotation,
    assignment,
    context,
    dispute,
    headline,
    item,
    measurement,
    pair_item,
    topics,
)
from dataclass_schemas import literals_of, schema_of

from pipeline.contracts.arrow import arrow_schema
from pipeline.contracts.expectations import check, resolve, rules_of
from pipeline.contracts.outcomes import Outcome
from pipeline.model import Annotation, Assignment, Consensus, Dispute, Item, Measurement
from pipeline.sampling.counts import SampleCount
from pipeline.tables import to_table
from pipeline.tasks.registry import TASKS

pytestmark = pytest.mark.xdist_group("great_expectations")

RECORDS = {
    "items": Item,
    "sampling": SampleCount,
    "assignments": Assignment,
    "annotations": Annotation,
    "measurements": Measurement,
    "consensus": Consensus,
    "disputes": Dispute,
    "validation": Outcome,
}
ROUNDS_OF_ITEMS = {"write", "label"}
"""What is adjudicated is an item of the label round."""

ITEM = item(text_ids=("0" * 32,))
CONSENSUS = Consensus(ITEM.item_id, "tc", '{"topics":["정치"]}', "majority", 2 / 3, 2 / 3, "accepted")
OUTCOME = Outcome("items", "required", "expect_x", "task", "error", False, 3, 1, ("x",), "1.0.0")
ROWS = {
    "items": [ITEM, item(headline("다른 표제")), pair_item()],
    "sampling": [
        SampleCount("tc", "b001", "train", "all", "items", 3, 5, 3),
        SampleCount("tc", "b001", "train", "length", "8-20", None, 5, 3),
    ],
    "assignments": [assignment(ITEM, "a@x.kr"), assignment(ITEM, "b@x.kr"), assignment(pair_item())],
    "annotations": [
        annotation(ITEM, topics("정치")),
        annotation(ITEM, None, "b@x.kr", skipped="unclear:TC-3"),
    ],
    "measurements": [
        measurement(agreement()),
        measurement(agreement(None, low=None, high=None, because="one value"), scope="source", name="news"),
    ],
    "consensus": [CONSENSUS],
    "disputes": [dispute(ITEM, topics("정치"), topics())],
    "validation": [OUTCOME],
}


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    return context(tmp_path_factory.mktemp("workspace")).contract


@pytest.mark.parametrize("table", RECORDS)
def test_the_contract_has_the_fields_of_the_record(contract, table):
    assert arrow_schema(contract(table)) == schema_of(RECORDS[table])


@pytest.mark.parametrize("table", RECORDS)
def test_everything_is_described(contract, table):
    stated = contract(table)
    assert stated.name == table
    assert stated.purpose
    assert [field.name for field in stated.fields if not field.description] == []


@pytest.mark.parametrize("table", RECORDS)
def test_every_rule_is_an_expectation_and_is_stated_once(contract, table):
    resolve(contract(table))
    stated = Counter((r.expectation, r.column, str(r.arguments)) for r in rules_of(contract(table)))
    assert [rule for rule, times in stated.items() if times > 1] == []


@pytest.mark.parametrize("table", RECORDS)
def test_sets_of_values_are_those_of_the_types(contract, table):
    sets = {
        rule.column: set(rule.arguments["value_set"])
        for rule in rules_of(contract(table))
        if rule.expectation == "expect_column_values_to_be_in_set"
    }
    if "task" in sets:
        assert set(TASKS) <= sets["task"]
    for column, values in literals_of(RECORDS[table]).items():
        allowed = ROUNDS_OF_ITEMS if (table, column) == ("items", "round") else set(values)
        assert sets[column] == allowed, column


@pytest.mark.parametrize("table", RECORDS)
def test_rows_keep_the_contract(contract, table):
    stated = contract(table)
    outcomes = check(stated, to_table(ROWS[table], arrow_schema(stated)))
    assert [(o.rule, o.column, o.examples) for o in outcomes if not o.passed] == []
