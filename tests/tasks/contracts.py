"""Compares a task's released records with its contract."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from pipeline.contracts.arrow import arrow_schema
from pipeline.contracts.expectations import check, resolve
from pipeline.contracts.gates import gates_of
from pipeline.contracts.odcs import Field, read_contract
from pipeline.release.examples import Record
from pipeline.release.export import release_table
from pipeline.resources import shipped
from pipeline.tasks.base import Task
from pipeline.tasks.release_row import RawAnswer, Shared, Verdict

_SCALARS = {str: {"string"}, int: {"int8", "int32", "int64"}, float: {"float64"}, bool: {"bool"}}


def assert_contract_fits(task: Task[Any, Any]) -> None:
    """Compare the record and the shared columns with the contract, field by field, and resolve its rules."""
    contract = read_contract(shipped("data_contracts") / f"{task.name}.odcs.yaml")
    assert contract.name == task.name
    expected = [*_members(task.row_type), *_members(Shared)]
    assert [field.name for field in contract.fields] == [name for name, _ in expected]
    for field, (_, annotation) in zip(contract.fields, expected, strict=True):
        _compare(field, annotation, field.name)
    assert resolve(contract)
    gates = gates_of(contract)
    assert {gate.kind for gate in gates} == {"agreement", "rows", "no_leak", "closed"}
    agreement = next(gate for gate in gates if gate.kind == "agreement")
    assert agreement.measure == task.measures((), 0, 10)[0].measure


def _members(cls: type) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(cls)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(cls)]


def _compare(field: Field, annotation: Any, where: str) -> None:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (types.UnionType, typing.Union):
        assert not field.required, f"{where} may be None"
        (annotation,) = (each for each in arguments if each is not type(None))
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    else:
        assert field.required, f"{where} is never None"
    if where.count(".") == 0 or field.name != "item":
        assert field.description, f"{where} has no description"
    if origin is tuple:
        assert field.type == "list", where
        _compare(field.fields[0], arguments[0], f"{where}.item")
    elif dataclasses.is_dataclass(annotation):
        assert field.type == "struct", where
        expected = _members(typing.cast("type", annotation))
        assert [part.name for part in field.fields] == [name for name, _ in expected], where
        for part, (_, inner) in zip(field.fields, expected, strict=True):
            _compare(part, inner, f"{where}.{part.name}")
    else:
        assert field.type in _SCALARS[annotation], where


def broken_rules(task: Task[Any, Any], *rows: object) -> list[tuple[str | None, str]]:
    """Put records into a release table, with shared columns, and give the rules that it breaks."""
    contract = read_contract(shipped("data_contracts") / f"{task.name}.odcs.yaml")
    shared = Shared(
        source_ids=("sample",),
        doc_ids=("0" * 32,),
        licence="CC0-1.0",
        release_licence="CC-BY-SA-4.0",
        raw_answers=(RawAnswer("a1", "label", "{}"),),
        consensus=Verdict("method", 1.0, 1.0, "accepted"),
    )
    table = release_table([Record(row, shared, "train", "group") for row in rows], arrow_schema(contract))
    return [(rule.column, rule.expectation) for rule in check(contract, table) if not rule.passed]
