"""The embedded server as ``klue studio up`` and ``down`` start and stop it."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import builders
import httpx
import pytest

from pipeline.errors import ExitCode
from pipeline.studio.browser import Browser
from pipeline.studio.endpoint import read_embedded
from pipeline.studio.server import stop

pytestmark = pytest.mark.xdist_group("studio")

ITEMS = builders.items(3)
ASSIGNMENTS = [builders.assignment(item, "a@x.kr") for item in ITEMS]
DATABASE = Path("studio", "label_studio.sqlite3")
RECORD = Path("private", "studio.json")


@pytest.fixture
def used(project, lab):
    """A project whose server has ended: a copy of the lab's, which spares the minute of a new one."""
    workspace = project.context.workspace.root
    for path in (DATABASE, RECORD):
        (workspace / path).parent.mkdir(parents=True)
    with (
        closing(sqlite3.connect(lab.workspace / DATABASE)) as source,
        closing(sqlite3.connect(workspace / DATABASE)) as copy,
    ):
        source.backup(copy)
    record = json.loads((lab.workspace / RECORD).read_bytes()) | {"started": "long ago"}
    (workspace / RECORD).write_text(json.dumps(record))
    yield project
    stop(project.context)


def test_up_and_down(used, lab):
    token, password = lab.server.token, lab.server.password
    up = used.run("studio", "up")
    assert up.code == 0, up
    server = read_embedded(used.context.workspace)
    assert f"Label Studio: {server.url}   login: {server.email}   password: {password}" in up.out
    assert "stop it with: klue studio down" in up.out
    assert server.url != lab.server.url
    assert password not in up.err
    assert token not in up.everything

    again = used.run("studio", "up", "--json")
    assert json.loads(again.out) == {"url": server.url, "email": server.email, "password": password}
    assert read_embedded(used.context.workspace) == server
    with Browser(server.url) as browser:
        browser.log_in(server.email, password)

    used.assign(ITEMS, ASSIGNMENTS)
    pushed = used.run("push", "--json")
    assert pushed.code == 0, pushed
    assert token not in pushed.everything
    assert password not in pushed.everything

    arguments = Path(f"/proc/{server.pid}/cmdline").read_text()
    assert "label-studio" in arguments
    for secret in (token, password):
        assert secret not in arguments
        assert [path for path in used.files_with(secret) if path.name != DATABASE.name] == [
            Path("workspace") / RECORD
        ]
    record = used.context.workspace.root / RECORD
    assert record.stat().st_mode & 0o077 == 0

    down = used.run("studio", "down")
    assert (down.code, down.out) == (0, "Label Studio has ended\n")
    assert not server.is_running
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url)
    assert used.run("studio", "down").out == "no Label Studio of this workspace is running\n"

    refused = used.run("push")
    assert refused.code == ExitCode.UNREACHABLE
    assert "start the embedded one with `klue studio up`" in refused.err


def test_down_where_nothing_ever_ran(klue, project):
    ran = klue("studio", "down")
    assert (ran.code, ran.out, ran.err) == (0, "no Label Studio of this workspace is running\n", "")


def test_a_program_that_is_not_there(klue, project):
    ran = klue("studio", "up", KLUE_STUDIO__EXECUTABLE="/nowhere/label-studio")
    assert ran.code == ExitCode.USAGE
    assert "/nowhere/label-studio: no Label Studio there\n  install it with `make setup`" in ran.err


def test_a_program_that_ends_at_once(klue, project):
    ran = klue("studio", "up", KLUE_STUDIO__EXECUTABLE=shutil.which("false"))
    workspace = project.context.workspace
    assert ran.code == ExitCode.UNREACHABLE
    assert "Label Studio ended with code 1" in ran.err
    assert str(workspace.root / "studio" / "server.log") in ran.err
    server = read_embedded(workspace)
    assert not server.is_running
    assert server.token not in ran.everything
    assert server.password not in ran.everything


def test_a_port_that_is_taken(klue, project):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = klue("studio", "up", KLUE_STUDIO__PORT=str(port))
    assert ran.code == ExitCode.USAGE
    assert f"port {port} cannot be used" in ran.err
    assert "studio.port" in ran.err
    assert read_embedded(project.context.workspace) is None
