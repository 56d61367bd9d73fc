"""The adjudicate flow."""

from __future__ import annotations

from prefect import flow

from flows.runtime import Stage
from pipeline.quality.consensus import ConsensusReport, find_consensus


@flow(name="adjudicate")
def adjudicate_flow(stage: Stage) -> ConsensusReport:
    """Find the consensus of every closed item, and queue for an adjudicator what has none."""
    return find_consensus(stage.open())
