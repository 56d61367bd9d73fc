from __future__ import annotations

import pytest
from contract_files import CONTRACT, write

from pipeline.contracts.consensus import (
    KlueRule,
    PosteriorRule,
    WeightedMeanRule,
    consensus_rule,
    no_such_rule,
)
from pipeline.contracts.odcs import read_contract
from pipeline.errors import BadInputError


def stating(folder, value):
    """Write a contract that states a rule; the second result is the line of the value."""
    text = f"{CONTRACT}  - property: consensus\n    value: {value}\n"
    return write(folder, text), text.count("\n")


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("{method: klue}", KlueRule()),
        ("{method: posterior, accept: 0.9}", PosteriorRule(method="posterior", accept=0.9)),
        ("{method: weighted-mean}", WeightedMeanRule(method="weighted-mean")),
    ],
)
def test_a_rule_is_read(tmp_path, value, rule):
    path, _ = stating(tmp_path, value)
    assert consensus_rule(read_contract(path)) == rule


def test_without_a_rule_the_tasks_own_counts(tmp_path):
    assert consensus_rule(read_contract(write(tmp_path))) == KlueRule()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("{method: majority}", "does not match any of the expected tags"),
        ("{method: posterior}", "accept: Field required"),
        ("{method: posterior, accept: 0.5}", "accept: Input should be greater than 0.5"),
        ("{method: posterior, accept: 2}", "accept: Input should be less than or equal to 1"),
        ("{method: klue, accept: 0.9}", "accept: Extra inputs are not permitted"),
        ("klue", "valid dictionary"),
        ("{}", "Unable to extract tag"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(tmp_path, value, message):
    path, line = stating(tmp_path, value)
    with pytest.raises(BadInputError, match=rf"things\.odcs\.yaml:{line}: .*{message}"):
        consensus_rule(read_contract(path))


def test_a_rule_that_a_task_does_not_have(tmp_path):
    path, line = stating(tmp_path, "{method: weighted-mean}")
    contract = read_contract(path)
    error = no_such_rule(contract, consensus_rule(contract))
    assert f"things.odcs.yaml:{line}: " in error.what
    assert "things has no consensus by 'weighted-mean'" in error.what
