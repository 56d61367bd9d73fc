"""Runs the build flow and says what it waits for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.output import Bars, print_json, print_table, say
from pipeline.config import Overrides, load_config

if TYPE_CHECKING:
    from flows.build import BuildReport


def run_build(config: Path, overrides: Overrides, as_json: bool) -> None:
    """Build, and show what is waited for or what was published."""
    report = build(config, overrides)
    if as_json:
        released = None if report.released is None else str(report.released.path)
        print_json({"waits": report.waits, "broken": report.broken, "released": released})
        return
    if report.broken:
        say(f"{len(report.broken)} rules of the working tables are broken, which `klue validate` shows")
    if report.released is not None:
        say(f"release: {report.released.path}")
        return
    rows = [(wait.what, wait.task, wait.round, wait.answers, wait.people) for wait in report.waits]
    print_table("Waiting for", ("what", "task", "round", "open", "people"), rows, False)


def build(config: Path, overrides: Overrides) -> BuildReport:
    """Run the build flow in this process, on Prefect's ephemeral server."""
    from flows.environment import prepare

    workspace = overrides.apply(load_config(config)).workspace
    # Prefect makes its own folder, and none above it.
    workspace.mkdir(parents=True, exist_ok=True)
    prepare(workspace)
    from flows.build import build_flow
    from flows.runtime import Stage, quick_flows, showing

    with quick_flows(), showing(Bars()):
        return build_flow(Stage(config.resolve(), overrides))
