"""Which Label Studio to talk to: yours, or the embedded one that is running."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

from pipeline.config import secret
from pipeline.context import Context
from pipeline.errors import UnreachableError
from pipeline.locks import start_of_process
from pipeline.workspace import Workspace, replace_file

_FILE = "studio.json"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Address of a server and the token of an administrator. The token is never printed."""

    url: str
    token: str

    def __repr__(self) -> str:
        return f"Endpoint({self.url})"


@dataclass(frozen=True, slots=True)
class Embedded:
    """The embedded server of a workspace: endpoint, login and process."""

    url: str
    token: str
    email: str
    password: str
    pid: int
    started: str

    def __repr__(self) -> str:
        return f"Embedded({self.url}, process {self.pid})"

    @property
    def is_running(self) -> bool:
        """Whether the process is still that server, and not another one that got its number."""
        if self.pid <= 0:
            return False
        try:
            os.kill(self.pid, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return start_of_process(self.pid) == self.started


def find_endpoint(context: Context) -> Endpoint:
    """Find the server that the configuration names, or else the workspace's embedded one.

    Raises:
        UnreachableError: a server is named without a usable token, or none is named and none is running.
    """
    url = context.config.studio.url
    if url is not None:
        token = (secret("KLUE_STUDIO_TOKEN") or "").strip()
        if not token:
            raise UnreachableError(
                f"{url}: no token for this Label Studio",
                "put an administrator's access token into the environment variable KLUE_STUDIO_TOKEN",
            )
        if not (token.isascii() and token.isprintable()):
            raise UnreachableError(
                f"{url}: KLUE_STUDIO_TOKEN holds characters that no token has", "copy the token again"
            )
        return Endpoint(url.rstrip("/"), token)
    embedded = read_embedded(context.workspace)
    if embedded is None or not embedded.is_running:
        raise UnreachableError(
            "no Label Studio is running for this workspace",
            "start the embedded one with `klue studio up`, or name yours in klue.yaml under studio.url",
        )
    return Endpoint(embedded.url, embedded.token)


def read_embedded(workspace: Workspace) -> Embedded | None:
    """Read what the embedded server left about itself; it may have ended since."""
    try:
        return Embedded(**json.loads(workspace.private(_FILE).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_embedded(workspace: Workspace, embedded: Embedded) -> None:
    """Leave word of a running embedded server, readable by its owner only."""
    path = workspace.private(_FILE)
    replace_file(path, json.dumps(asdict(embedded)).encode())
    path.chmod(0o600)
