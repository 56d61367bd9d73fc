"""What prepare finds in texts, and what it does with it: scores, flags, masks, and documents left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from prepare_cases import TALES, context, document, publish

from pipeline.context import Context
from pipeline.corpora.personal import FoundPersonal, read_personal, without_personal
from pipeline.corpora.prepare import prepare
from pipeline.model import Document, Incident, Placement, Sentence
from pipeline.text.quality.documents import TextScores

PRIVATE = document(
    "p", "연락 바랍니다. 제 번호는 010-0000-1234예요. 메일은 a@example.com입니다.", title="제보 010-0000-9999"
)


def prepared(tmp_path: Path, documents: list[Document], **settings: object) -> Context:
    work = context(tmp_path, **settings)
    publish(work, documents)
    prepare(work)
    return work


def shown(work: Context, own: Document) -> Document:
    """Give a document as sampling sees it."""
    (shard,) = work.workspace.shards("personal_data")
    return without_personal(own, read_personal(shard).get(own.text_id, []))


def test_personal_data_are_found_with_their_places_and_counted(tmp_path: Path) -> None:
    work = prepared(tmp_path, [PRIVATE])
    rows = work.read("personal_data", FoundPersonal)
    part_of = {"title": PRIVATE.title or "", "text": PRIVATE.text}
    assert [(row.part, row.kind, part_of[row.part][row.start : row.end]) for row in rows] == [
        ("title", "phone", "010-0000-9999"),
        ("text", "phone", "010-0000-1234"),
        ("text", "email", "a@example.com"),
    ]
    assert {row.action for row in rows} == {"flag"}
    assert prepare(work).personal_data == {"email": 1, "phone": 2}


def test_flagged_titles_are_not_seen_by_sampling(tmp_path: Path) -> None:
    work = prepared(tmp_path, [PRIVATE])
    assert shown(work, PRIVATE).title is None
    assert shown(work, PRIVATE).text == PRIVATE.text


def test_masked_data_are_in_no_sentence_and_offsets_hold(tmp_path: Path) -> None:
    work = prepared(tmp_path, [PRIVATE], privacy={"phone": "mask"})
    own = shown(work, PRIVATE)
    sentences = work.read("sentences", Sentence)
    assert own.title == "제보 ***-****-****"
    assert "***-****-****" in own.text
    assert "0000" not in " ".join(sentence.text for sentence in sentences)
    assert all(own.text[s.start : s.end] == s.text for s in sentences)
    assert {flag for s in sentences for flag in s.flags} == {"personal_data.email"}


def test_documents_with_data_to_be_dropped_are_left_out_with_a_reason(tmp_path: Path) -> None:
    work = prepared(tmp_path, [*TALES[:5], PRIVATE], privacy={"email": "drop"})
    (incident,) = work.read("prepare_incidents", Incident)
    assert (incident.check, incident.guid) == ("personal_data", PRIVATE.doc_id)
    assert "1 email" in incident.message
    assert PRIVATE.text_id not in {s.text_id for s in work.read("sentences", Sentence)}
    assert PRIVATE.doc_id not in {p.member for p in work.read("placements", Placement)}
    assert prepare(work).rejected == {"personal_data": 1}


def test_what_is_kept_is_counted_and_not_flagged(tmp_path: Path) -> None:
    text = "문의는 고객센터 1588-0000번으로 하세요."
    work = prepared(tmp_path, [document("s", text)])
    assert [row.action for row in work.read("personal_data", FoundPersonal)] == ["keep"]
    assert [s.flags for s in work.read("sentences", Sentence)] == [()]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("There is not a single word of Korean in this text.", "quality.hangul"),
        ("12345 67890", "quality.hangul"),
        ("가 ★★★★★★★★★★★★ ♥♥♥♥♥♥", "quality.symbols"),
        ("이 줄은 늘 똑같이 나온다 " * 30, "quality.repetition"),
        ("무단 전재 및 재배포 금지\n저작권자 ⓒ 가나일보", "quality.boilerplate"),
        ("글자가 \ufffd\ufffd\ufffd\ufffd 깨졌다", "quality.broken"),
    ],
)
def test_rubbish_is_left_out_with_its_reason(tmp_path: Path, text: str, check: str) -> None:
    rubbish = document("r", text.strip())
    work = prepared(tmp_path, [*TALES[:5], rubbish])
    (incident,) = work.read("prepare_incidents", Incident)
    assert (incident.check, incident.level, incident.guid) == (check, "info", rubbish.doc_id)
    assert "%" in incident.message
    assert rubbish.doc_id in {score.doc_id for score in work.read("text_scores", TextScores)}
    assert rubbish.text_id not in {s.text_id for s in work.read("sentences", Sentence)}


def test_limits_are_those_of_the_configuration(tmp_path: Path) -> None:
    english = document("e", "There is not a single word of Korean in this text.")
    work = prepared(tmp_path, [english], document={"least_hangul": 0}, sentence={"least_hangul": 0})
    assert work.read("prepare_incidents", Incident) == []
    (sentence,) = work.read("sentences", Sentence)
    assert (sentence.hangul, sentence.flags) == (0, ())


def test_a_document_that_is_left_out_is_no_duplicate_of_any(tmp_path: Path) -> None:
    twins = [document(name, "There is not a single word of Korean in this text.") for name in "ab"]
    work = prepared(tmp_path, twins)
    assert {i.check for i in work.read("prepare_incidents", Incident)} == {"quality.hangul"}


def test_scores_are_columns_of_every_sentence(tmp_path: Path) -> None:
    text = "여성이 시장에 당선되었다. 아 씨발 KBS를 봤다. ★★ 하하하하하하"
    work = prepared(tmp_path, [document("s", text)])
    first, second, *_ = work.read("sentences", Sentence)
    assert first.topics == ("gender",)
    assert (first.hangul, first.symbols, first.profanity, first.hate) == (1, 0, 0, 0)
    assert second.profanity == 1
    assert 0.5 < second.hangul < 1
    assert prepare(work).topics == {"gender": 1}


def test_placed_documents_that_come_to_be_left_out_keep_their_placement(tmp_path: Path) -> None:
    work = prepared(tmp_path, [*TALES, PRIVATE])
    before = work.read("placements", Placement)
    strict = context(tmp_path, privacy={"email": "drop"})
    assert prepare(strict).rejected == {"personal_data": 1}
    assert strict.read("placements", Placement) == before
