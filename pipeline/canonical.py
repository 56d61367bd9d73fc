"""Canonical JSON of frozen dataclasses: the text that is hashed, stored and compared."""

from __future__ import annotations

import json
from typing import TypeVar

import pydantic

T = TypeVar("T")


def dump(value: object) -> str:
    """Write a dataclass as JSON: sorted keys, no spaces, Hangul as it is.

    >>> from pipeline.model import Link
    >>> dump(Link(0, 2, "정선"))
    '{"end":2,"start":0,"target":"정선"}'
    """
    data = _adapter(type(value)).dump_python(value, mode="json")
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(cls: type[T], text: str) -> T:
    """Read what :func:`dump` wrote.

    Raises:
        ValueError: the text is not JSON, or is not a ``cls``.
    """
    value = _adapter(cls).validate_json(text)
    assert isinstance(value, cls)
    return value


def _adapter(cls: type) -> pydantic.TypeAdapter[object]:
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = pydantic.TypeAdapter(cls)
    return _ADAPTERS[cls]


_ADAPTERS: dict[type, pydantic.TypeAdapter[object]] = {}
