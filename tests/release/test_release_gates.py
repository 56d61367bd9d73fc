from __future__ import annotations

from dataclasses import replace

import pytest
from builders import agreement, measurement

from pipeline.contracts.gates import AgreementGate, ClosedGate, GateResult, NoLeakGate, RowsGate
from pipeline.contracts.outcomes import Outcome
from pipeline.errors import ExitCode, FailedGateError, UsageError
from pipeline.quality.units import Progress
from pipeline.release.gates import (
    Decision,
    Evidence,
    Outline,
    judge,
    judge_contract,
    refuse_unless_open,
    waive,
)
from pipeline.settings import Waiver

MEASURE = "alpha_nominal_first_topic"
AGREEMENT = AgreementGate(
    kind="agreement", measure=MEASURE, floor=0.667, green=0.8, min_groups=30, reason="customary"
)
ROWS = RowsGate(kind="rows", min_per_split=2)
NO_LEAK = NoLeakGate(kind="no_leak")
CLOSED = ClosedGate(kind="closed")
GATES = (AGREEMENT, ROWS, NO_LEAK, CLOSED)


def record(split, *doc_ids, group=None):
    return Outline(split, doc_ids, group or f"{split} {doc_ids}")


RULE = Outcome(
    "tc", "label_set", "expect_column_values_to_be_in_set", "label", "error", True, 6, 0, (), "1.0.0"
)
BROKEN = replace(RULE, passed=False, unexpected=2, examples=("날씨", "운세", "만화"))
GOOD = Evidence(
    task="tc",
    records=[record(split, f"{split}{number}") for split in ("train", "dev", "test") for number in (1, 2)],
    clusters={},
    measurements=[measurement(agreement())],
    progress=[Progress("tc", "label", 10, 9, 1)],
    undecided=0,
)


def test_a_release_may_pass_every_gate():
    results = judge(GATES, GOOD)
    assert [(result.name, result.outcome) for result in results] == [
        ("tc/agreement", "passed"),
        ("tc/rows", "passed"),
        ("tc/no_leak", "passed"),
        ("tc/closed", "passed"),
    ]
    refuse_unless_open(waive(results, []))


OTHERS = [
    measurement(agreement(low=0.9), task="nli"),
    measurement(agreement(low=0.9), scope="source", name="news"),
]


@pytest.mark.parametrize(
    ("measurements", "outcome", "message"),
    [
        ([agreement(low=0.667)], "passed", "0.800 [0.667, 0.900]: the lower bound reaches 0.667"),
        ([agreement(low=0.666)], "failed", "the lower bound is below 0.667"),
        ([agreement(groups=30)], "passed", "reaches"),
        ([agreement(groups=29)], "undecided", "over 29 groups; 30 are needed"),
        ([agreement(low=0.1, groups=29)], "undecided", "over 29 groups; 30 are needed"),
        ([agreement(None, low=None, because="only one value")], "undecided", "is undefined: only one value"),
        ([agreement(low=None, high=None)], "undecided", "it has no interval"),
        ([agreement(measure="another")], "failed", f"{MEASURE} has not been measured"),
        ([], "failed", f"{MEASURE} has not been measured"),
    ],
)
def test_agreement_is_judged_by_the_lower_bound(measurements, outcome, message):
    given = [*OTHERS, *(measurement(each) for each in measurements)]
    result = judge([AGREEMENT], replace(GOOD, measurements=given))[0]
    assert (result.name, result.outcome) == ("tc/agreement", outcome)
    assert message in result.message


@pytest.mark.parametrize(
    ("missing", "outcome", "message"),
    [(None, "passed", "train 2, dev 2, test 2"), ("dev", "failed", "train 2, dev 1, test 2")],
)
def test_every_split_needs_its_rows(missing, outcome, message):
    records = [each for each in GOOD.records if each.doc_ids != (f"{missing}1",)]
    result = judge([ROWS], replace(GOOD, records=records))[0]
    assert (result.name, result.outcome, result.message) == ("tc/rows", outcome, message)


