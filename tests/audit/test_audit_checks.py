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


def test_jamo_typed_as_dots_are_not_blamed_on_nfkc():
    dots = data("tc", tc("기대된다 ᆢ 정말"))
    assert findings("text.nfkc", dots) == []
    assert len(findings("text.isolated_jamo", dots)) == 1


@pytest.mark.parametrize(
    ("written", "read"), [("utf-8", "latin-1"), ("utf-8", "cp1252"), ("cp949", "latin-1")]
)
def test_mojibake_names_what_was_meant(written: str, read: str):
    damaged = "날씨가".encode(written).decode(read)
    ((*_, message),) = findings("text.mojibake", data("tc", tc(f"어제 {damaged} 읽었다")))
    assert "'날씨가'" in message


def test_a_character_lost_twice_is_mojibake():
    lost = "도서관".encode("cp949").decode("utf-8", "replace").encode().decode("cp949", "replace")
    ((*_, message),) = findings("text.mojibake", data("tc", tc(lost)))
    assert "U+FFFD in UTF-8, read as CP949" in message


@pytest.mark.parametrize("text", ["시발점에 서다", "병신년 새해 인사", "홍어 삼합", "고양이 깜둥이"])
def test_words_with_another_meaning_are_no_abuse(text: str):
    assert findings("text.abuse", data("tc", tc(text))) == []


def test_residue_of_markup_without_its_beginning():
    residue = ner("1, 2편:QT>은 재밌게 봤다", ())
    assert len(findings("text.entity_markup", data("ner", residue))) == 1


def test_times_of_which_either_will_do():
    either = data("tod", tod(("식당-예약 시간-09:05|10:05",), domains=("식당",)))
    assert findings("tod.time", either) == []
