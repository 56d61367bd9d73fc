from __future__ import annotations

import pyarrow as pa
import pytest
from contract_files import write, write_changed

from pipeline.contracts.arrow import arrow_schema
from pipeline.contracts.expectations import check, resolve, rules_of
from pipeline.contracts.odcs import read_contract
from pipeline.errors import BadInputError

pytestmark = pytest.mark.xdist_group("great_expectations")

GOOD = [
    {"key": "a", "count": 0, "kind": "big", "tags": ["x"], "part": {"score": 0.5}},
    {"key": "b", "count": None, "kind": None, "tags": [], "part": None},
]


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    return read_contract(write(tmp_path_factory.mktemp("contract")))


def table(contract, rows):
    """A table of the contract's types, whether or not it keeps what is required."""
    schema = arrow_schema(contract)
    return pa.Table.from_pylist(rows, schema=pa.schema([field.with_nullable(True) for field in schema]))


def broken(contract, rows):
    return {o.rule: (o.column, o.unexpected) for o in check(contract, table(contract, rows)) if not o.passed}


def test_what_fields_imply_comes_before_what_is_stated(contract):
    found = [(rule.name, rule.column, rule.line) for rule in rules_of(contract)]
    assert found == [
        ("required", "key", 20),
        ("unique", "key", 20),
        ("enum", "kind", 37),
        ("required", "tags", 41),
        ("not_negative", "count", 30),
        ("expect_compound_columns_to_be_unique", None, 14),
    ]
    assert [rule for rule, _ in resolve(contract)] == rules_of(contract)


def test_outcomes_come_in_the_order_of_the_rules_and_say_what_was_checked(contract):
    outcomes = check(contract, table(contract, GOOD))
    assert [(o.rule, o.column) for o in outcomes] == [(r.name, r.column) for r in rules_of(contract)]
    assert {(o.table, o.rows, o.contract_version) for o in outcomes} == {("things", 2, "1.2.0")}
    assert all(o.passed and o.unexpected == 0 and o.examples == () for o in outcomes)


def test_an_empty_table_breaks_nothing(contract):
    assert broken(contract, []) == {}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"key": None}, {"required": ("key", 1)}),
        ({"key": "a"}, {"unique": ("key", 2)}),
        ({"kind": "huge"}, {"enum": ("kind", 1)}),
        ({"count": -1}, {"not_negative": ("count", 1)}),
        ({"tags": None}, {"required": ("tags", 1)}),
        ({"key": "a", "count": 0}, {"unique": ("key", 2), "expect_compound_columns_to_be_unique": (None, 2)}),
        ({"key": "c", "part": {"score": None}}, {}),
    ],
)
def test_a_row_that_breaks_a_rule_is_counted(contract, row, expected):
    assert broken(contract, [*GOOD, {**GOOD[0], "key": "c", "count": 7, **row}]) == expected


def test_a_broken_rule_shows_up_to_five_values(contract):
    rows = [{**GOOD[0], "key": str(number), "count": -number} for number in range(8)]
    (outcome,) = [o for o in check(contract, table(contract, rows)) if not o.passed]
    assert (outcome.severity, outcome.unexpected, outcome.rows) == ("warning", 7, 8)
    assert outcome.examples == ("-1", "-2", "-3", "-4", "-5")


def test_an_example_is_cut(contract):
    rows = [{**GOOD[0], "kind": "가" * 1000}]
    (outcome,) = [o for o in check(contract, table(contract, rows)) if not o.passed]
    assert outcome.examples == ("가" * 200,)


def test_a_rule_about_the_whole_table_shows_what_was_observed(tmp_path):
    path, _ = write_changed(
        tmp_path,
        "type: expect_compound_columns_to_be_unique\n          kwargs: {column_list: [key, count]}",
        "type: expect_table_row_count_to_be_between\n          kwargs: {min_value: 3}",
    )
    contract = read_contract(path)
    outcome = check(contract, table(contract, GOOD))[-1]
    assert (outcome.passed, outcome.column, outcome.examples) == (False, None, ("observed 2",))


STATED = "type: expect_column_values_to_be_between\n              kwargs: {min_value: 0}"


@pytest.mark.parametrize(
    ("implementation", "message"),
    [
        ("type: expect_column_values_to_be_betwen", "'expect_column_values_to_be_betwen' is no expectation"),
        ("type: ''", "'' is no expectation"),
        ("type: expectation", "does not take these arguments"),
        (STATED.replace("min_value", "min_valeu"), "does not take these arguments: .*min_valeu"),
        (STATED.replace("0", "low"), "does not take these arguments"),
        (STATED.replace("0}", "0, column: key}"), "does not take these arguments: .*'column'"),
        ("type: expect_column_values_to_be_in_set", "does not take these arguments: .*value_set"),
        ("type: expect_table_row_count_to_equal\n              kwargs: {value: 2}", "column"),
    ],
)
def test_a_rule_that_is_none_is_named_with_its_line(tmp_path, implementation, message):
    path, line = write_changed(tmp_path, STATED, implementation)
    contract = read_contract(path)
    with pytest.raises(BadInputError, match=rf"things\.odcs\.yaml:{line - 5}: .*{message}") as caught:
        resolve(contract)
    assert "\n" not in caught.value.what


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            STATED,
            "type: expect_column_values_to_match_regex\n              kwargs: {regex: '('}",
            -5,
            "regular expression",
        ),
        ("[key, count]", "[key, colour]", -4, '"colour" .* does not exist'),
    ],
)
def test_a_rule_that_cannot_be_checked_is_named_with_its_line(tmp_path, old, new, line, message):
    path, changed = write_changed(tmp_path, old, new)
    contract = read_contract(path)
    where = rf"things\.odcs\.yaml:{changed + line}: \w+ cannot be checked on things: .*{message}"
    with pytest.raises(BadInputError, match=where):
        check(contract, table(contract, GOOD))
