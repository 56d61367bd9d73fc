"""Frozen dataclasses to JSON objects and back, by their type hints; nothing is converted or dropped."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from pipeline.yamlfile import Json

R = TypeVar("R")

_SURROGATE = re.compile("[\ud800-\udfff]")
_Leaf = Callable[[Any], Any]


class MismatchError(ValueError):
    """A value does not fit the type; ``at`` are the steps that lead to it."""

    def __init__(self, problem: str, at: tuple[str | int, ...] = ()) -> None:
        super().__init__(f"{_path(at)}: {problem}" if at else problem)
        self.problem = problem
        self.at = at

    def inside(self, step: str | int) -> MismatchError:
        """Say the same from one level further out."""
        return MismatchError(self.problem, (step, *self.at))


def _path(at: tuple[str | int, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at).removeprefix(".")


Notes = list[MismatchError] | None
"""Where a lenient reader says what it passed over; None asks for a strict one."""


class Codec(Generic[R]):
    """Reads and writes one dataclass.

    Fields go in their order; ``names`` has the keys of those that the file calls otherwise, at any depth.
    Every key must be there and no other may be, but a field with a default may be left out, and None in one
    is. Whole numbers in fractional fields stay whole. Read leniently, a record may have other keys, and lack
    fields that ``blanks`` has, or hold something else in them.

    >>> from pipeline.model import Link
    >>> codec = Codec(Link, {"target": "href"})
    >>> codec.decode({"start": 0, "end": 2, "href": "정선"})
    Link(start=0, end=2, target='정선')
    """

    def __init__(
        self,
        cls: type[R],
        names: Mapping[str, str] | None = None,
        blanks: Mapping[str, object] | None = None,
    ) -> None:
        self._notes: list[MismatchError] = []
        lenient = _lenient_decoder(blanks or {}, self._notes)
        self._decode = _converter(cls, names or {}, _decode_object, _decode_list)
        self._understand = _converter(cls, names or {}, lenient, _decode_list)
        self._encode = _converter(cls, names or {}, _encode_object, _encode_list)

    def decode(self, value: Json, notes: Notes = None) -> R:
        """Read an object; leniently if there are ``notes``, to which goes what was passed over.

        Raises:
            MismatchError: a key is missing, unknown, or holds something else than its field's type.
        """
        if notes is None:
            row: R = self._decode(value)
            return row
        self._notes.clear()
        row = self._understand(value)
        notes += self._notes
        return row

    def encode(self, row: R) -> dict[str, Json]:
        """Write an object.

        Raises:
            MismatchError: a text or a number is none that JSON can hold.
        """
        record: dict[str, Json] = self._encode(row)
        return record


@dataclasses.dataclass(frozen=True, slots=True)
class _Member:
    name: str
    key: str
    may_be_absent: bool
    convert: _Leaf


def _converter(
    annotation: object,
    names: Mapping[str, str],
    for_object: Callable[[type, list[_Member]], _Leaf],
    for_list: Callable[[_Leaf], _Leaf],
) -> _Leaf:
    """Build what converts a value of a type; for scalars the same in both directions."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        return for_list(_converter(arguments[0], names, for_object, for_list))
    if origin in (types.UnionType, typing.Union):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _nullable(_converter(inner, names, for_object, for_list))
    if not dataclasses.is_dataclass(annotation):
        return _SCALARS[annotation]
    cls = typing.cast("type", annotation)
    hints = typing.get_type_hints(cls)
    members = [
        _Member(
            field.name,
            names.get(field.name, field.name),
            field.default is not dataclasses.MISSING,
            _converter(hints[field.name], names, for_object, for_list),
        )
        for field in dataclasses.fields(cls)
    ]
    return for_object(cls, members)


def _decode_object(cls: type, members: list[_Member]) -> _Leaf:
    keys = {member.key for member in members}

    def decode(value: object) -> object:
        if not isinstance(value, dict):
            raise _unlike("an object", value)
        if not value.keys() <= keys:
            raise MismatchError(f"unknown key {min(value.keys() - keys)!r}")
        fields = {}
        for member in members:
            if member.key in value:
                try:
                    fields[member.name] = member.convert(value[member.key])
                except MismatchError as error:
                    raise error.inside(member.key) from None
            elif not member.may_be_absent:
                raise MismatchError(f"no key {member.key!r}")
        return cls(**fields)

    return decode


def _lenient_decoder(
    blanks: Mapping[str, object], notes: list[MismatchError]
) -> Callable[[type, list[_Member]], _Leaf]:
    """Build what reads objects leniently; a field without blank must be there and fit."""

    def for_object(cls: type, members: list[_Member]) -> _Leaf:
        keys = {member.key for member in members}

        def field(member: _Member, value: dict[str, object]) -> object:
            if member.key not in value:
                problem = MismatchError(f"no key {member.key!r}")
            else:
                before = len(notes)
                try:
                    converted = member.convert(value[member.key])
                except MismatchError as error:
                    problem = error.inside(member.key)
                else:
                    notes[before:] = [note.inside(member.key) for note in notes[before:]]
                    return converted
            if member.name not in blanks:
                raise problem
            notes.append(problem)
            return blanks[member.name]

        def decode(value: object) -> object:
            if not isinstance(value, dict):
                raise _unlike("an object", value)
            notes.extend(MismatchError(f"unknown key {key!r}") for key in sorted(value.keys() - keys))
            return cls(
                **{
                    member.name: field(member, value)
                    for member in members
                    if member.key in value or not member.may_be_absent
                }
            )

        return decode

    return for_object


def _encode_object(_cls: type, members: list[_Member]) -> _Leaf:
    def encode(row: object) -> dict[str, Json]:
        record: dict[str, Json] = {}
        for member in members:
            value = getattr(row, member.name)
            if value is None and member.may_be_absent:
                continue
            try:
                record[member.key] = member.convert(value)
            except MismatchError as error:
                raise error.inside(member.key) from None
        return record

    return encode


def _decode_list(convert: _Leaf) -> _Leaf:
    def decode(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _unlike("an array", value)
        return tuple(_each(convert, value))

    return decode


def _encode_list(convert: _Leaf) -> _Leaf:
    def encode(value: tuple[Any, ...]) -> list[Json]:
        return _each(convert, value)

    return encode


def _each(convert: _Leaf, values: typing.Iterable[Any]) -> list[Any]:
    converted: list[Any] = []
    for index, value in enumerate(values):
        try:
            converted.append(convert(value))
        except MismatchError as error:
            raise error.inside(index) from None
    return converted


def _nullable(convert: _Leaf) -> _Leaf:
    return lambda value: None if value is None else convert(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _unlike("text", value)
    if not value.isascii() and _SURROGATE.search(value):
        raise MismatchError(f"{ascii(value)[:40]} holds half of a surrogate pair")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _unlike("true or false", value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _unlike("a whole number", value)
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _unlike("a number", value)
    if isinstance(value, float) and not math.isfinite(value):
        raise _unlike("a finite number", value)
    return value


_SCALARS: dict[object, _Leaf] = {str: _text, bool: _truth, int: _whole, float: _number}


def _unlike(wanted: str, value: object) -> MismatchError:
    return MismatchError(f"{wanted} is wanted, not {json.dumps(value, ensure_ascii=True)[:40]}")
