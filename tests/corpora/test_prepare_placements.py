"""Clusters of documents, and that their placements hold for ever."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from prepare_cases import STORY, TALES, context, document, publish, split_of

from pipeline.context import Context
from pipeline.corpora.prepare import prepare
from pipeline.model import Document, Incident, Placement, Sentence


def test_near_duplicates_and_native_groups_share_a_split(tmp_path: Path) -> None:
    work = context(tmp_path)
    near = [
        document("n1", STORY.format("어린", "늙은")),
        document("n2", STORY.format("어린", "젊은"), source="other"),
    ]
    group = [document(f"g{n}", f"{n}번 문장은 {'가나다라'[n] * 9} 다르다.", group="7") for n in range(4)]
    publish(work, [*TALES, near[0], *group[:2]], [near[1], *group[2:]])
    report = prepare(work)
    cluster_of = {p.member: (p.cluster, p.split) for p in work.read("placements", Placement)}
    assert report.clusters == 2
    assert len({cluster_of[own.doc_id] for own in near}) == 1
    assert len({cluster_of[own.doc_id] for own in group}) == 1
    assert cluster_of[near[0].doc_id][0] == min(own.doc_id for own in near)


def test_a_kept_document_stands_in_the_groups_of_its_duplicates(tmp_path: Path) -> None:
    work = context(tmp_path)
    same = "같은 글이 두 묶음에 들어 있다."
    tied = [
        document("t1", same, group="a"),
        document("t2", "첫째 묶음의 다른 글은 이렇다.", group="a"),
        document("t3", same, group="b"),
        document("t4", "둘째 묶음에는 저런 글도 있다.", group="b"),
    ]
    publish(work, [*TALES, *tied])
    prepare(work)
    split = split_of(work)
    assert len({split[own.doc_id] for own in tied if own.doc_id in split}) == 1


def test_placements_are_only_added_to(tmp_path: Path) -> None:
    work = context(tmp_path)
    publish(work, TALES[:20])
    prepare(work)
    before = work.read("placements", Placement)
    publish(work, TALES[10:30], TALES[30:])
    report = prepare(work)
    after = work.read("placements", Placement)
    assert report.changed
    assert after[: len(before)] == before
    assert {p.member for p in after} == {own.doc_id for own in TALES}
    assert sum(report.placed.values()) == 30


def test_a_new_near_duplicate_follows_the_old_document(tmp_path: Path) -> None:
    work = context(tmp_path)
    old = document("old", STORY.format("어린", "늙은"))
    publish(work, [*TALES, old])
    prepare(work)
    before = next(p for p in work.read("placements", Placement) if p.member == old.doc_id)
    new = [document(f"new{n}", STORY.format("어린", word)) for n, word in enumerate(["젊은", "착한", "작은"])]
    publish(work, [*TALES, old, *new])
    prepare(work)
    after = {p.member: p for p in work.read("placements", Placement)}
    assert all(after[own.doc_id] == dataclasses.replace(before, member=own.doc_id) for own in new)


def test_the_older_of_two_exact_duplicates_is_kept(tmp_path: Path) -> None:
    work = context(tmp_path)
    publish(work, TALES[:5])
    prepare(work)
    copies = [document(f"copy{n}", TALES[0].text) for n in range(6)]
    assert any(copy.doc_id < TALES[0].doc_id for copy in copies)
    publish(work, [*TALES[:5], *copies])
    report = prepare(work)
    assert report.exact_duplicates == 6
    assert {i.guid for i in work.read("prepare_incidents", Incident)} == {copy.doc_id for copy in copies}


def apart(work: Context) -> tuple[Document, Document]:
    """Publish documents such that two of the returned ones' kind were placed in different splits."""
    publish(work, TALES)
    prepare(work)
    split = split_of(work)
    return (
        next(own for own in TALES if split[own.doc_id] == "train"),
        next(own for own in TALES if split[own.doc_id] == "test"),
    )


def test_a_new_document_that_resembles_two_splits_is_left_out(tmp_path: Path) -> None:
    work = context(tmp_path, near_duplicate=0.4)
    train, test = apart(work)
    bridge = document("bridge", f"{train.text} {test.text}")
    innocent = document("innocent", f"{train.text} 덧붙인 말이 있다.")
    publish(work, [*TALES, bridge, innocent])
    report = prepare(work)
    assert report.bridges == 1
    (incident,) = work.read("prepare_incidents", Incident)
    assert (incident.check, incident.guid) == ("bridges_placements", bridge.doc_id)
    assert bridge.text_id not in {s.text_id for s in work.read("sentences", Sentence)}
    split = split_of(work)
    assert bridge.doc_id not in split
    assert split[innocent.doc_id] == "train"
    assert prepare(work, force=True) == report


def test_placed_documents_that_come_to_resemble_each_other_stay_and_are_named(tmp_path: Path) -> None:
    work = context(tmp_path)
    train, test = apart(work)
    before = split_of(work)
    assert test.native_id is not None
    rewritten = document(test.native_id, f"{train.text} 덧붙인 말이 있다.")
    publish(work, [*(own for own in TALES if own != test), rewritten])
    report = prepare(work)
    (incident,) = work.read("prepare_incidents", Incident)
    assert (incident.check, incident.level) == ("placements_tied", "warning")
    assert incident.guid in {train.doc_id, test.doc_id}
    assert report.bridges == 0
    assert split_of(work) == before
    assert rewritten.text_id in {s.text_id for s in work.read("sentences", Sentence)}
