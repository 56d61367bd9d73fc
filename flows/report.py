"""The report flow."""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.runtime import Stage
from pipeline.report.stage import write_report


@flow(name="report")
def report_flow(stage: Stage) -> Path:
    """Write the quality report."""
    return write_report(stage.open())
