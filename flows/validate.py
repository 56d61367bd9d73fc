"""The validate flow."""

from __future__ import annotations

from prefect import flow

from flows.runtime import Stage
from pipeline.contracts.outcomes import Outcome
from pipeline.quality.validate import validate


@flow(name="validate")
def validate_flow(stage: Stage) -> list[Outcome]:
    """Check the working tables against their contracts."""
    return validate(stage.open())
