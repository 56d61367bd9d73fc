"""The prepare flow: a task run for every shard of documents."""

from __future__ import annotations

from prefect import flow

from flows.runtime import Stage
from pipeline.corpora.prepare import PrepareReport, prepare


@flow(name="prepare")
def prepare_flow(stage: Stage) -> PrepareReport:
    """Split sentences, drop duplicates, place documents."""
    return prepare(stage.open())
