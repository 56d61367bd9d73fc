"""The push flow: one task run with retries; a push that is repeated imports nothing twice."""

from __future__ import annotations

from functools import partial

from prefect import flow

from flows.runtime import Stage, over_network
from pipeline.studio.push import Pushed
from pipeline.studio.stage import assign_items, push_assignments


@flow(name="push")
def push_flow(stage: Stage) -> Pushed:
    """Assign what is new, and bring Label Studio to where the assignments say it should be."""
    context = stage.open()
    assign_items(context)
    return over_network("push to Label Studio", partial(push_assignments, context))
