from __future__ import annotations

import pytest
from contract_files import CONTRACT, write, write_changed

from pipeline.contracts.gates import AgreementGate, ClosedGate, NoLeakGate, RowsGate, gates_of
from pipeline.contracts.odcs import read_contract
from pipeline.errors import BadInputError


def test_gates_are_read_in_order(tmp_path):
    assert gates_of(read_contract(write(tmp_path))) == (
        AgreementGate(
            kind="agreement",
            measure="alpha_nominal",
            floor=0.667,
            green=0.8,
            min_groups=30,
            reason="Krippendorff's floor for tentative conclusions.",
        ),
        RowsGate(kind="rows", min_per_split=2),
        NoLeakGate(kind="no_leak"),
        ClosedGate(kind="closed"),
    )


def test_a_contract_need_not_have_gates(tmp_path):
    text = CONTRACT.split("customProperties:")[0]
    assert gates_of(read_contract(write(tmp_path, text))) == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("floor: 0.667", "flor: 0.667", r"0\.flor", "Extra inputs are not permitted"),
        ("floor: 0.667", "floor: high", r"0\.floor", "valid number"),
        ("floor: 0.667", "floor: 1.5", r"0\.floor", "less than or equal to 1"),
        ("green: 0.8", "green: -1.5", r"0\.green", "greater than or equal to -1"),
        ("min_groups: 30", "min_groups: 1", r"0\.min_groups", "greater than or equal to 2"),
        ("min_per_split: 2", "min_per_split: 0", r"1\.min_per_split", "greater than or equal to 1"),
        ("kind: no_leak", "kind: no_leaks", "2", "does not match any of the expected tags"),
        ("- kind: closed", "- open: false", "3", "Unable to extract tag"),
        ("- kind: closed", "- closed", "3", "valid dictionary"),
    ],
)
def test_a_wrong_gate_is_named_with_its_line(tmp_path, old, new, place, message):
    path, line = write_changed(tmp_path, old, new)
    with pytest.raises(BadInputError, match=rf"things\.odcs\.yaml:{line}: [^\n]*{place}: .*{message}"):
        gates_of(read_contract(path))


def test_a_missing_setting_is_named_with_the_line_of_its_gate(tmp_path):
    path, line = write_changed(
        tmp_path, "        reason: Krippendorff's floor for tentative conclusions.\n", ""
    )
    with pytest.raises(BadInputError, match=rf":{line - 5}: .*0\.reason: Field required"):
        gates_of(read_contract(path))


@pytest.mark.parametrize("value", ["all", "{kind: closed}", "5"])
def test_gates_that_are_no_list_are_refused(tmp_path, value):
    head = CONTRACT.split("    value:\n      - kind: agreement")[0]
    with pytest.raises(BadInputError, match=r"customProperties\.0\.value"):
        gates_of(read_contract(write(tmp_path, f"{head}    value: {value}\n")))
