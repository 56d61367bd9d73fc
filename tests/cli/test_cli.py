"""The command line as a user meets it: each test runs the installed program."""

from __future__ import annotations

import bz2
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipeline import __version__
from pipeline.cli.stages import run_push
from pipeline.errors import ExitCode
from pipeline.studio import stage as studio_stage
from pipeline.studio.push import Pushed
from pipeline.studio.stage import AssignReport

HEAVY = (
    "great_expectations",
    "kiwipiepy",
    "label_studio_sdk",
    "numpy",
    "pandas",
    "prefect",
    "pyarrow",
    "scipy",
)

COMMANDS = (
    *("init", "sources", "ingest", "prepare", "sample", "push", "pull", "agreement", "adjudicate"),
    *("validate", "release", "report", "studio", "demo", "build", "audit", "aggregate"),
    *("import", "export"),
)


def klue(*arguments, cwd=None, env=None):
    """Run the installed command."""
    program = Path(sys.executable).parent / "klue"
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, env=env)


def test_help_imports_nothing_heavy():
    code = f"import sys, pipeline.cli; print([name for name in {HEAVY} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"


def test_help_names_every_command():
    ran = klue("--help")
    assert ran.returncode == 0
    for command in COMMANDS:
        assert f" {command} " in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nonsense"], ExitCode.USAGE, "No such command"),
        (["ingest", "--nonsense"], ExitCode.USAGE, "No such option"),
        (["ingest"], ExitCode.USAGE, "klue.yaml: no such configuration\n  write one with: klue init"),
        (["agreement", "--input", "none.csv"], ExitCode.BAD_INPUT, "none.csv: no such file"),
        (["agreement", "--input", "table.xls"], ExitCode.USAGE, "cannot tell the format"),
        (["import", "none.json", "-o", "x.parquet", "--licence", "CC0-1.0"], ExitCode.BAD_INPUT, "none.json"),
        (["export", "none.parquet", "-o", "x", "--task", "tc"], ExitCode.BAD_INPUT, "no such file"),
        (["import", "none.json", "-o", "x", "--licence", "FOO"], ExitCode.USAGE, "terms of FOO are unknown"),
        (
            ["import", "none.json", "-o", "x", "--licence", "a b"],
            ExitCode.USAGE,
            "--licence: 'a b' is not an SPDX",
        ),
        (["export", "none.parquet", "-o", "x", "--task", "qa"], ExitCode.USAGE, "there is no task 'qa'"),
    ],
)
def test_a_mistake_is_told_without_a_traceback(tmp_path, arguments, code, words):
    ran = klue(*arguments, cwd=tmp_path)
    assert ran.returncode == code
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


PAIR = dict.fromkeys(("guid", "source", "premise", "hypothesis"), "가") | dict.fromkeys(
    ("gold_label", "author", "label2", "label3", "label4", "label5"), "neutral"
)


def test_the_version_is_told():
    assert klue("--version").stdout == f"klue-pipeline {__version__}\n"


def test_a_place_that_cannot_be_written_is_told_alike_by_import_and_export(tmp_path):
    (tmp_path / "nli.json").write_text(json.dumps([PAIR]))
    licence = ("--licence", "CC-BY-SA-4.0")
    assert klue("import", "nli.json", "-o", "nli.parquet", *licence, cwd=tmp_path).returncode == 0
    place = tmp_path / "nowhere" / "x"
    for ran in (
        klue("import", "nli.json", "-o", place, *licence, cwd=tmp_path),
        klue("export", "nli.parquet", "-o", place, "--task", "nli", cwd=tmp_path),
    ):
        assert ran.returncode == ExitCode.USAGE
        assert ran.stderr == f"error: {place}: cannot be written (No such file or directory)\n"


