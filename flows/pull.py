"""The pull flow: one task run with retries."""

from __future__ import annotations

from functools import partial

from prefect import flow

from flows.runtime import Stage, over_network
from pipeline.studio.pull import Pulled
from pipeline.studio.stage import pull_annotations


@flow(name="pull")
def pull_flow(stage: Stage) -> Pulled:
    """Take over what people answered, and check every annotation."""
    return over_network("pull from Label Studio", partial(pull_annotations, stage.open()))
