"""Servers that do not answer or do not let us in, as a user of the command line meets them; and secrets."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import builders
import pytest

from pipeline.errors import ExitCode, UnreachableError
from pipeline.studio.browser import Browser
from pipeline.studio.client import Studio
from pipeline.studio.endpoint import Endpoint, find_endpoint

pytestmark = pytest.mark.xdist_group("studio")

ITEMS = builders.items(3)
ASSIGNMENTS = [builders.assignment(item, person) for item in ITEMS for person in ("a@x.kr", "b@x.kr")]
UNKNOWN = "0123456789abcdef" * 2 + "01234567"


def expired() -> str:
    """A personal access token, which is a JWT, of the year 2001."""
    parts = ({"alg": "HS256", "typ": "JWT"}, {"token_type": "refresh", "exp": 10**9})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, "c2lnbmF0dXJl"])


@pytest.fixture
def assigned(project):
    project.assign(ITEMS, ASSIGNMENTS)
    return project


def refused(ran, *words):
    """See that a command ended as it should where the server is out of reach."""
    assert ran.code == ExitCode.UNREACHABLE, ran
    assert ran.out == ""
    assert ran.err.count("error:") == 1
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err
    return True


@pytest.mark.parametrize("command", ["push", "pull"])
@pytest.mark.parametrize("token", [UNKNOWN, expired()], ids=["unknown", "expired"])
def test_a_wrong_token(klue, assigned, studio, command, token):
    ran = klue(command, KLUE_STUDIO__URL=studio.server.url, KLUE_STUDIO_TOKEN=token)
    assert refused(ran, studio.server.url, "does not accept the token", "KLUE_STUDIO_TOKEN")
    assert token not in ran.everything
    assert studio.projects() == []


def test_a_wrong_token_to_the_installed_program(assigned, studio):
    ran = assigned.run("push", KLUE_STUDIO__URL=studio.server.url, KLUE_STUDIO_TOKEN=UNKNOWN)
    assert refused(ran, "does not accept the token")
    assert UNKNOWN not in ran.everything


@pytest.mark.parametrize("token", ["토큰", "abc\ndef"])
def test_a_token_that_cannot_be_one(klue, assigned, token):
    ran = klue("push", KLUE_STUDIO__URL="http://127.0.0.1:9", KLUE_STUDIO_TOKEN=token)
    assert refused(ran, "holds characters that no token has")
    assert token not in ran.everything


def test_white_space_around_a_token_does_no_harm(klue, assigned, studio):
    token = f" {studio.server.token}\n"
    assert klue("push", KLUE_STUDIO__URL=studio.server.url, KLUE_STUDIO_TOKEN=token).code == 0
    assert len(studio.projects()) == 2


@pytest.mark.filterwarnings("ignore:The `parse_obj` method:DeprecationWarning")  # the SDK's
def test_a_personal_access_token_works_until_it_is_revoked(klue, assigned, studio):
    token = studio.ask("POST", "/api/token/", {})["token"]
    environment = {"KLUE_STUDIO__URL": studio.server.url, "KLUE_STUDIO_TOKEN": token}
    try:
        accepted = klue("push", **environment)
    finally:
        studio.ask("POST", "/api/token/blacklist/", {"refresh": token})
    assert accepted.code == 0
    assert len(studio.projects()) == 2
    revoked = klue("push", **environment)
    assert refused(revoked, "does not accept the token")
    assert token not in accepted.everything + revoked.everything


@pytest.mark.parametrize("command", ["push", "pull"])
def test_no_token(klue, assigned, command):
    ran = klue(command, KLUE_STUDIO__URL="http://127.0.0.1:9")
    assert refused(ran, "http://127.0.0.1:9: no token", "KLUE_STUDIO_TOKEN")


@pytest.mark.parametrize("command", ["push", "pull"])
def test_no_server_named_and_none_running(klue, assigned, command):
    assert refused(klue(command), "no Label Studio is running", "`klue studio up`")


def test_a_server_that_is_down(klue, assigned):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        ran = klue("push", KLUE_STUDIO__URL=url, KLUE_STUDIO_TOKEN=UNKNOWN)
    assert refused(ran, url, "does not answer", "is it running")
    assert UNKNOWN not in ran.everything


@pytest.mark.parametrize("url", ["127.0.0.1:9", "ftp://127.0.0.1", "http://"])
def test_an_address_that_is_none(klue, assigned, url):
    ran = klue("push", KLUE_STUDIO__URL=url, KLUE_STUDIO_TOKEN=UNKNOWN)
    assert refused(ran, url)
    assert UNKNOWN not in ran.everything


@contextlib.contextmanager
def another_program(body: bytes, status: int = 200):
    """A server of something else, which gives every request the same answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(("body", "status"), [(b"<h1>hello</h1>", 200), (b"no", 404)])
def test_a_server_of_something_else(klue, assigned, body, status):
    with another_program(body, status) as url:
        ran = klue("push", KLUE_STUDIO__URL=url, KLUE_STUDIO_TOKEN=UNKNOWN)
    assert refused(ran, url, f"answered {status}")
    assert UNKNOWN not in ran.everything


def test_a_person_with_a_wrong_password_is_not_let_in(studio):
    with Browser(studio.server.url) as browser, pytest.raises(UnreachableError) as refusal:
        browser.log_in(studio.server.email, "a wrong password")
    assert "does not let admin@klue.example in" in str(refusal.value)
    assert "a wrong password" not in str(refusal.value)


def test_push_and_pull_keep_the_token_to_themselves(klue, assigned, studio):
    server = studio.server
    pushed = klue("push", "--json", KLUE_STUDIO__URL=server.url, KLUE_STUDIO_TOKEN=server.token)
    pulled = klue("pull", "--json", KLUE_STUDIO__URL=server.url, KLUE_STUDIO_TOKEN=server.token)
    assert (pushed.code, pulled.code) == (0, 0)
    assert "/api/projects" in pushed.log
    assert server.token not in pushed.everything + pulled.everything
    assert assigned.files_with(server.token) == []


def test_nothing_that_holds_a_token_shows_it(context, studio):
    endpoint = find_endpoint(context)
    assert endpoint.token == studio.server.token
    for shown in (endpoint, studio.server, Studio(endpoint), context, Endpoint("http://x", endpoint.token)):
        for text in (repr(shown), str(shown)):
            assert studio.server.token not in text
            assert studio.server.password not in text