@pytest.mark.parametrize(
    ("licence", "warning"),
    [
        ("CC-BY-SA-4.0", ""),
        ("CC-BY-NC-4.0 OR CC-BY-4.0", ""),
        ("CC-BY-NC-4.0", "CC-BY-NC-4.0 allows no commercial use"),
        ("CC-BY-NC-ND-4.0", "CC-BY-NC-ND-4.0 allows no commercial use and no derivatives"),
    ],
)
def test_an_import_warns_of_licences_that_forbid_a_release(tmp_path, licence, warning):
    (tmp_path / "nli.json").write_text(json.dumps([PAIR]))
    ran = klue("import", "nli.json", "-o", "nli.parquet", "--licence", licence, "--json", cwd=tmp_path)
    assert ran.returncode == 0
    assert ran.stderr == (warning and f"warning: {warning}: no release may hold these texts\n")
    assert json.loads(ran.stdout)["rows"] == 1


def test_stages_say_what_has_to_run_first(tmp_path):
    klue("init", cwd=tmp_path)
    ran = klue("prepare", cwd=tmp_path)
    assert ran.returncode == ExitCode.USAGE
    assert "there are no documents yet\n  run `klue ingest` first" in ran.stderr
    ran = klue("pull", cwd=tmp_path)
    assert "there are no assignments yet\n  run `klue push` first" in ran.stderr


def test_init_writes_a_configuration_that_loads_and_is_never_overwritten(tmp_path):
    assert klue("init", cwd=tmp_path).returncode == 0
    text = (tmp_path / "klue.yaml").read_text()
    assert klue("init", cwd=tmp_path).returncode == ExitCode.USAGE
    assert (tmp_path / "klue.yaml").read_text() == text
    ran = klue("sources", cwd=tmp_path)
    assert "sources" in ran.stderr
    assert ran.returncode in (ExitCode.USAGE, ExitCode.BAD_INPUT)


def test_an_unknown_setting_is_named_with_its_line(tmp_path):
    (tmp_path / "klue.yaml").write_text("seed: 1\nsede: 2\n")
    ran = klue("sources", cwd=tmp_path)
    assert ran.returncode == ExitCode.BAD_INPUT
    assert "klue.yaml:2: sede: Extra inputs are not permitted" in ran.stderr


SOURCES = """
sources:
  - id: refused
    title: Essays
    genre: literature
    format: plain
    files: [text.txt]
    licence: CC-BY-ND-4.0
"""


def test_refused_licences_have_an_exit_code_of_their_own(tmp_path):
    (tmp_path / "text.txt").write_text("글입니다.\n")
    (tmp_path / "sources.yaml").write_text(SOURCES)
    (tmp_path / "klue.yaml").write_text("catalogue: sources.yaml\n")
    ran = klue("ingest", cwd=tmp_path)
    assert ran.returncode == ExitCode.REFUSED_LICENCE
    assert "CC-BY-ND-4.0 forbids derivatives" in ran.stderr
    shown = klue("sources", "--json", cwd=tmp_path)
    assert json.loads(shown.stdout)[0]["verdict"] == "refuse"


def test_a_server_that_is_not_there_has_an_exit_code_of_its_own(tmp_path):
    (tmp_path / "text.txt").write_text("나는 오늘 아침에 공원에서 친구를 만나 오래 걸었다.\n" * 3)
    (tmp_path / "sources.yaml").write_text(SOURCES.replace("CC-BY-ND-4.0", "CC0-1.0"))
    config = "catalogue: sources.yaml\ntasks: {tod: {items: 1}}\nstudio: {annotators: [a@x.example]}\n"
    (tmp_path / "klue.yaml").write_text(config)
    for stage in ("ingest", "prepare", "sample"):
        assert klue(stage, "--json", cwd=tmp_path).returncode == 0
    ran = klue("push", cwd=tmp_path)
    assert ran.returncode == ExitCode.UNREACHABLE
    assert "start the embedded one with `klue studio up`" in ran.stderr


