"""Files over http, from a server that breaks off, changes its mind and lies."""

from __future__ import annotations

import hashlib
import http.server
import os
import threading
from dataclasses import dataclass, field

import pytest

from pipeline.corpora import retrieve as module
from pipeline.corpora.catalogue import Retrieval
from pipeline.corpora.retrieve import new_client, retrieve
from pipeline.errors import BadInputError, LockedError, UnreachableError, UsageError
from pipeline.locks import holding

CONTENT = os.urandom(300_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Behaviour:
    """What the server does, request by request; the last is repeated."""

    content: bytes = CONTENT
    tag: str | None = '"state 1"'
    modified: str | None = None
    breaks: list[int | None] = field(default_factory=lambda: [None])
    """Bytes after which the connection is dropped."""
    statuses: list[int] = field(default_factory=list)
    """Answered before anything else."""
    ranges: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        behaviour = self.server.behaviour
        behaviour.asked.append({k: v for k, v in self.headers.items() if k in ("Range", "If-Range")})
        if self.path == "/old":
            return self._answer(302, {"Location": "/file"})
        if self.path == "/circle":
            return self._answer(302, {"Location": "/circle"})
        if behaviour.statuses:
            return self._answer(behaviour.statuses.pop(0), {"Retry-After": "7"})
        start = 0
        states = (behaviour.tag, behaviour.modified)
        asked = self.headers.get("Range")
        if behaviour.ranges and asked and self.headers.get("If-Range") in states:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            if start >= len(behaviour.content):
                return self._answer(416, {"Content-Range": f"bytes */{len(behaviour.content)}"})
        body = behaviour.content[start:]
        headers = {"ETag": behaviour.tag, "Last-Modified": behaviour.modified}
        headers["Content-Length"] = str(len(body))
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(behaviour.content) - 1}/{len(behaviour.content)}"
        self._head(206 if start else 200, {**headers, **behaviour.headers})
        drop = behaviour.breaks.pop(0) if len(behaviour.breaks) > 1 else behaviour.breaks[0]
        self.wfile.write(body[:drop])
        if drop is not None:
            self.close_connection = True
        return None

    def _answer(self, status, headers):
        self._head(status, {**headers, "Content-Length": "0"})

    def _head(self, status, headers):
        self.send_response(status)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.behaviour = Behaviour()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def fetch(server, tmp_path):
    waits = []

    def fetch(path="/file", sha256=SHA256, file="corpus/data.bin"):
        url = f"http://127.0.0.1:{server.server_port}{path}"
        with new_client() as client:
            return retrieve(Retrieval(url=url, file=file, sha256=sha256), tmp_path, client, waits.append)

    fetch.waits = waits
    return fetch


def names(tmp_path):
    return sorted(path.name for path in (tmp_path / "corpus").iterdir())


def test_a_file_is_put_in_its_place(fetch, tmp_path):
    got = fetch()
    assert (got.outcome, got.sha256, got.size) == ("fetched", SHA256, len(CONTENT))
    assert got.path.read_bytes() == CONTENT
    assert names(tmp_path) == ["data.bin"]


def test_what_is_there_is_verified_and_not_fetched(fetch, server):
    fetch()
    assert fetch().outcome == "there"
    assert fetch(sha256=None).sha256 == SHA256
    assert len(server.behaviour.asked) == 1
    with pytest.raises(BadInputError, match="is there and hashes to"):
        fetch(sha256="0" * 64)


def test_a_dropped_connection_is_gone_on_with(fetch, server):
    server.behaviour.breaks = [100_000, 50_000, None]
    assert fetch().path.read_bytes() == CONTENT
    assert server.behaviour.asked == [
        {},
        {"Range": "bytes=100000-", "If-Range": '"state 1"'},
        {"Range": "bytes=150000-", "If-Range": '"state 1"'},
    ]
    assert fetch.waits == [1, 1]


