from __future__ import annotations

import pytest
from contract_files import CONTRACT, write, write_changed

from pipeline.contracts.odcs import Field, Rule, read_contract
from pipeline.errors import BadInputError


def test_a_contract_is_read(tmp_path):
    contract = read_contract(write(tmp_path))
    assert contract.path == tmp_path / "things.odcs.yaml"
    assert (contract.name, contract.version, contract.purpose) == ("things", "1.2.0", "Things.")
    score = Field("score", "float64", True, "", 51)
    assert contract.fields == (
        Field("key", "string", True, "The key.", 20, unique=True),
        Field("count", "int32", False, "", 26),
        Field("kind", "string", False, "", 37, enum=("big", "small")),
        Field("tags", "list", True, "", 41, fields=(Field("item", "string", True, "", 44),)),
        Field("part", "struct", False, "", 48, fields=(score,)),
    )


def test_the_rules_of_columns_come_before_those_of_the_table(tmp_path):
    assert read_contract(write(tmp_path)).rules == (
        Rule("not_negative", "warning", "expect_column_values_to_be_between", {"min_value": 0}, "count", 30),
        Rule(
            "expect_compound_columns_to_be_unique",
            "error",
            "expect_compound_columns_to_be_unique",
            {"column_list": ["key", "count"]},
            None,
            14,
        ),
    )


STRANGE = [
    ("purpose: Things.", "purpos: Things.", 0, "purpos: the standard has no such key"),
    ("status: active", "statsu: active", 0, "statsu: the standard has no such key"),
    ("unique: true", "uniqe: true", 0, "uniqe: the standard has no such key"),
    ("severity: warning", "severty: warning", 0, "severty: the standard has no such key"),
    ("enum: [{value: big}", "enum: [{valeu: big}", 0, "valeu: the standard has no such key"),
    ("  - property: gates", "  - properti: gates", 0, "properti: the standard has no such key"),
    ("  - property: gates", "  - property: gate", 0, "'gate' is not one of gates"),
    ("kwargs: {min_value: 0}", "kwarg: {min_value: 0}", -6, "a mapping of `type`"),
]
MISSING = [
    ("version: 1.2.0\n", "", -4, "'version' is a required property"),
    ("type: expect_column_values_to_be_between\n              ", "", -5, "a mapping of `type`"),
    ("        physicalType: int32\n", "", -2, "needs a physicalType"),
    ("- name: kind", "- description: A kind.", 0, "'name' is a required property"),
]
WRONG = [
    ("apiVersion: v3.1.0", "apiVersion: v9", 0, "'v9' is not one of"),
    ("kind: DataContract", "kind: Contract", 0, "'Contract' is not one of"),
    ("kwargs: {min_value: 0}", "kwargs: [0]", -6, "as a mapping, `kwargs`"),
    ("severity: warning", "severity: fatal", 0, "severity is error or warning"),
    ("required: true\n        unique", "required: maybe\n        unique", 0, "not of type 'boolean'"),
    (
        "engine: greatExpectations\n            name",
        "engine: soda\n            name",
        -1,
        "greatExpectations",
    ),
    ("- name: kind", "- name: count", 0, "there are two columns count"),
    ("schema:\n", "schema:\n  - name: other\n", 0, "exactly one table"),
    (
        "            physicalType: float64\n",
        "            physicalType: float64\n            quality: []\n",
        1,
        "",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), [*STRANGE, *MISSING, *WRONG])
def test_what_breaks_the_standard_or_ours_is_named_with_its_line(tmp_path, old, new, line, message):
    """The line is counted from where the contract was changed."""
    path, changed = write_changed(tmp_path, old, new)
    with pytest.raises(BadInputError) as caught:
        read_contract(path)
    problems = caught.value.what.splitlines()
    assert any(p.startswith(f"{path}:{changed + line}: ") and message in p for p in problems), problems
    assert len(problems) == len(set(problems))


@pytest.mark.parametrize("text", ["", "[]", "a contract", CONTRACT.split("schema:")[0], "key: [1\n"])
def test_what_is_no_contract_is_refused(tmp_path, text):
    with pytest.raises(BadInputError, match=r"things\.odcs\.yaml:\d"):
        read_contract(write(tmp_path, text))


def test_every_problem_is_named_in_order(tmp_path):
    text = (
        CONTRACT.replace("status:", "statsu:").replace("unique:", "uniqe:").replace("  purpose:", "  purp:")
    )
    with pytest.raises(BadInputError) as caught:
        read_contract(write(tmp_path, text))
    lines = [int(problem.split(":")[1]) for problem in caught.value.what.splitlines()]
    assert lines == [6, 8, 24]