def test_counts_are_one_object_of_names_for_programs(tmp_path):
    (tmp_path / "text.txt").write_text(
        "나는 오늘 아침에 공원에서 친구를 만나 오래 걸었다.\n전화 010-1234-5678\n"
    )
    (tmp_path / "sources.yaml").write_text(SOURCES.replace("CC-BY-ND-4.0", "CC0-1.0"))
    (tmp_path / "klue.yaml").write_text("catalogue: sources.yaml\n")
    klue("ingest", cwd=tmp_path)
    counts = json.loads(klue("prepare", "--json", cwd=tmp_path).stdout)
    names = {"documents", "exact_duplicates", "clusters", "bridges", "sentences"}
    assert names | {"flagged_personal_data_phone", "placed_train"} <= set(counts)
    assert all(re.fullmatch("[a-z_]+", name) for name in counts)
    assert "exact duplicates dropped" in klue("prepare", cwd=tmp_path).stdout


def test_what_was_pushed_is_one_object_of_names_for_programs(monkeypatch, capsys):
    monkeypatch.setattr(
        studio_stage, "assign_items", lambda _: AssignReport({("tc", "label"): 2, ("nli", "write"): 1})
    )
    monkeypatch.setattr(studio_stage, "push_assignments", lambda _: Pushed(4, 5, 6))
    run_push(None, as_json=True)
    assert json.loads(capsys.readouterr().out) == {
        "assignments_made": 3,
        "projects_made": 4,
        "tasks_imported": 5,
        "tasks_there": 6,
    }


RATINGS = "item,who,label\n1,a,x\n1,b,x\n2,a,y\n2,b,y\n3,a,x\n3,b,y\n"


def test_agreement_of_a_long_table(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text(RATINGS)
    columns = ("--item", "item", "--annotator", "who", "--value", "label", "--level", "nominal")
    measured = json.loads(klue("agreement", "--input", path, *columns, "--json").stdout)
    assert measured["value"] == pytest.approx(4 / 9)
    assert {"low", "high", "items", "annotators", "ratings", "undefined_because"} <= set(measured)
    assert (measured["items"], measured["annotators"], measured["ratings"]) == (3, 2, 6)
    ran = klue("agreement", "--input", path, *columns[:-1], "interval")
    assert ran.returncode == ExitCode.BAD_INPUT
    assert "is interval the level of label?" in ran.stderr


def test_the_formats_of_a_long_table_agree(tmp_path):
    rows = [line.split(",") for line in RATINGS.splitlines()]
    table = pd.DataFrame(rows[1:], columns=rows[0])
    (tmp_path / "a.csv").write_text("\ufeff" + RATINGS)
    (tmp_path / "a.tsv").write_text(RATINGS.replace(",", "\t"))
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(RATINGS.encode()))
    (tmp_path / "a.csv.bz2").write_bytes(bz2.compress(RATINGS.encode()))
    (tmp_path / "a.jsonl").write_text(table.to_json(orient="records", lines=True))
    table.to_parquet(tmp_path / "a.parquet")
    columns = ("--annotator", "who", "--value", "label", "--json")
    results = {path.name: klue("agreement", "--input", path, *columns) for path in tmp_path.iterdir()}
    assert {ran.returncode for ran in results.values()} == {0}
    assert len({ran.stdout for ran in results.values()}) == 1


@pytest.mark.parametrize(
    ("file", "level", "expected"),
    [
        ("rte", "nominal", 0.241479),
        ("temp", "nominal", 0.223413),
        ("wsd", "nominal", 0.937200),
        ("wordsim", "nominal", 0.221932),
        ("wordsim", "ordinal", 0.700762),
        ("wordsim", "interval", 0.670082),
    ],
)
def test_agreement_equals_the_reference_table(real_data, file, level, expected):
    path = real_data / "snow2008" / "all_collected_data" / f"{file}.standardized.tsv"
    columns = ("--item", "orig_id", "--annotator", "!amt_worker_ids", "--value", "response")
    ran = klue("agreement", "--input", path, *columns, "--level", level, "--json")
    assert json.loads(ran.stdout)["value"] == pytest.approx(expected, abs=1e-5)
