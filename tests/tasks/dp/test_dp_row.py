from __future__ import annotations

from dataclasses import replace

import pytest
from tasks.contracts import assert_contract_fits, broken_rules
from tasks.dp.dp_cases import TREE, item, unit

from pipeline.tasks.dp import TASK
from pipeline.tasks.dp.row import DpRow, dp_row
from pipeline.tasks.release_row import Example

GUID = "klue-dp-0123456789abcdef"


def row() -> DpRow:
    return dp_row(Example(GUID, item(), "train", TREE, TASK.consensus(unit(TREE, TREE)), (), None))


def test_record():
    made = row()
    assert made.sentence == "어린 동생이 새 운동화를 신고 학교에 갔다."
    assert made.index == (1, 2, 3, 4, 5, 6, 7)
    assert " ".join(made.word_form) == made.sentence
    assert made.lemma[0] == "어리 ㄴ"
    assert made.pos[0] == "VA+ETM"
    assert made.head == (2, 5, 4, 5, 7, 7, 0)
    assert made.deprel[-1] == "VP"


def test_contract_fits_the_record():
    assert_contract_fits(TASK)


def test_contract_holds_for_a_record():
    assert broken_rules(TASK, row()) == []


@pytest.mark.parametrize(
    ("broken", "column"),
    [
        (replace(row(), guid="x"), "guid"),
        (replace(row(), sentence="나무가 푸르고 하늘이"), "sentence"),
        (replace(row(), sentence="나무가  푸르고 하늘이 높다."), "sentence"),
        (replace(row(), sentence="나무가 푸르고 하늘이 높다\u11ab."), "sentence"),
    ],
)
def test_contract_catches(broken: DpRow, column: str):
    assert {found for found, _ in broken_rules(TASK, broken)} == {column}


def test_contract_catches_a_repeated_sentence():
    again = replace(row(), guid=GUID[:-1] + "0")
    assert broken_rules(TASK, row(), again) == [("sentence", "expect_column_values_to_be_unique")]
