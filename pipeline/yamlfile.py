"""YAML that a person wrote: read strictly, with the line of every key for messages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pydantic
import yaml
from typing_extensions import TypeAliasType

from pipeline.errors import BadInputError

Json = TypeAliasType("Json", "bool | int | float | str | list[Json] | dict[str, Json] | None")
"""Plain data; a named type, because it holds itself."""
Step = str | int
M = TypeVar("M", bound=pydantic.BaseModel)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The data of a YAML file and the line (from 1) on which each key or element begins."""

    path: Path
    data: Json
    lines: dict[tuple[Step, ...], int]

    def line(self, *steps: Step) -> int:
        """Give the line of the nearest element on the way to ``steps``."""
        for cut in range(len(steps), 0, -1):
            if steps[:cut] in self.lines:
                return self.lines[steps[:cut]]
        return 1

    def error(self, message: str, *steps: Step, remedy: str | None = None) -> BadInputError:
        """Build an error that names the file and the line."""
        where = ".".join(str(step) for step in steps)
        return BadInputError(
            f"{self.path}:{self.line(*steps)}: {where + ': ' if where else ''}{message}", remedy
        )

    def parse(self, model: type[M]) -> M:
        """Validate the data as ``model``; every violation is named with its line.

        Raises:
            BadInputError: a key is unknown or missing, or a value has the wrong type.
        """
        try:
            return model.model_validate(self.data)
        except pydantic.ValidationError as error:
            problems = [self.error(e["msg"], *e["loc"]).what for e in error.errors()]
            raise BadInputError("\n".join(problems)) from None


def read_yaml(path: Path) -> YamlFile:
    """Read one YAML document of plain data (no tags, no duplicate keys).

    Raises:
        BadInputError: the file is missing, is not UTF-8, is not YAML, or repeats a key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except (UnicodeDecodeError, OSError) as error:
        raise BadInputError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    lines: dict[tuple[Step, ...], int] = {}
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is not None:
            _collect(node, (), lines, path)
        data: Json = None if node is None else loader.construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise BadInputError(f"{path}:{line}: not valid YAML: {_problem(error)}") from None
    return YamlFile(path, data, lines)


def parse_yaml(text: str) -> Json:
    """Read plain data from a YAML text.

    Raises:
        ValueError: the text is not YAML.
    """
    try:
        data: Json = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ValueError(f"not valid YAML: {_problem(error)}") from None
    return data


def _problem(error: Exception) -> str:
    return getattr(error, "problem", None) or str(error).split("\n", 1)[0]


class _Loader(yaml.SafeLoader):
    """Keeps dates as the strings they were written as."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _collect(node: yaml.Node, at: tuple[Step, ...], lines: dict[tuple[Step, ...], int], path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            step = (*at, str(key.value))
            if step in lines:
                raise BadInputError(f"{path}:{key.start_mark.line + 1}: the key {key.value!r} is repeated")
            lines[step] = key.start_mark.line + 1
            _collect(value, step, lines, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            lines[(*at, index)] = value.start_mark.line + 1
            _collect(value, (*at, index), lines, path)
