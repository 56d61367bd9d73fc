"""Tables of prepare are what their contracts say, field by field."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Sequence

import pytest

from pipeline.contracts.odcs import Field, read_contract
from pipeline.corpora.personal import FoundPersonal
from pipeline.model import Placement, Sentence
from pipeline.resources import shipped
from pipeline.text.quality.documents import TextScores


@pytest.mark.parametrize(
    ("table", "cls"),
    [
        ("sentences", Sentence),
        ("placements", Placement),
        ("text_scores", TextScores),
        ("personal_data", FoundPersonal),
    ],
)
def test_the_contract_describes_the_dataclass(table: str, cls: type) -> None:
    contract = read_contract(shipped("data_contracts") / f"{table}.odcs.yaml")
    assert_fields(contract.fields, cls)
    assert contract.rules
    assert contract.purpose


def assert_fields(fields: Sequence[Field], cls: type) -> None:
    hints = typing.get_type_hints(cls)
    assert [field.name for field in fields] == [own.name for own in dataclasses.fields(cls)]
    for field in fields:
        assert field.description, field.name
        assert_field(field, hints[field.name])


def assert_field(field: Field, hint: object) -> None:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        assert not field.required
        (hint,) = (argument for argument in arguments if argument is not types.NoneType)
        return assert_field(dataclasses.replace(field, required=True), hint)
    assert field.required, field.name
    if origin is tuple:
        assert field.type == "list"
        return assert_field(field.fields[0], arguments[0])
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        assert field.type == "struct"
        return assert_fields(field.fields, hint)
    expected = {str: {"string"}, int: {"int32", "int64"}, bool: {"bool"}, float: {"float32"}}
    plain = type(arguments[0]) if origin is typing.Literal else hint
    assert field.type in expected[plain]  # type: ignore[index]
    return None
