"""The demonstration, from sample corpora through a real Label Studio to a release, as a user finds it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from demonstration import interrupt

import pipeline.cli
from pipeline.config import Overrides
from pipeline.context import open_context
from pipeline.corpora.sources import SourceRow
from pipeline.errors import ExitCode, UsageError
from pipeline.model import SPLITS, Annotation, Assignment, Consensus, Item
from pipeline.quality.agreement import measure
from pipeline.quality.consensus import find_consensus
from pipeline.resources import shipped
from pipeline.studio.scoring import score
from pipeline.tables import read_parquet, write_parquet
from pipeline.tasks.registry import TASKS
from pipeline.workspace import STAGES

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]

CONFIG = shipped("sample_corpora") / "klue.yaml"

seen_in_proc = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc")


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def manifest(release: Path) -> dict:
    return json.loads((release / "manifest.json").read_text())


def workspace_of(demonstration):
    return open_context(CONFIG, Overrides(workspace=demonstration.workspace))


def klue(monkeypatch, *arguments) -> int:
    """Run the command in this process, which has paid for its imports, and give the exit code."""
    monkeypatch.setattr(sys, "argv", ["klue", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        pipeline.cli.main()
    return ended.value.code


def test_a_demonstration_ends_well_and_names_its_release_last(demonstration):
    assert demonstration.code == 0, demonstration.errors
    assert demonstration.release == demonstration.workspace / "releases" / "0.1.0"
    assert (demonstration.release / "manifest.json").is_file()


@seen_in_proc
def test_nothing_that_a_demonstration_started_is_left(demonstration):
    assert demonstration.left == {}


@seen_in_proc
def test_an_interrupted_demonstration_takes_its_server_with_it(tmp_path):
    demonstration = interrupt(tmp_path)
    assert demonstration.code == 130
    assert "stopped" in demonstration.errors
    assert "Traceback" not in demonstration.errors
    assert demonstration.left == {}


def test_it_says_at_every_turn_what_it_waits_for(demonstration):
    said = "waiting for people: "
    waits = [
        wait.split(" ", 1)
        for line in demonstration.output.splitlines()
        if line.startswith(said)
        for wait in line.removeprefix(said).split(", ")
    ]
    assignments = workspace_of(demonstration).read("assignments", Assignment)
    asked = Counter(f"{assignment.task} {assignment.round}" for assignment in assignments)
    assert len(waits) == len(asked)
    assert {what: int(count) for count, what in waits} == asked


def test_servers_and_surroundings_change_nothing(demonstration, twin):
    released, offline = (
        {name: found for name, found in hashes(release).items() if name.endswith(".parquet")}
        for release in (demonstration.release, twin)
    )
    assert list(released) == [
        f"{task}/{split}-00000-of-00001.parquet" for task in sorted(TASKS) for split in sorted(SPLITS)
    ]
    assert released == offline
    for name in ("README.md", "LICENSE", "ATTRIBUTION.md", "ERRATA.md"):
        assert (demonstration.release / name).read_text() == (twin / name).read_text()


def test_the_manifest_states_every_file(demonstration):
    found = hashes(demonstration.release)
    del found["manifest.json"]
    stated = manifest(demonstration.release)["files"]
    assert {file["path"]: file["sha256"] for file in stated} == found
    for file in stated:
        assert (demonstration.release / file["path"]).stat().st_size == file["bytes"]


def test_every_task_has_enough_that_is_labelled(demonstration):
    context = workspace_of(demonstration)
    items = {item.item_id: item for item in context.read("items", Item[str]) if item.round == "label"}
    labelled = [items[found.item_id] for found in context.read("consensus", Consensus[str])]
    counts = Counter(item.task for item in labelled)
    assert counts.pop("tod") >= 12
    assert set(counts) == set(TASKS) - {"tod"}
    assert min(counts.values()) >= 40
    assert len({item.group for item in labelled if item.task == "mrc"}) >= 20


@pytest.mark.parametrize("task", TASKS)
def test_every_split_has_the_rows_that_the_manifest_states(demonstration, task):
    rows = {
        split: pq.read_table(path).num_rows
        for split in SPLITS
        for path in (demonstration.release / task).glob(f"{split}-*.parquet")
    }
    assert rows == manifest(demonstration.release)["rows"][task]
    assert min(rows.values()) > 0


def test_what_is_released_is_better_than_its_annotators(demonstration):
    context = workspace_of(demonstration)
    scores = score(
        context.references,
        context.read("items", Item[str]),
        context.read("annotations", Annotation[str]),
        context.read("consensus", Consensus[str]),
        context.config.seed,
    )
    assert [one.task for one in scores] == list(TASKS)
    assert [one.task for one in scores if one.released <= one.annotators] == []
    assert sum(one.released < 1 for one in scores) > len(TASKS) / 2


def test_sources_that_are_not_let_in_are_named_with_the_reason(demonstration):
    rows = {row.source_id: row for row in workspace_of(demonstration).read("sources", SourceRow)}
    assert rows["sample-essays"].verdict == "refuse"
    assert rows["sample-forum"].verdict == "quarantine"
    for name in ("sample-essays", "sample-forum"):
        # Long reasons go on in the lines below.
        line = demonstration.line(name)
        assert rows[name].verdict in line
        assert rows[name].reason[:20] in line
    assert "sample-essays/LICENSE:1 says CC-BY-ND-4.0" in rows["sample-essays"].reason
    released = {
        source
        for task in TASKS
        for sources in demonstration.table(task)["source_ids"].to_pylist()
        for source in sources
    }
    assert released <= {name for name, row in rows.items() if row.verdict == "accept"}


def test_it_is_said_that_the_annotators_were_programs(demonstration):
    report = (demonstration.workspace / "report" / "index.html").read_text()
    assert manifest(demonstration.release)["annotators"] == "simulated"
    assert (
        "The annotators of this release were simulated." in (demonstration.release / "README.md").read_text()
    )
    assert "The annotators were simulated." in report
    assert "이 작업의 주석자는 사람이 아니라 프로그램입니다." in report
    assert "The annotators were simulated." in demonstration.output


def test_waived_gates_stand_in_the_open(demonstration):
    waivers = {waiver.gate: waiver.reason for waiver in workspace_of(demonstration).config.release.waivers}
    gates = manifest(demonstration.release)["gates"]
    assert waivers
    assert {g["gate"]: g["waived_because"] for g in gates if g["waived_because"] is not None} == waivers
    assert {g["gate"] for g in gates if g["outcome"] != "passed"} == set(waivers)
    card = (demonstration.release / "README.md").read_text().splitlines()
    for gate, reason in waivers.items():
        assert any(line.startswith(f"| {gate} |") and reason in line for line in card)
        assert "undecided" in demonstration.line(gate)


def test_the_release_carries_its_legal_texts(demonstration):
    release = demonstration.release
    assert "CC-BY-SA-4.0" in (release / "LICENSE").read_text()
    attribution = (release / "ATTRIBUTION.md").read_text()
    for row in workspace_of(demonstration).read("sources", SourceRow):
        used = row.verdict == "accept"
        assert (row.title in attribution) is used
    assert (release / "ERRATA.md").read_text().strip()


def test_nobodys_address_is_released(demonstration):
    people = workspace_of(demonstration).config.studio
    for path in demonstration.release.rglob("*"):
        if path.is_file():
            rows = pq.read_table(path).to_pylist() if path.suffix == ".parquet" else path.read_text()
            assert [who for who in (*people.annotators, *people.adjudicators) if who in str(rows)] == []


@pytest.fixture
def workspace(demonstration, tmp_path, monkeypatch):
    """A copy of the demonstration's tables, keys and releases, without its servers' files."""
    monkeypatch.delenv("KLUE_PSEUDONYM_KEY", raising=False)
    copy = tmp_path / "workspace"
    shutil.copytree(demonstration.workspace, copy, ignore=shutil.ignore_patterns("studio", ".prefect"))
    return copy


def configured(folder: Path, **release: object) -> Path:
    """Write the demonstration's configuration with other settings of the release."""
    settings = yaml.safe_load(CONFIG.read_text())
    settings["catalogue"] = str(CONFIG.parent / settings["catalogue"])
    settings["release"] |= release
    path = folder / "klue.yaml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True))
    return path


