"""The release flow: a table of rows by split."""

from __future__ import annotations

from prefect import flow

from flows.runtime import Stage, show_table
from pipeline.release.stage import Released, release


@flow(name="release")
def release_flow(stage: Stage) -> Released:
    """Publish a version, if every gate lets it through."""
    released = release(stage.open())
    show_table(
        "splits",
        f"Rows by task and split of {released.path.name}.",
        [{"task": task, **counts} for task, counts in released.rows.items()],
    )
    return released
