from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline.locks import start_of_process
from pipeline.studio import endpoint
from pipeline.studio.endpoint import Embedded, read_embedded, write_embedded
from pipeline.workspace import Workspace


def embedded(pid, started):
    return Embedded("http://127.0.0.1:8080", "a token", "admin@klue.example", "a password", pid, started)


@pytest.fixture
def ended():
    """Number and start of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    started = start_of_process(process.pid)
    process.communicate(b"\n")
    return process.pid, started


def test_a_server_runs_while_its_process_does(ended):
    assert embedded(os.getpid(), start_of_process(os.getpid())).is_running
    assert not embedded(*ended).is_running


def test_another_process_that_got_the_number_is_not_the_server():
    assert not embedded(os.getpid(), "1").is_running


@pytest.mark.parametrize("pid", [0, -1])
def test_no_process_is_no_server(pid):
    assert not embedded(pid, "").is_running


def test_where_the_system_does_not_tell_starts_a_process_is_the_server(ended, monkeypatch):
    monkeypatch.setattr(endpoint, "start_of_process", lambda _: "")
    assert embedded(os.getpid(), "").is_running
    assert not embedded(ended[0], "").is_running


def test_the_word_of_a_server_is_for_its_owner_only(tmp_path):
    workspace = Workspace(tmp_path)
    assert read_embedded(workspace) is None
    server = embedded(1, "1")
    write_embedded(workspace, server)
    assert read_embedded(workspace) == server
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"url": "http://x"}'])
def test_a_damaged_word_is_none(tmp_path, text):
    workspace = Workspace(tmp_path)
    workspace.private("studio.json").write_text(text)
    assert read_embedded(workspace) is None


def test_a_server_shows_neither_token_nor_password():
    for shown in (repr(embedded(1, "1")), str(embedded(1, "1")), f"{embedded(1, '1')}"):
        assert "a token" not in shown
        assert "a password" not in shown
