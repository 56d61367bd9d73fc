"""Release gates: what a contract demands of a release beyond what a column can show.

A contract states them under ``customProperties`` as ``gates``, a list of the models below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import pydantic
from pydantic import BaseModel, ConfigDict, Field

from pipeline.contracts.odcs import Contract
from pipeline.errors import BadInputError

Outcome = Literal["passed", "failed", "undecided"]


class _Gate(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AgreementGate(_Gate):
    """The lower bound of a measure's interval reaches a floor.

    Under ``min_groups`` groups the gate is undecided: the interval is no evidence either way.
    """

    kind: Literal["agreement"]
    measure: str
    floor: Annotated[float, Field(ge=-1, le=1)]
    green: Annotated[float, Field(ge=-1, le=1)]
    min_groups: Annotated[int, Field(ge=2)]
    reason: Annotated[str, Field(min_length=1)]


class RowsGate(_Gate):
    """Every split holds at least so many rows."""

    kind: Literal["rows"]
    min_per_split: Annotated[int, Field(ge=1)]


class NoLeakGate(_Gate):
    """No document, near-duplicate cluster or group is in two splits."""

    kind: Literal["no_leak"]


class ClosedGate(_Gate):
    """Nobody's answer is waited for, and nothing is left in dispute."""

    kind: Literal["closed"]


Gate = Annotated[AgreementGate | RowsGate | NoLeakGate | ClosedGate, Field(discriminator="kind")]

_GATES: pydantic.TypeAdapter[tuple[Gate, ...]] = pydantic.TypeAdapter(tuple[Gate, ...])


@dataclass(frozen=True, slots=True)
class GateResult:
    """What a gate says of a release; ``name`` is what a waiver names."""

    name: str
    outcome: Outcome
    message: str


def gates_of(contract: Contract) -> tuple[Gate, ...]:
    """Read a contract's gates.

    Raises:
        BadInputError: a gate is of an unknown kind, or has an unknown, missing or senseless setting.
    """
    try:
        return _GATES.validate_python(contract.custom.get("gates", []))
    except pydantic.ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(step) for step in problem["loc"])
        raise BadInputError(f"{contract.path}: gates.{where}: {problem['msg']}") from None
