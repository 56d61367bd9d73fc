from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from prepare_cases import STORY, TALES, context, document, publish, split_of, tables

from pipeline.corpora import prepare as module
from pipeline.corpora.prepare import PrepareReport, prepare
from pipeline.corpora.sentences import SentenceWork
from pipeline.errors import UsageError
from pipeline.model import SPLITS, Sentence


def test_documents_become_sentences_and_placements(tmp_path: Path) -> None:
    work = context(tmp_path)
    publish(work, TALES[:25], TALES[25:])
    assert prepare(work) == PrepareReport(
        changed=True,
        documents=40,
        exact_duplicates=0,
        bridges=0,
        clusters=0,
        sentences=80,
        rejected={},
        personal_data={},
        flagged={},
        topics={},
        placed={"train": 32, "dev": 4, "test": 4},
    )
    sentences, placements, incidents = tables(work)
    text_of = {own.text_id: own.text for own in TALES}
    assert all(text_of[s.text_id][s.start : s.end] == s.text for s in sentences)
    assert [s.text_id for s in sentences] == [own.text_id for own in TALES for _ in range(2)]
    assert all(s.morphemes for s in sentences)
    assert {p.member for p in placements} == {own.doc_id for own in TALES}
    assert incidents == []


def test_each_shard_of_documents_has_its_shard_of_sentences(tmp_path: Path) -> None:
    work = context(tmp_path)
    publish(work, TALES[:3], [document("again", TALES[0].text)], TALES[3:5])
    prepare(work)
    names = [path.name for path in work.workspace.shards("documents")]
    assert [path.name for path in work.workspace.shards("sentences")] == names


def test_exact_duplicates_are_left_out_and_named(tmp_path: Path) -> None:
    work = context(tmp_path)
    same = document("same", f"  {TALES[3].text.replace(' ', chr(10), 1)} ", source="other")
    publish(work, [*TALES[:5], same])
    report = prepare(work)
    kept, dropped = sorted([TALES[3].doc_id, same.doc_id])
    sentences, placements, incidents = tables(work)
    assert (report.exact_duplicates, report.documents, sum(report.placed.values())) == (1, 6, 5)
    assert [(i.check, i.level, i.guid) for i in incidents] == [("exact_duplicate", "info", dropped)]
    assert kept in incidents[0].message
    assert dropped not in {p.member for p in placements}
    dropped_text = same.text_id if dropped == same.doc_id else TALES[3].text_id
    assert dropped_text not in {s.text_id for s in sentences}


def test_flags_are_set_and_documents_with_personal_data_stay(tmp_path: Path) -> None:
    work = context(tmp_path)
    private = document("p", "연락 바랍니다. 제 번호는 010-0000-1234예요.")
    publish(work, [private])
    report = prepare(work)
    assert [s.flags for s in work.read("sentences", Sentence)] == [(), ("personal_data.phone",)]
    assert report.flagged == {"personal_data.phone": 1}
    assert set(split_of(work)) == {private.doc_id}


def test_nothing_is_done_twice_unless_forced(tmp_path: Path) -> None:
    work = context(tmp_path)
    publish(work, TALES)
    first = prepare(work)
    before = tables(work)
    again = prepare(work)
    assert again == dataclasses.replace(first, changed=False)
    forced = prepare(work, force=True)
    assert forced == first
    assert tables(work) == before


@pytest.mark.parametrize(
    "settings", [{"near_duplicate": 0.8}, {"shares": {"train": 0.6, "dev": 0.2, "test": 0.2}}]
)
def test_another_setting_runs_the_stage_again_and_moves_nothing(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    work = context(tmp_path)
    publish(work, TALES)
    prepare(work)
    before = split_of(work)
    changed = context(tmp_path, **settings)
    assert prepare(changed).changed
    assert split_of(changed) == before


def test_neither_workers_nor_the_order_of_documents_change_the_result(tmp_path: Path) -> None:
    near = [document(f"n{n}", STORY.format("어린", word)) for n, word in enumerate(["늙은", "젊은"])]
    everything = [*TALES, *near, document("same", TALES[0].text)]
    one, two, other = context(tmp_path / "1"), context(tmp_path / "2", workers=2), context(tmp_path / "3")
    publish(one, everything[:20], everything[20:])
    publish(two, everything[:20], everything[20:])
    publish(other, everything[::-1])
    reports = [prepare(each) for each in (one, two, other)]
    assert reports[0] == reports[1] == reports[2]
    assert one.workspace.manifest("prepare") == two.workspace.manifest("prepare")
    assert tables(one)[1:] == tables(other)[1:]
    assert sorted(map(repr, tables(one)[0])) == sorted(map(repr, tables(other)[0]))


def test_a_failure_leaves_the_last_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = context(tmp_path)
    publish(work, TALES[:20])
    prepare(work)
    before = tables(work)
    publish(work, TALES[:20], TALES[20:])
    splitter: Callable[[SentenceWork], None] = module.write_sentences

    def fail_at_the_second(shard: SentenceWork) -> None:
        if shard.documents.stem == "00001":
            raise RuntimeError("power cut")
        splitter(shard)

    monkeypatch.setattr(module, "write_sentences", fail_at_the_second)
    with pytest.raises(RuntimeError, match="power cut"):
        prepare(work)
    assert tables(work) == before
    assert not list((tmp_path / "prepare").glob(".staging*"))
    monkeypatch.undo()
    assert prepare(work).documents == 40


def test_without_documents_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="klue ingest"):
        prepare(context(tmp_path))


def test_no_documents_at_all_are_prepared_to_nothing(tmp_path: Path) -> None:
    work = context(tmp_path)
    publish(work, [])
    report = prepare(work)
    assert (report.documents, report.sentences, report.placed) == (0, 0, dict.fromkeys(SPLITS, 0))
    assert tables(work) == ([], [], [])
