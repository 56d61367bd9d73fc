"""The collect flow: what an hourly schedule runs while people annotate."""

from __future__ import annotations

from prefect import flow

from flows.adjudicate import adjudicate_flow
from flows.agreement import agreement_flow
from flows.pull import pull_flow
from flows.push import push_flow
from flows.runtime import Stage
from flows.sample import sample_flow


@flow(name="collect")
def collect_flow(stage: Stage) -> None:
    """Pull answers, turn what was written into items, measure, queue disputes, push what is new."""
    pull_flow(stage)
    sample_flow(stage)
    agreement_flow(stage)
    adjudicate_flow(stage)
    push_flow(stage)