@pytest.mark.parametrize(
    ("records", "clusters", "outcome"),
    [
        ([record("train", "d1", "d2"), record("train", "d1"), record("test", "d3")], {}, "passed"),
        ([record("train", "d1"), record("test", "d2")], {"d1": "c1", "d2": "c2"}, "passed"),
        ([record("train", "d1"), record("test", "d1")], {}, "failed"),
        ([record("train", "d1", "d2"), record("dev", "d2", "d3")], {}, "failed"),
        ([record("train", "d1"), record("test", "d2")], {"d1": "c", "d2": "c"}, "failed"),
        ([record("train"), record("test")], {}, "passed"),
        ([record("train", group="goal"), record("test", group="goal")], {}, "failed"),
    ],
)
def test_no_document_or_near_duplicate_is_in_two_splits(records, clusters, outcome):
    result = judge([NO_LEAK], replace(GOOD, records=records, clusters=clusters))[0]
    assert (result.name, result.outcome) == ("tc/no_leak", outcome)
    assert ("are in two splits, such as" in result.message) == (outcome == "failed")


@pytest.mark.parametrize(
    ("progress", "undecided", "outcome", "message"),
    [
        ([Progress("tc", "label", 3, 2, 1), Progress("nli", "label", 3, 0, 0)], 0, "passed", "0 answers"),
        ([Progress("tc", "label", 3, 2, 0)], 0, "failed", "1 answers are waited for"),
        ([Progress("tc", "label", 3, 3, 0), Progress("tc", "adjudicate", 2, 0, 0)], 0, "failed", "2 answers"),
        ([Progress("tc", "label", 3, 3, 0)], 4, "failed", "4 items are undecided"),
    ],
)
def test_nothing_may_be_open(progress, undecided, outcome, message):
    result = judge([CLOSED], replace(GOOD, progress=progress, undecided=undecided))[0]
    assert (result.name, result.outcome) == ("tc/closed", outcome)
    assert message in result.message


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        ([], "passed"),
        ([RULE, RULE], "passed"),
        ([replace(BROKEN, severity="warning")], "passed"),
        ([RULE, BROKEN], "failed"),
    ],
)
def test_the_table_keeps_its_contract(rules, outcome):
    result = judge_contract("tc", rules)
    assert (result.name, result.outcome) == ("tc/contract", outcome)


def test_a_broken_contract_shows_the_first_rule():
    message = judge_contract("tc", [RULE, BROKEN]).message
    assert message == (
        "1 of 2 rules are broken, first expect_column_values_to_be_in_set on label: "
        "2 of 6 rows, such as 날씨, 운세"
    )


FAILED = GateResult("tc/rows", "failed", "dev 0")
UNDECIDED = GateResult("tc/agreement", "undecided", "few groups")
PASSED = GateResult("tc/closed", "passed", "all done")
REASON = "a trial release, said so on the card"


def test_a_missed_gate_refuses_the_release():
    decisions = waive([PASSED, FAILED, UNDECIDED], [])
    with pytest.raises(FailedGateError) as caught:
        refuse_unless_open(decisions)
    assert caught.value.exit_code == ExitCode.FAILED_GATE
    assert caught.value.what.splitlines() == [
        "the release misses 2 gates and is not published:",
        "  tc/rows: failed: dev 0",
        "  tc/agreement: undecided: few groups",
    ]


def test_a_gate_may_be_waived_by_name():
    decisions = waive([PASSED, FAILED, UNDECIDED], [Waiver(gate="tc/agreement", reason=REASON)])
    assert decisions == [Decision(PASSED), Decision(FAILED), Decision(UNDECIDED, REASON)]
    assert [decision.open for decision in decisions] == [True, False, True]
    with pytest.raises(FailedGateError, match="misses 1 gates"):
        refuse_unless_open(decisions)


def test_a_waiver_does_not_show_where_the_gate_passes():
    assert waive([PASSED], [Waiver(gate="tc/closed", reason=REASON)]) == [Decision(PASSED)]


def test_a_waiver_of_no_gate_is_an_error():
    with pytest.raises(UsageError, match="do not exist: tc/row\nthe gates are tc/closed, tc/rows"):
        waive([PASSED, FAILED], [Waiver(gate="tc/row", reason=REASON), Waiver(gate="tc/rows", reason=REASON)])
