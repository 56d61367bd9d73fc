"""The Arrow schema that a dataclass would have, to compare a contract's with."""

from __future__ import annotations

import dataclasses
import types
import typing

import pyarrow as pa

_SCALARS = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}


def schema_of(record):
    """The schema of a dataclass; values that are typed by a task are JSON texts."""
    return pa.schema(_fields(record))


def literals_of(record):
    """The values that each field of a Literal type may have."""
    hints = typing.get_type_hints(record)
    return {
        name: typing.get_args(hint)
        for name, hint in hints.items()
        if typing.get_origin(hint) is typing.Literal
    }


def _fields(record):
    hints = typing.get_type_hints(record)
    return [_field(field.name, hints[field.name]) for field in dataclasses.fields(record)]


def _field(name, hint):
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (option for option in typing.get_args(hint) if option is not type(None))
        return pa.field(name, _type(hint), nullable=True)
    return pa.field(name, _type(hint), nullable=False)


def _type(hint):
    if isinstance(hint, typing.TypeVar):
        return pa.string()
    if typing.get_origin(hint) is typing.Literal:
        return _SCALARS[type(typing.get_args(hint)[0])]
    if typing.get_origin(hint) is tuple:
        return pa.list_(_field("item", typing.get_args(hint)[0]))
    if dataclasses.is_dataclass(hint):
        return pa.struct(_fields(hint))
    return _SCALARS[hint]
