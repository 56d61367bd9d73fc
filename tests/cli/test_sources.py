import json
import sys

import pytest
from typer.testing import CliRunner

from pipeline.cli import main
from pipeline.cli.app import app


def run(*arguments):
    return CliRunner().invoke(app, ["sources", *map(str, arguments)])


def exit_code(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["klue", "sources", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "LICENSE").write_text("CC BY 4.0\n")
    return tmp_path


def test_check_as_json(folder):
    done = run("check", folder, "--declared", "CC-BY-4.0", "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (said["verdict"], said["licence"], said["declared"]) == ("accept", "CC-BY-4.0", "CC-BY-4.0")
    (finding,) = said["findings"]
    assert {"file", "line", "licence", "kind", "scope", "text"} <= set(finding)
    assert (finding["file"], finding["line"], finding["licence"]) == ("LICENSE", 1, "CC-BY-4.0")


def test_check_in_words(folder, capsys, monkeypatch):
    assert exit_code(monkeypatch, "check", folder, "--declared", "CC0-1.0") == 4
    out, errors = capsys.readouterr()
    assert "quarantine: CC0-1.0" in out
    assert "LICENSE:1 says CC-BY-4.0" in out
    assert "quarantine" in errors


def test_check_for_another_release(folder):
    done = run("check", folder, "--release", "CC0-1.0", "--json")
    assert json.loads(done.stdout)["verdict"] == "refuse"


def test_check_of_no_folder(tmp_path, capsys, monkeypatch):
    assert exit_code(monkeypatch, "check", tmp_path / "nothing") == 2
    assert "no such folder" in capsys.readouterr().err


def test_explain():
    done = run("explain", "CC-BY-NC-4.0 AND CC0-1.0")
    assert done.exit_code == 0
    assert "release under CC-BY-SA-4.0: no" in done.stdout
