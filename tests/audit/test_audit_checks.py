from __future__ import annotations

import unicodedata

import pytest
from audit_cases import CASES
from audit_data import data, data_file, dp, mrc, ner, nli, re_, sts, tc, tod, train_and

from pipeline.audit.records import DataSet
from pipeline.audit.registry import CHECKS
from pipeline.audit.run import audit, run_check
from pipeline.tasks.mrc.row import AnswerText

NEEDS_A_TABLE = {"contract.error", "contract.warning"}


def test_every_check_has_its_cases():
    assert set(CASES) | NEEDS_A_TABLE == set(CHECKS)


@pytest.mark.parametrize("name", CASES)
def test_it_passes_what_is_in_order(name: str):
    assert list(run_check(CHECKS[name], CASES[name][0])) == []


@pytest.mark.parametrize("name", CASES)
def test_it_finds_what_is_not(name: str):
    found = list(run_check(CHECKS[name], CASES[name][1]))
    assert found
    for incident in found:
        assert incident.check == name
        assert incident.message


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.id)
def test_it_says_what_it_is(check):
    assert check.title[0].islower() or check.title.startswith(("U+", "I-"))
    assert not check.title.endswith(".")
    assert check.explanation.endswith(".")
    assert check.repair.endswith(".")


@pytest.mark.parametrize(
    ("task", "row"),
    [
        ("tc", tc()),
        ("sts", sts()),
        ("nli", nli()),
        ("ner", ner()),
        ("re", re_()),
        ("dp", dp()),
        ("mrc", mrc()),
        ("tod", tod()),
    ],
)
def test_a_valid_record_has_no_incident(task: str, row: object):
    assert audit([data_file(task, row)]).incidents == ()


def findings(name: str, dataset: DataSet) -> list[tuple[object, ...]]:
    return [
        (found.row, found.guid, found.offset, found.message) for found in run_check(CHECKS[name], dataset)
    ]


def test_places_and_messages():
    assert (
        findings("text.nfkc", data("ner", ner("ㅋ ᄏᄏ", ()))) == []
    )  # NFKC would have changed the first, too
    assert findings("text.nfkc", CASES["text.nfkc"][1]) == [
        (10, "tc1", 4, "title: 'ᄏᄏ' (U+110F ×2) is NFKC of 'ㅋㅋ'")
    ]
    assert findings("mrc.answer_offset", data("mrc", mrc(answers=(AnswerText("강원도", 5),)))) == [
        (10, "mrc1", 5, "answers[0]: '강원도' at 5, where '원도에' stands; it first stands at 4")
    ]
    assert findings("ner.edge_space", CASES["ner.edge_space"][1]) == [(13, "ner1", 2, "QT ' 24살' at 2-6")]
    assert findings("dup.cross_split", CASES["dup.cross_split"][1]) == [
        (10, "ner1", None, "the same input as t1 (klue_train.json:10)")
    ]


def test_compatibility_jamo_become_what_the_message_says():
    for code in range(0x3131, 0x318F):
        jamo = chr(code)
        title = unicodedata.normalize("NFKC", f"가 {jamo} 나")
        for incident in run_check(CHECKS["text.nfkc"], data("tc", tc(title))):
            was = incident.message.rpartition(" is NFKC of ")[2].strip("'")
            assert unicodedata.normalize("NFKC", was) == title[2]


def test_scores_that_round_either_way_are_in_order():
    halves = sts((2, 2, 2, 3))  # 2.25
    for label in (2.2, 2.3):
        row = sts((2, 2, 2, 3), labels={"label": label})
        assert findings("sts.derived", data("sts", halves, row)) == []


def test_versions_are_not_duplicates():
    versions = DataSet((data_file("ner", ner()), data_file("ner", ner(), path="v2_dev.tsv")))
    for name in ("dup.guid", "dup.exact", "dup.near", "dup.cross_split"):
        assert findings(name, versions) == []


def test_a_reference_is_not_judged():
    dirty = ner("겨우 24살", ((2, 6, "QT"),), guid="t1")
    assert audit(train_and("ner", [ner()], [dirty, dirty]).files).incidents == ()


def test_a_cumulative_state_is_reported_once():
    twice = data(
        "tod", tod(("숙소-이름-은여을",), ("숙소-이름-은여을",)), ontology={"숙소-이름": frozenset()}
    )
    assert len(findings("tod.unlisted", twice)) == 1


def test_without_an_ontology_no_value_is_doubted():
    assert findings("tod.unlisted", data("tod", tod(("숙소-이름-새 호텔",)))) == []