def test_releasing_again_leaves_the_release_as_it_is(monkeypatch, capsys, workspace):
    before = hashes(workspace / "releases")
    code = klue(monkeypatch, "release", "-c", CONFIG, "-w", workspace)
    assert code == ExitCode.OK, capsys.readouterr().err
    assert hashes(workspace / "releases") == before


def test_a_published_version_is_never_changed(monkeypatch, capsys, tmp_path, workspace):
    before = hashes(workspace / "releases")
    config = configured(tmp_path, title="Another title")
    assert klue(monkeypatch, "release", "-c", config, "-w", workspace) == ExitCode.USAGE
    assert "a published version never changes; raise release.version" in capsys.readouterr().err
    assert hashes(workspace / "releases") == before


def test_a_gate_that_is_missed_and_not_waived_keeps_everything_back(monkeypatch, capsys, tmp_path, workspace):
    shutil.rmtree(workspace / "releases")
    config = configured(tmp_path, waivers=[])
    assert klue(monkeypatch, "release", "-c", config, "-w", workspace) == ExitCode.FAILED_GATE
    said = capsys.readouterr().err
    for gate in ("nli/agreement", "mrc/agreement", "tod/agreement"):
        assert f"{gate}: undecided" in said
    assert not (workspace / "releases").exists()


