from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import BadInputError, LockedError, UsageError
from pipeline.workspace import STAGES, Workspace, fingerprint, replace_file


def publish(workspace, tables, *, stage="consensus", keep=(), print_="f"):
    with workspace.publishing(stage, print_) as run:
        for table in keep:
            run.keep(table)
        for table, shards in tables.items():
            for number, text in enumerate(shards):
                run.shard(table, number).write_text(text)


def published(workspace, table="consensus"):
    return [path.read_text() for path in workspace.shards(table)]


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w")


def test_shards_are_read_in_the_order_of_their_numbers(workspace):
    with workspace.publishing("consensus", "f") as run:
        for number in (10, 2, 0):
            run.shard("consensus", number).write_text(str(number))
    assert published(workspace) == ["0", "2", "10"]


def test_a_publication_replaces_the_one_before(workspace):
    publish(workspace, {"consensus": ["old"], "disputes": ["old"]})
    publish(workspace, {"consensus": ["new"]})
    assert published(workspace) == ["new"]
    assert published(workspace, "disputes") == []
    # Whoever was reading the first publication can finish: it goes with the next one.
    assert len(list((workspace.root / "consensus").iterdir())) == 3
    publish(workspace, {"consensus": ["newer"]})
    assert len(list((workspace.root / "consensus").iterdir())) == 3


def test_a_failed_publication_leaves_the_one_before(workspace):
    publish(workspace, {"consensus": ["old"]})
    before = workspace.manifest("consensus")

    def fail():
        with workspace.publishing("consensus", "g") as run:
            run.shard("consensus").write_text("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert published(workspace) == ["old"]
    assert workspace.manifest("consensus") == before
    assert sorted(path.suffix for path in (workspace.root / "consensus").iterdir()) == ["", ".json"]


def test_nothing_is_seen_of_a_publication_that_is_under_way(workspace):
    publish(workspace, {"consensus": ["old"]})
    with workspace.publishing("consensus", "g") as run:
        run.shard("consensus").write_text("new")
        assert published(workspace) == ["old"]
    assert published(workspace) == ["new"]


def test_one_writer_a_stage(workspace):
    with workspace.publishing("consensus", "f"):
        with pytest.raises(LockedError, match="consensus is being written"):
            publish(workspace, {"consensus": ["other"]})
        publish(workspace, {"items": ["other stage"]}, stage="sample")
    assert published(workspace, "items") == ["other stage"]


def test_a_table_that_nobody_made_is_asked_for_by_its_stage(workspace):
    assert not workspace.has("annotations")
    with pytest.raises(UsageError, match="there are no annotations yet\nrun `klue pull` first"):
        workspace.shards("annotations")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"stage": "s", "fingerprint": "f", "tables": {"items": [{"path": 1}]}}']
)
def test_a_damaged_manifest_is_named(workspace, text):
    publish(workspace, {"consensus": ["a"]})
    folder = workspace.root / "consensus"
    (folder / "manifest.json").write_text(text)
    with pytest.raises(BadInputError, match=r"manifest\.json: a damaged manifest") as caught:
        workspace.shards("consensus")
    remedy = f"restore {folder} from a backup, or remove it and run `klue adjudicate` again"
    assert caught.value.remedy == remedy


@pytest.mark.parametrize("stage", ["prepare", "sample", "assign"])
def test_nobody_is_told_to_remove_tables_that_only_grow(workspace, stage):
    publish(workspace, {}, stage=stage)
    (workspace.root / stage / "manifest.json").write_text("{")
    with pytest.raises(BadInputError) as caught:
        workspace.manifest(stage)
    assert caught.value.remedy == f"restore {workspace.root / stage} from a backup"


def test_content_is_that_of_the_shards(workspace):
    assert workspace.content("items", "annotations") == {"items": "", "annotations": ""}
    found = set()
    for shards in ([], ["a"], ["b"], ["a", "b"], ["b", "a"], ["ab"]):
        publish(workspace, {"items": shards}, stage="sample", print_=str(shards))
        found.add(workspace.content("items")["items"])
    assert len(found) == 6

    content = workspace.content("items")
    publish(workspace, {"items": ["ab"], "group_placements": ["x"]}, stage="sample", print_="other")
    assert workspace.content("items") == content


def test_the_manifest_holds_the_fingerprint_and_the_hash_of_every_file(workspace):
    publish(workspace, {"consensus": ["a"]}, print_="f1")
    data = json.loads((workspace.root / "consensus" / "manifest.json").read_text())
    assert data["stage"] == "consensus"
    assert data["fingerprint"] == "f1"
    (shard,) = data["tables"]["consensus"]
    assert shard["sha256"] == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_every_table_is_made_by_one_stage():
    tables = [table for stage in STAGES.values() for table in stage]
    assert len(tables) == len(set(tables))


@dataclass(frozen=True, slots=True)
class Publication:
    keep: frozenset[str]
    tables: dict[str, list[str]]


TABLES = st.sampled_from(STAGES["consensus"])
PUBLICATIONS = st.lists(
    st.builds(
        Publication,
        st.frozensets(TABLES),
        st.dictionaries(TABLES, st.lists(st.sampled_from("ab"), min_size=1, max_size=2)),
    ),
    max_size=5,
)


def appended_then_rewritten():
    """The same table in the end, once in two folders and once in one."""
    return [
        Publication(frozenset(), {"consensus": ["a"]}),
        Publication(frozenset({"consensus"}), {"consensus": ["b"]}),
        Publication(frozenset(), {"consensus": ["a", "b"]}),
    ]


@settings(max_examples=50)
@example(appended_then_rewritten())
@given(PUBLICATIONS)
def test_whatever_is_published_can_be_read(publications):
    """The fingerprint is always the same, so that publications of the same content meet."""
    with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync"):
        workspace = Workspace(Path(folder))
        expected = {table: [] for table in STAGES["consensus"]}
        for publication in publications:
            publish(workspace, publication.tables, keep=publication.keep)
            expected = {
                table: (shards if table in publication.keep else []) + publication.tables.get(table, [])
                for table, shards in expected.items()
            }
            assert {table: published(workspace, table) for table in expected} == expected


@given(st.dictionaries(st.text("ab", max_size=2), st.text("ab", max_size=2), max_size=3))
def test_a_fingerprint_does_not_depend_on_the_order_of_its_parts(parts):
    backwards = dict(reversed(parts.items()))
    assert fingerprint("sample", parts) == fingerprint("sample", backwards)
    assert fingerprint("sample", parts) != fingerprint("pull", parts)
    assert fingerprint("sample", parts) != fingerprint("sample", parts | {"c": ""})


def test_the_private_folder_is_private(workspace):
    path = workspace.private("key")
    assert path.parent.stat().st_mode & 0o077 == 0
    path.write_text("k")
    assert workspace.private("key").read_text() == "k"


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "f"
    for data in (b"old", b"", b"new"):
        replace_file(path, data)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_content_where_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "f"
    replace_file(path, b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
