"""Starts and stops the embedded Label Studio."""

from __future__ import annotations

from pipeline.cli.output import print_json, say
from pipeline.context import Context
from pipeline.studio.endpoint import Embedded
from pipeline.studio.server import start, stop

_USUAL = 30
"""Seconds that a new server takes; on a busy machine it is more."""


def run_up(context: Context, as_json: bool) -> None:
    """Start the server and say how to log in."""
    server = start_with_bar(context)
    if as_json:
        print_json({"url": server.url, "email": server.email, "password": server.password})
        return
    print_login(server)
    say("stop it with: klue studio down")


def run_down(context: Context) -> None:
    """Stop the server."""
    say("Label Studio has ended" if stop(context) else "no Label Studio of this workspace is running")


def start_with_bar(context: Context) -> Embedded:
    """Start the server under a progress bar of the seconds it usually takes."""
    with context.progress.bar("start Label Studio (s)", _USUAL) as advance:
        shown = 0

        def wait(seconds: float) -> None:
            nonlocal shown
            advance(int(seconds) - shown)
            shown = int(seconds)

        return start(context, wait)


def print_login(server: Embedded) -> None:
    """Print the address and a login, which is good for this machine's loopback only."""
    say(f"Label Studio: {server.url}   login: {server.email}   password: {server.password}")
