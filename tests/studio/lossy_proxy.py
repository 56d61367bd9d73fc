"""A proxy before a server that does what it is asked to once, and whose answer then gets lost."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import httpx

Loss = Literal["cut", "bad gateway"]
_PASSED_ON = ("authorization", "content-type", "accept")


@dataclass
class LossyProxy:
    """``lose`` is the end of the path of a POST whose answers get lost while ``losses`` are left."""

    url: str
    lose: str
    how: Loss
    losses: int = 1
    seen: list[str] = field(default_factory=list)


@contextlib.contextmanager
def lossy_proxy(upstream: str, lose: str, how: Loss) -> Iterator[LossyProxy]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(self.forward())

        def do_POST(self) -> None:
            response = self.forward()
            path = self.path.split("?")[0]
            proxy.seen.append(path)
            if not path.endswith(proxy.lose) or not proxy.losses:
                self.answer(response)
                return
            proxy.losses -= 1
            response.raise_for_status()
            if proxy.how == "bad gateway":
                self.answer(httpx.Response(502, content=b"bad gateway"))
            else:
                self.close_connection = True

        def forward(self) -> httpx.Response:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
            return httpx.request(
                self.command, upstream + self.path, content=body, headers=headers, timeout=120
            )

        def answer(self, response: httpx.Response) -> None:
            self.send_response(response.status_code)
            self.send_header("content-type", response.headers.get("content-type", "text/plain"))
            self.send_header("content-length", str(len(response.content)))
            self.end_headers()
            self.wfile.write(response.content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    proxy = LossyProxy(f"http://127.0.0.1:{server.server_port}", lose, how)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