def republish(workspace: Path, stage: str, table: str, change) -> None:
    """Put other rows in the place of a table's, as if they had come from the same inputs."""
    context = open_context(CONFIG, Overrides(workspace=workspace))
    rows = {
        name: read_parquet(context.workspace.shards(name), context.schema(name)) for name in STAGES[stage]
    }
    rows[table] = pa.Table.from_pylist(change(rows[table].to_pylist()), schema=rows[table].schema)
    with context.workspace.publishing(stage, context.workspace.manifest(stage).fingerprint) as run:
        for name, content in rows.items():
            write_parquet(run.shard(name), content)


def test_answers_that_changed_since_their_consensus_are_not_released(monkeypatch, capsys, workspace):
    shutil.rmtree(workspace / "releases")
    republish(workspace, "pull", "annotations", lambda rows: rows[1:])
    assert klue(monkeypatch, "release", "-c", CONFIG, "-w", workspace) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "items or answers have changed" in said
    assert "run `klue agreement`, then `klue adjudicate`" in said
    assert not (workspace / "releases").exists()


def test_a_planned_task_is_never_left_out_in_silence(monkeypatch, capsys, workspace):
    shutil.rmtree(workspace / "releases")
    republish(workspace, "consensus", "consensus", lambda rows: [row for row in rows if row["task"] != "tod"])
    assert klue(monkeypatch, "release", "-c", CONFIG, "-w", workspace) == ExitCode.FAILED_GATE
    said = capsys.readouterr().err
    assert "tod/closed: failed: 0 answers are waited for, 12 items are undecided" in said
    assert not (workspace / "releases").exists()


def test_working_tables_that_break_their_contracts_are_not_released(monkeypatch, capsys, workspace):
    shutil.rmtree(workspace / "releases")
    republish(workspace, "pull", "annotations", lambda rows: [{**row, "seconds": -5.0} for row in rows])
    context = open_context(CONFIG, Overrides(workspace=workspace))
    measure(context)
    find_consensus(context)
    assert klue(monkeypatch, "release", "-c", CONFIG, "-w", workspace) == ExitCode.FAILED_GATE
    assert "annotations/contract: failed" in capsys.readouterr().err
    assert not (workspace / "releases").exists()


def test_the_users_own_settings_do_not_reach_the_demonstration(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("KLUE_STUDIO__URL", "http://127.0.0.1:9")
    monkeypatch.setenv("KLUE_SEED", "7")
    started = []

    def start(context):
        started.append(context.config)
        raise UsageError("far enough")

    monkeypatch.setattr("pipeline.cli.demo.start_with_bar", start)
    assert klue(monkeypatch, "demo", "-w", tmp_path / "workspace") == ExitCode.USAGE
    assert os.environ["KLUE_SEED"] == "7"
    (config,) = started
    assert config.studio.url is None
    assert config.seed == yaml.safe_load(CONFIG.read_text())["seed"]


def test_a_folder_that_no_demonstration_made_is_left_alone(monkeypatch, capsys, tmp_path):
    (tmp_path / "thesis.txt").write_text("three years of work")
    assert klue(monkeypatch, "demo", "-w", tmp_path) == ExitCode.USAGE
    assert "is not empty, and no demonstration made it" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
