"""The commented configuration that ``klue init`` writes; its comments are the settings' own descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel

from pipeline.config import Config
from pipeline.errors import UsageError
from pipeline.tasks.registry import TASKS
from pipeline.workspace import replace_file

_HEAD = """\
# Configuration of klue-pipeline. Every setting stands here with its default; `tasks` plans all of them.
# Any setting can be overridden from the environment: KLUE_STUDIO__URL for studio.url.
# Secrets are never written here, but in the environment: KLUE_STUDIO_TOKEN (access token of your own
# Label Studio) and KLUE_PSEUDONYM_KEY (key of the annotators' pseudonyms).

"""


def write_config(path: Path) -> None:
    """Write the configuration.

    Raises:
        UsageError: there is one already.
    """
    if path.exists():
        raise UsageError(f"{path}: there is a configuration already", "remove it first, or name another file")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, config_text().encode())


def config_text() -> str:
    """Give the text of the configuration."""
    defaults = Config(tasks={name: {"items": 100} for name in TASKS})
    return _HEAD + "\n".join(_lines(defaults, 0)) + "\n"


def _lines(section: BaseModel, depth: int) -> Iterator[str]:
    """Write a section, every setting under its description."""
    indent = "  " * depth
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        yield f"{indent}# {field.description}"
        if isinstance(value, BaseModel):
            yield f"{indent}{name}:"
            yield from _lines(value, depth + 1)
        elif name == "tasks":
            yield f"{indent}{name}:"
            for task, plan in value.items():
                yield f"{indent}  {task}: {{items: {plan.items}}}  # {TASKS[task].title}"
        else:
            yield f"{indent}{name}: {_scalar(value)}"
        if depth == 0:
            yield ""


def _scalar(value: object) -> str:
    plain = str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value
    text = yaml.safe_dump(plain, allow_unicode=True, default_flow_style=True, width=1000)
    return text.removesuffix("...\n").strip() or '""'
