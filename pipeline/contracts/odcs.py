"""Reads a contract and checks it against the standard's own JSON schema, key by key."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

from pipeline.errors import BadInputError
from pipeline.yamlfile import Json, Step, YamlFile, read_yaml

Severity = Literal["error", "warning"]

_CUSTOM = ("gates", "consensus")
"""The custom properties that mean something here."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its Arrow type by name, whether it may be null, and its parts where it is nested.

    ``line`` is where the contract states it.
    """

    name: str
    type: str
    required: bool
    description: str
    line: int
    unique: bool = False
    enum: tuple[Json, ...] = ()
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """An expectation of Great Expectations; ``line`` is where the contract states it."""

    name: str
    severity: Severity
    expectation: str
    arguments: dict[str, Json]
    column: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Custom:
    """A custom property: its value, and the steps that lead to it in the file."""

    value: Json
    at: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """What one table promises, and the file that says so."""

    source: YamlFile
    name: str
    version: str
    purpose: str
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    custom: dict[str, Custom] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The file."""
        return self.source.path


def read_contract(path: Path) -> Contract:
    """Read ``<table>.odcs.yaml``.

    Raises:
        BadInputError: the file is not YAML, breaks the standard, has an unknown key, or states a quality
            rule that is not one of Great Expectations' on a column or the table. The message names the line.
    """
    source = read_yaml(path)
    check_standard(source)
    data = _mapping(source.data)
    tables = _sequence(data.get("schema", []))
    if len(tables) != 1:
        raise source.error("a contract of this pipeline describes exactly one table", "schema")
    table = _mapping(tables[0])
    rules: list[Rule] = []
    at: tuple[Step, ...] = ("schema", 0)
    fields = tuple(
        _field(source, _mapping(entry), (*at, "properties", index), rules)
        for index, entry in enumerate(_sequence(table.get("properties", [])))
    )
    for index, column in enumerate(fields):
        if column.name in {earlier.name for earlier in fields[:index]}:
            raise source.error(f"there are two columns {column.name}", *at, "properties", index)
    rules.extend(_rules(source, table, at, None))
    return Contract(
        source=source,
        name=str(data["name"]) if "name" in data else str(table["name"]),
        version=str(data["version"]),
        purpose=str(_mapping(data.get("description", {})).get("purpose", "")),
        fields=fields,
        rules=tuple(rules),
        custom=_custom(source, _sequence(data.get("customProperties", []))),
    )


def check_standard(source: YamlFile) -> None:
    """Check a document against the JSON schema that ships with ``open-data-contract-standard``.

    The package's pydantic model lets misspelt keys pass; its schema does not.
    """
    from jsonschema import Draft201909Validator

    validator = Draft201909Validator(_standard())
    problems: set[tuple[int, str]] = set()
    for error in validator.iter_errors(source.data):
        at: tuple[Step, ...] = tuple(error.absolute_path)
        found = [(at, error.message.splitlines()[0][:300])]
        if error.validator in ("additionalProperties", "unevaluatedProperties"):
            # Which keys are meant is in the message only.
            keys = [key for key in error.instance if repr(key) in error.message]
            found = [((*at, key), "the standard has no such key") for key in keys]
        problems.update((source.line(*where), source.error(what, *where).what) for where, what in found)
    if problems:
        raise BadInputError(
            "\n".join(what for _, what in sorted(problems)),
            "see the Open Data Contract Standard, version 3.1",
        )


@cache
def _standard() -> dict[str, Json]:
    text = resources.files("open_data_contract_standard").joinpath("schema.json").read_bytes()
    schema: dict[str, Json] = json.loads(text)
    # The one part of the standard in which a misspelt key passes.
    _mapping(_mapping(schema["properties"])["description"])["additionalProperties"] = False
    return schema


def _field(source: YamlFile, entry: dict[str, Json], at: tuple[Step, ...], rules: list[Rule]) -> Field:
    name = str(entry.get("name", "item"))
    physical = entry.get("physicalType")
    nested: tuple[Field, ...] = ()
    if "properties" in entry:
        nested = tuple(
            _field(source, _mapping(part), (*at, "properties", index), rules)
            for index, part in enumerate(_sequence(entry["properties"]))
        )
        physical = "struct"
    elif "items" in entry:
        nested = (_field(source, _mapping(entry["items"]), (*at, "items"), rules),)
        physical = "list"
    if physical is None:
        raise source.error("needs a physicalType (an Arrow type such as string, int32, float64)", *at)
    if len(at) == len(("schema", 0, "properties", 0)):
        rules.extend(_rules(source, entry, at, name))
    elif "quality" in entry:
        raise source.error("a quality rule is about a column or the table, not about a part", *at, "quality")
    return Field(
        name=name,
        type=str(physical),
        required=entry.get("required") is True,
        description=str(entry.get("description", "")),
        line=source.line(*at),
        unique=entry.get("unique") is True,
        enum=tuple(_mapping(e)["value"] for e in _sequence(entry.get("enum", []))),
        fields=nested,
    )


def _rules(source: YamlFile, entry: dict[str, Json], at: tuple[Step, ...], column: str | None) -> list[Rule]:
    found = []
    for index, element in enumerate(_sequence(entry.get("quality", []))):
        rule = _mapping(element)
        where = (*at, "quality", index)
        if rule.get("type") != "custom" or rule.get("engine") != "greatExpectations":
            raise source.error("a quality rule is `type: custom, engine: greatExpectations`", *where)
        implementation = rule.get("implementation")
        if (
            not isinstance(implementation, dict)
            or set(implementation) - {"type", "kwargs"}
            or "type" not in implementation
            or not isinstance(implementation.get("kwargs", {}), dict)
        ):
            raise source.error("an implementation is a mapping of `type` and, as a mapping, `kwargs`", *where)
        severity = rule.get("severity", "error")
        if severity not in ("error", "warning"):
            raise source.error("severity is error or warning", *where, "severity")
        found.append(
            Rule(
                name=str(rule.get("name", implementation["type"])),
                severity="error" if severity == "error" else "warning",
                expectation=str(implementation["type"]),
                arguments=_mapping(implementation.get("kwargs", {})),
                column=column,
                line=source.line(*where),
            )
        )
    return found


def _custom(source: YamlFile, entries: list[Json]) -> dict[str, Custom]:
    found = {}
    for index, element in enumerate(entries):
        entry = _mapping(element)
        at: tuple[Step, ...] = ("customProperties", index)
        name = str(entry["property"])
        if name not in _CUSTOM:
            raise source.error(f"{name!r} is not one of {', '.join(_CUSTOM)}", *at, "property")
        found[name] = Custom(entry["value"], (*at, "value"))
    return found


def _mapping(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError(f"a mapping is wanted, not {value!r}")
    return value


def _sequence(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError(f"a sequence is wanted, not {value!r}")
    return value
