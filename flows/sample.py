"""The sample flow: a task run for every shard of documents, a table of items by split."""

from __future__ import annotations

from prefect import flow

from flows.runtime import Stage, show_table
from pipeline.sampling.stage import SampleReport, sample


@flow(name="sample")
def sample_flow(stage: Stage) -> SampleReport:
    """Draw this batch's items, and add what people have written since."""
    report = sample(stage.open())
    show_table(
        "items",
        "Items drawn, by task and split, against what was wanted.",
        [
            {"task": count.task, "split": count.split, "wanted": count.wanted, "drawn": count.drawn}
            for count in report.drawn
            if count.facet == "all"
        ],
    )
    return report