def test_a_later_run_goes_on_where_an_earlier_one_gave_up(fetch, server, tmp_path):
    server.behaviour.breaks = [100_000, 0]
    with pytest.raises(UnreachableError, match="6 times in a row"):
        fetch()
    assert names(tmp_path) == [".data.bin.part", ".data.bin.part.json"]
    assert fetch.waits == [1, 2, 4, 8, 16] or fetch.waits == [1, 1, 2, 4, 8, 16]
    server.behaviour.breaks = [None]
    assert fetch().path.read_bytes() == CONTENT
    assert server.behaviour.asked[-1] == {"Range": "bytes=100000-", "If-Range": '"state 1"'}
    assert names(tmp_path) == ["data.bin"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(fetch, server):
    server.behaviour.breaks = [100_000, 0]
    with pytest.raises(UnreachableError):
        fetch()
    other = os.urandom(200_000)
    server.behaviour.content, server.behaviour.tag, server.behaviour.breaks = other, '"state 2"', [None]
    assert fetch(sha256=hashlib.sha256(other).hexdigest()).path.read_bytes() == other


@pytest.mark.parametrize(("tag", "modified"), [('W/"weak"', None), (None, None)])
def test_without_a_name_of_the_state_it_is_fetched_anew(fetch, server, tag, modified):
    server.behaviour.tag, server.behaviour.modified = tag, modified
    server.behaviour.breaks = [100_000, None]
    assert fetch().path.read_bytes() == CONTENT
    assert server.behaviour.asked == [{}, {}]


def test_a_date_names_the_state_too(fetch, server):
    server.behaviour.tag, server.behaviour.modified = None, "Mon, 01 Jun 2026 00:00:00 GMT"
    server.behaviour.breaks = [100_000, None]
    assert fetch().path.read_bytes() == CONTENT
    assert server.behaviour.asked[1]["If-Range"] == "Mon, 01 Jun 2026 00:00:00 GMT"


def test_a_server_without_ranges_sends_it_all_again(fetch, server):
    server.behaviour.ranges = False
    server.behaviour.breaks = [100_000, None]
    assert fetch().path.read_bytes() == CONTENT


def test_a_part_that_is_whole_is_not_fetched_again(fetch, server, tmp_path):
    server.behaviour.breaks = [0]
    with pytest.raises(UnreachableError):
        fetch()
    (tmp_path / "corpus" / ".data.bin.part").write_bytes(CONTENT)
    server.behaviour.breaks = [None]
    assert fetch().path.read_bytes() == CONTENT
    assert server.behaviour.asked[-1]["Range"] == f"bytes={len(CONTENT)}-"


def test_a_server_that_is_busy_is_waited_for_as_it_asks(fetch, server):
    server.behaviour.statuses = [503, 429, 500]
    assert fetch().path.read_bytes() == CONTENT
    assert fetch.waits == [7, 7, 7]


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_file_that_is_not_there_is_said_at_once(fetch, server, tmp_path, status):
    server.behaviour.statuses = [status]
    with pytest.raises(UnreachableError, match=str(status)):
        fetch()
    assert fetch.waits == []
    assert names(tmp_path) == []


def test_another_hash_leaves_nothing(fetch, tmp_path):
    with pytest.raises(BadInputError, match=f"what came hashes to {SHA256}"):
        fetch(sha256="0" * 64)
    assert names(tmp_path) == []


def test_redirections_are_followed_but_not_for_ever(fetch):
    assert fetch("/old").path.read_bytes() == CONTENT
    with pytest.raises(UnreachableError, match="redirects without an end"):
        fetch("/circle", file="corpus/other.bin")


def test_nobody_answers(tmp_path):
    waits = []
    with new_client() as client, pytest.raises(UnreachableError, match="6 times in a row"):
        retrieve(Retrieval(url="http://127.0.0.1:9/x", file="x"), tmp_path, client, waits.append)
    assert waits == [1, 2, 4, 8, 16]


def test_a_full_disk_is_said_before_it_is_full(fetch, monkeypatch, tmp_path):
    usage = module.shutil.disk_usage(tmp_path)._replace(free=1 << 26)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(UsageError, match=r"300,000 bytes do not fit"):
        fetch()


def test_a_place_that_cannot_be_written_is_named(fetch, tmp_path):
    (tmp_path / "corpus").write_text("a file, not a folder")
    with pytest.raises(UsageError, match="cannot be written"):
        fetch()


@pytest.mark.parametrize("file", ["../x", "/tmp/x", "a/../../x"])
def test_no_file_leaves_the_folder(fetch, server, file):
    with pytest.raises(UsageError, match="leaves the folder"):
        fetch(file=file)
    assert server.behaviour.asked == []


def test_two_runs_do_not_write_one_file(fetch, tmp_path):
    (tmp_path / "corpus").mkdir()
    with holding(tmp_path / "corpus" / ".data.bin.lock", "retrieve"), pytest.raises(LockedError):
        fetch()


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:///etc/passwd", "http://a.example", "x"])
def test_addresses_are_of_the_web(url):
    with pytest.raises(ValueError, match="should match pattern"):
        Retrieval(url=url, file="x")


def test_what_is_under_way_is_no_file_of_a_source(tmp_path):
    from pipeline.corpora.catalogue import load_catalogue

    (tmp_path / "data.txt").write_text("글\n")
    for name in (".data.txt.part", ".data.txt.part.json", ".data.txt.lock"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sources.yaml").write_text(
        'sources: [{id: a, title: 가, genre: web, format: plain, files: ["*data*"], licence: CC0-1.0}]'
    )
    (source,) = load_catalogue(tmp_path / "sources.yaml")
    assert [file.name for file in source.files] == ["data.txt"]
