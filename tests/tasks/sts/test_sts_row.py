from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tasks.contracts import assert_contract_fits, broken_rules
from tasks.sts.sts_cases import item, unit

from pipeline.tasks.release_row import Example, PseudonymousAnswer
from pipeline.tasks.sts import TASK
from pipeline.tasks.sts.row import StsRow, histogram, labels, sts_row
from pipeline.tasks.sts.values import Pair, Score

GUID = "klue-sts-0123456789abcdef"


def row(*scores: int) -> StsRow:
    consensus = TASK.consensus(unit(*scores))
    assert consensus.value is not None
    labelled = tuple(PseudonymousAnswer(f"p{n}", Score(float(score))) for n, score in enumerate(scores))
    return sts_row(Example(GUID, item(), "train", consensus.value, consensus, labelled, None))


def test_record():
    made = row(5, 5, 4, 5, 5, 5, 5)
    assert made.labels == labels(Score(4.857143))
    assert (made.labels.label, made.labels.binary_label) == (4.9, 1)
    assert made.annotations.agreement == "0:0:0:0:1:6"
    assert made.annotations.annotations == (5, 5, 4, 5, 5, 5, 5)
    assert made.annotations.annotators == ("p0", "p1", "p2", "p3", "p4", "p5", "p6")
    assert Pair(made.sentence1, made.sentence2) == item().payload


def test_derived_fields_are_those_of_klue(real_data: Path):
    path = real_data / "klue/klue_benchmark/klue-sts-v1.1/klue-sts-v1.1_dev.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    assert len(entries) == 519
    for entry in entries:
        scores = tuple(entry["annotations"]["annotations"])
        found = TASK.consensus(unit(*scores)).value
        assert found is not None
        made = labels(found)
        assert made.real_label == pytest.approx(entry["labels"]["real-label"], abs=5e-7)
        assert made.label == entry["labels"]["label"]
        assert made.binary_label == entry["labels"]["binary-label"]
        assert histogram(scores) == entry["annotations"]["agreement"]


def test_contract_fits_the_record():
    assert_contract_fits(TASK)


def test_contract_holds_for_a_record():
    made = row(5, 5, 4, 5, 5, 5, 5)
    assert (
        broken_rules(TASK, made, replace(made, guid=GUID[:-1] + "0", sentence1="ㅋㅋ 거실 불 좀 켜 줘 ㅠㅠ"))
        == []
    )


@pytest.mark.parametrize(
    ("broken", "column"),
    [
        (replace(row(1, 2), guid="x"), "guid"),
        (replace(row(1, 2), sentence1="짧다"), "sentence1"),
        (replace(row(1, 2), sentence1="\u110f\u110f 거실 불 좀 켜 줘"), "sentence1"),
        (replace(row(1, 2), sentence2="거실\u00a0불 좀 켜 줘"), "sentence2"),
        (replace(row(1, 2), sentence2=row(1, 2).sentence1), None),
    ],
)
def test_contract_catches(broken: StsRow, column: str | None):
    assert [found for found, _ in broken_rules(TASK, broken)] == [column]


def test_contract_catches_a_repeated_pair():
    made = row(1, 2)
    assert broken_rules(TASK, made, replace(made, guid=GUID[:-1] + "0")) == [
        (None, "expect_compound_columns_to_be_unique")
    ]
