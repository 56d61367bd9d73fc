"""The agreement flow: a task run for every task of the benchmark, a table of the figures."""

from __future__ import annotations

from prefect import flow

from flows.runtime import Stage, show_table
from pipeline.model import Measurement
from pipeline.quality.agreement import measure


@flow(name="agreement")
def agreement_flow(stage: Stage) -> list[Measurement]:
    """Measure how far annotators agree."""
    measurements = measure(stage.open())
    show_table(
        "agreement",
        "Agreement by task and measure, with 95% bootstrap intervals over groups of items.",
        [
            {
                "task": m.task,
                "measure": m.agreement.measure,
                "value": m.agreement.value,
                "low": m.agreement.low,
                "high": m.agreement.high,
                "items": m.agreement.items,
                "annotators": m.agreement.annotators,
                "undefined because": m.agreement.undefined_because,
            }
            for m in measurements
            if m.scope == "all"
        ],
    )
    return measurements
