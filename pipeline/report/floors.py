"""The gates of a task's contract, read without the rest of it."""

from __future__ import annotations

from pathlib import Path

import pydantic
from pydantic import BaseModel

from pipeline.contracts.gates import Gate, gates_of
from pipeline.contracts.odcs import read_contract
from pipeline.yamlfile import Json, read_yaml

_GATES = pydantic.TypeAdapter(tuple[Gate, ...])


class _Property(BaseModel):
    property: str
    value: Json


class _Contract(BaseModel):
    customProperties: tuple[_Property, ...] = ()  # noqa: N815 (the standard's name)


def read_gates(path: Path) -> tuple[Gate, ...]:
    """Read the gates of one contract.

    A contract in order is not checked against the standard: that takes longer than the whole report.

    Raises:
        BadInputError: the contract is out of order; the message names the line.
    """
    try:
        contract = _Contract.model_validate(read_yaml(path).data)
        gates = [_GATES.validate_python(p.value) for p in contract.customProperties if p.property == "gates"]
    except pydantic.ValidationError:
        return gates_of(read_contract(path))
    return tuple(gate for stated in gates for gate in stated)
