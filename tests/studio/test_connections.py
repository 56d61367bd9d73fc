from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.config import Config
from pipeline.context import Context
from pipeline.errors import UnreachableError
from pipeline.studio import server
from pipeline.studio.browser import Browser
from pipeline.studio.client import Studio
from pipeline.studio.connections import heeds_environment
from pipeline.studio.endpoint import Endpoint


@pytest.mark.parametrize(
    ("url", "heeds"),
    [
        ("http://127.0.0.1:8080", False),
        ("http://127.9.9.9", False),
        ("http://[::1]:8080", False),
        ("http://LOCALHOST:8080/", False),
        ("http://192.0.2.1", True),
        ("https://localhost.example", True),
        ("studio:8080", True),
    ],
)
def test_the_environments_proxies_are_for_other_machines(url, heeds):
    assert heeds_environment(url) is heeds


@pytest.fixture
def proxy(monkeypatch):
    """An environment that names a proxy, which is not there."""
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")


@pytest.fixture
def here():
    """The address of a server on the loopback that refuses everything by name."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(418)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def _list_projects(url):
    Studio(Endpoint(url, "0" * 40)).projects()


def _invite(url):
    with Browser(url) as browser:
        browser.invitation()


@pytest.mark.parametrize("ask", [_list_projects, _invite])
def test_a_server_on_the_loopback_is_reached_past_a_proxy(here, ask, proxy):
    with pytest.raises(UnreachableError, match="answered 418"):
        ask(here)


HEALTHY = """#!{python}
import http.server, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

port = int(sys.argv[sys.argv.index("--port") + 1])
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def test_the_embedded_server_is_found_healthy_past_a_proxy(tmp_path, proxy, monkeypatch):
    monkeypatch.setattr(server, "PATIENCE", 30)
    program = tmp_path / "label-studio"
    program.write_text(HEALTHY.format(python=sys.executable))
    program.chmod(0o700)
    context = Context(
        Config.model_validate({"workspace": tmp_path / "workspace", "studio": {"executable": program}})
    )
    try:
        assert server.start(context).is_running
    finally:
        server.stop(context)
