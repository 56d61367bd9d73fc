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
        BadInputError: a gate is of an unknown kind, or has an unknown, missing or senseless setting. The
            message names the contract's line.
    """
    stated = contract.custom.get("gates")
    if stated is None:
        return ()
    try:
        return _GATES.validate_python(stated.value)
    except pydantic.ValidationError as error:
        # After a gate's number, a violation's place has its kind, which is no step in the file.
        problems = [
            contract.source.error(e["msg"], *stated.at, *e["loc"][:1], *e["loc"][2:]).what
            for e in error.errors()
        ]
        raise BadInputError("\n".join(problems)) from None
