from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.config import Config, Prepare
from pipeline.context import Context, Processes
from pipeline.contracts.odcs import Field, read_contract
from pipeline.corpora import prepare as module
from pipeline.corpora.prepare import PrepareReport, prepare
from pipeline.errors import UsageError
from pipeline.ids import doc_id, text_id
from pipeline.model import SPLITS, Document, Incident, Placement, Sentence
from pipeline.resources import shipped

STORY = (
    "옛날 어느 마을에 {} 소년이 살았습니다. 소년은 아침마다 강가에 나가 물수제비를 떴습니다. "
    "어느 날 강 건너에서 낯선 배 한 척이 다가왔습니다. 배에는 {} 노인이 타고 있었습니다."
)


def document(native_id: str, text: str, source: str = "tales", group: str | None = None) -> Document:
    own = doc_id(source, native_id, text)
    return Document(
        doc_id=own,
        text_id=text_id(own, text),
        source=source,
        native_id=native_id,
        native_group=group,
        title=None,
        text=text,
        links=(),
        url=None,
        revision=None,
        contributors=(),
        published_at=None,
        category=None,
        genre="literature",
        licence="CC0-1.0",
        attribution="",
    )


def tale(number: int) -> Document:
    """Give a document that resembles no other: its words are numbers written in syllables."""
    words = [f"{'가나다라마바사아자차'[int(d)]}{n}" for n, d in enumerate(str(7 ** (number + 40)))]
    return document(f"{number}", f"{' '.join(words)} 이야기다. 끝은 {number}번째로 났다.")


TALES = [tale(number) for number in range(40)]


def context(folder: Path, workers: int = 1, **settings: object) -> Context:
    config = Config(workspace=folder, prepare=Prepare.model_validate(settings))
    return Context(config, map=Processes(workers))


def publish(context: Context, *shards: Sequence[Document]) -> None:
    content = str(hash(tuple(d.text_id for shard in shards for d in shard)))
    with context.workspace.publishing("ingest", content) as run:
        for number, shard in enumerate(shards):
            context.write(run, "documents", shard, number)
        context.write(run, "ingest_incidents", [])


def tables(context: Context) -> tuple[list[Sentence], list[Placement], list[Incident]]:
    return (
        context.read("sentences", Sentence),
        context.read("placements", Placement),
        context.read("prepare_incidents", Incident),
    )


def split_of(context: Context) -> dict[str, str]:
    return {placement.member: placement.split for placement in context.read("placements", Placement)}


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
        flagged={},
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
        document("1", same, group="a"),
        document("2", "첫째 묶음의 다른 글은 이렇다.", group="a"),
        document("3", same, group="b"),
        document("4", "둘째 묶음에는 저런 글도 있다.", group="b"),
    ]
    publish(work, [*TALES, *tied])
    prepare(work)
    split = split_of(work)
    assert len({split[own.doc_id] for own in tied if own.doc_id in split}) == 1


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
    splitter: Callable[[module._Shard], None] = module._split

    def fail_at_the_second(shard: module._Shard) -> None:
        if shard.documents.stem == "00001":
            raise RuntimeError("power cut")
        splitter(shard)

    monkeypatch.setattr(module, "_split", fail_at_the_second)
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


@pytest.mark.parametrize(("table", "cls"), [("sentences", Sentence), ("placements", Placement)])
def test_the_contract_describes_the_dataclass(table: str, cls: type) -> None:
    contract = read_contract(shipped("data_contracts") / f"{table}.odcs.yaml")
    assert_fields(contract.fields, cls)
    assert contract.rules
    assert contract.purpose


def assert_fields(fields: Sequence[Field], cls: type) -> None:
    hints = typing.get_type_hints(cls)
    assert [field.name for field in fields] == [own.name for own in dataclasses.fields(cls)]
    for field in fields:
        assert field.description, field.name
        assert_field(field, hints[field.name])


def assert_field(field: Field, hint: object) -> None:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        assert not field.required
        (hint,) = (argument for argument in arguments if argument is not types.NoneType)
        return assert_field(dataclasses.replace(field, required=True), hint)
    assert field.required, field.name
    if origin is tuple:
        assert field.type == "list"
        return assert_field(field.fields[0], arguments[0])
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        assert field.type == "struct"
        return assert_fields(field.fields, hint)
    expected = {str: {"string"}, int: {"int32", "int64"}, bool: {"bool"}, float: {"float64"}}
    plain = type(arguments[0]) if origin is typing.Literal else hint
    assert field.type in expected[plain]  # type: ignore[index]
    return None
