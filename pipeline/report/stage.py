"""The report stage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.context import Context
from pipeline.report.material import Material
from pipeline.report.page import render
from pipeline.workspace import replace_file

REPORT = Path("report") / "index.html"


def write_report(context: Context, output: Path | None = None) -> Path:
    """Write the quality report of a workspace, at any stage of it, and give its path.

    ``output`` is where to write it instead of ``<workspace>/report/index.html``. A reader sees the old
    report or the new one, never a part.

    Raises:
        BadInputError: a manifest or a contract is damaged.
        UsageError: the configured licence is none that releases may be under.
    """
    path = output or context.workspace.root / REPORT
    with _without_collection():
        page = render(Material(context))
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, page.encode())
    return path


@contextmanager
def _without_collection() -> Iterator[None]:
    """Put off the search for cyclic garbage: all rows live until the page is written, and it would walk them.

    That takes a fifth of the time of a large report.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
