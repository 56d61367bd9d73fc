"""``klue audit`` as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.audit.registry import CHECKS
from pipeline.errors import ExitCode
from pipeline.klue_format import FORMATS, KlueFile
from pipeline.tasks.nli.row import NliRow

DOCUMENT = Path(__file__).parents[2] / "docs" / "checks.md"
KEYS = {"check", "level", "file", "line", "guid", "offset", "message", "explanation", "repair"}


def klue(*arguments):
    program = Path(sys.executable).parent / "klue"
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)


def pair(guid, hypothesis, gold="neutral"):
    return NliRow(
        guid, "wikinews", "비가 <script>alert(1)</script> 왔다.", hypothesis, gold, *["neutral"] * 5
    )


@pytest.fixture
def dev(tmp_path):
    path = tmp_path / "nli_dev.json"
    rows = (pair("nli1", "눈이\u00a0왔다."), pair("nli2", "눈이 왔다.", "entailment"))
    FORMATS["nli"].write(KlueFile(rows, FORMATS["nli"].frame), path)
    return path


def test_json_has_every_incident_and_the_counts(dev):
    ran = klue("audit", dev, "--json")
    assert ran.returncode == 0
    report = json.loads(ran.stdout)
    assert list(report) == ["incidents", "counts"]
    assert report["counts"] == {
        "text.odd_space": 1,
        "text.markup": 1,
        "dup.conflict": 1,
        "dup.exact": 1,
        "label.lost_vote": 1,
    }
    assert all(set(incident) == KEYS for incident in report["incidents"])
    odd = report["incidents"][0]
    assert (odd["check"], odd["guid"], odd["offset"], odd["line"]) == ("text.odd_space", "nli1", 2, 3)
    assert odd["repair"] == CHECKS["text.odd_space"].repair


def test_the_summary_names_check_and_guide(dev):
    ran = klue("audit", dev, "--limit", 2)
    assert ran.returncode == 0
    assert "label.lost_vote: see docs/checks.md#label.lost_vote" in ran.stdout
    assert "nli2: entailment is the label, the votes are neutral 5" in ran.stdout


def test_fail_on(dev, tmp_path):
    failed = klue("audit", dev, "--fail-on", "error")
    assert failed.returncode == ExitCode.FAILED_GATE
    assert "the audit has 2 of level error" in failed.stderr
    fine = replace(pair("nli3", "눈이  왔다."), premise="비가 왔다.")
    FORMATS["nli"].write(KlueFile((fine,), FORMATS["nli"].frame), tmp_path / "ok.json")
    assert klue("audit", tmp_path / "ok.json", "--fail-on", "warning").returncode == ExitCode.OK


def test_the_page_escapes_every_text(dev, tmp_path):
    rows = (pair("<i>guid</i>", "<b>눈</b>이 \u202e왔다."),)
    FORMATS["nli"].write(KlueFile(rows, FORMATS["nli"].frame), tmp_path / "<u>x_dev.json")
    ran = klue("audit", tmp_path, "--html", tmp_path / "pages" / "audit.html")
    assert ran.returncode == 0
    page = (tmp_path / "pages" / "audit.html").read_text(encoding="utf-8")
    body = page.partition("<body>")[2]
    for raw in ("<script", "<i>", "<b>눈", "<u>", "\u202e"):
        assert raw not in body
    assert "&lt;i&gt;guid&lt;/i&gt;" in body
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["audit"], ExitCode.USAGE, "nothing to audit"),
        (["audit", "none.json"], ExitCode.BAD_INPUT, "none.json: no such file"),
        (["audit", ".", "--task", "pos"], ExitCode.USAGE, "there is no task pos"),
    ],
)
def test_errors(arguments, code, words):
    ran = klue(*arguments)
    assert ran.returncode == code
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_record_that_cannot_be_read_is_an_incident_and_the_others_are_judged(dev):
    dev.write_text(dev.read_text(encoding="utf-8").replace('"neutral"', "7", 1), encoding="utf-8")
    report = json.loads(klue("audit", dev, "--json").stdout)
    assert report["counts"] == {"shape.record": 1, "text.markup": 1, "label.lost_vote": 1}
    assert report["incidents"][0]["message"] == "nli1: gold_label: text is wanted, not 7"
    assert (report["incidents"][0]["line"], report["incidents"][1]["line"]) == (2, 15)


def test_a_file_that_breaks_off_is_an_error_with_file_and_line(dev):
    dev.write_text(dev.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    ran = klue("audit", dev)
    assert ran.returncode == ExitCode.BAD_INPUT
    assert "nli_dev.json:23: not the JSON that KLUE's files are: it breaks off" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_list_of_checks_is_the_document():
    assert klue("audit", "--list", "--markdown").stdout == DOCUMENT.read_text(encoding="utf-8")
    listed = json.loads(klue("audit", "--list", "--json").stdout)
    assert [check["check"] for check in listed] == list(CHECKS)
