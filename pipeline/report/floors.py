"""The gates of a task's contract, read without the rest of it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pydantic
from pydantic import BaseModel

from pipeline.contracts.gates import Gate, gates_of
from pipeline.contracts.odcs import read_contract
from pipeline.yamlfile import read_yaml


class _Gates(BaseModel):
    property: Literal["gates"]
    value: tuple[Gate, ...]


class _Contract(BaseModel):
    customProperties: tuple[_Gates, ...] = ()  # noqa: N815 (the standard's name)


def read_gates(path: Path) -> tuple[Gate, ...]:
    """Read the gates of one contract.

    A contract in order is not checked against the standard: that takes longer than the whole report.

    Raises:
        BadInputError: the contract is out of order; the message names the line.
    """
    try:
        contract = _Contract.model_validate(read_yaml(path).data)
    except pydantic.ValidationError:
        return gates_of(read_contract(path))
    return tuple(gate for stated in contract.customProperties for gate in stated.value)
