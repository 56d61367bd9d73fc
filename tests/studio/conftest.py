from __future__ import annotations

import os
import sys
from pathlib import Path

import builders
import pytest
from lab import Lab
from project import Project, Ran

from pipeline.cli import main
from pipeline.config import Config
from pipeline.context import Context
from pipeline.studio.server import start, stop


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """One real Label Studio for all tests that ask for it: mark them ``xdist_group("studio")``."""
    context = builders.context(tmp_path_factory.mktemp("lab"))
    server = start(context)
    try:
        with Lab(server, context.workspace.root) as lab:
            yield lab
    finally:
        stop(context)


@pytest.fixture
def studio(lab, monkeypatch):
    """The server without any project, named to the pipeline as a team's own server is."""
    lab.clear()
    monkeypatch.setenv("KLUE_STUDIO_TOKEN", lab.server.token)
    return lab


@pytest.fixture
def context(studio, tmp_path):
    """A workspace of its own, whose configuration names the server."""
    return Context(
        Config.model_validate({"workspace": tmp_path / "workspace", "studio": {"url": studio.server.url}})
    )


@pytest.fixture
def klue(tmp_path, monkeypatch, capsys, caplog):
    """Runs a command in an empty folder and in this process, where all that libraries log is heard."""
    for name in [name for name in os.environ if name.startswith("KLUE_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    caplog.set_level("DEBUG")

    def run(*arguments, **environment):
        with monkeypatch.context() as during:
            during.setattr(sys, "argv", ["klue", *arguments])
            for name, value in environment.items():
                during.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        return Ran(int(ended.value.code), *capsys.readouterr(), caplog.text)

    return run


@pytest.fixture
def project(klue):
    """The folder in which ``klue`` runs, after ``klue init``."""
    assert klue("init").code == 0
    return Project(Path.cwd())
