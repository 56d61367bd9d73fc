"""The one configuration file, ``klue.yaml``, with the environment's overrides.

Precedence: ``KLUE_*`` environment variables (``KLUE_STUDIO__URL`` for ``studio.url``), then the file, then
the defaults. Secrets come from the environment only: ``KLUE_STUDIO_TOKEN``, ``KLUE_PSEUDONYM_KEY``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pydantic
from pydantic import Field

from pipeline.errors import UsageError
from pipeline.settings import Prepare, Release, Section, Studio, TaskPlan
from pipeline.yamlfile import Json, parse_yaml, read_yaml


class Config(Section):
    """The whole configuration."""

    seed: int = 20260101
    """Seed of every random choice."""
    workspace: Path = Path("workspace")
    """Folder of the stages' tables."""
    catalogue: Path = Path("sources")
    """Folder (or one file) of source descriptions."""
    corpora: Path | None = None
    """Folder that the sources' files lie below; empty: where the catalogue lies."""
    contracts: Path | None = None
    """Folder of data contracts; empty: those that ship with the program."""
    guides: Path | None = None
    """Folder of annotation guides; empty: those that ship with the program."""
    workers: Annotated[int, Field(ge=1)] = 2
    """Processes that work in parallel; results never depend on it."""
    batch: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,15}$")] = "b001"
    """Name of the batch that sampling draws; change it to draw another."""
    prepare: Prepare = Prepare()
    """Sentences, duplicates, placements."""
    tasks: dict[str, TaskPlan] = {}  # noqa: RUF012 (pydantic copies it)
    """Per task (tc, sts, nli, ner, re, dp, mrc, tod): how much is wanted, and from where."""
    studio: Studio = Studio()
    """Label Studio."""
    release: Release = Release()
    """What is published."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a command line puts in the place of the configuration's settings."""

    workspace: Path | None = None
    workers: int | None = None
    catalogue: Path | None = None
    corpora: Path | None = None

    def apply(self, config: Config) -> Config:
        """Give the configuration with these settings; relative paths count from the current folder."""
        update: dict[str, Path | int] = {}
        for name in ("workspace", "catalogue", "corpora"):
            path: Path | None = getattr(self, name)
            if path is not None:
                update[name] = path.resolve()
        if self.workers is not None:
            update["workers"] = self.workers
        return config.model_copy(update=update)


SECRETS = ("KLUE_STUDIO_TOKEN", "KLUE_PSEUDONYM_KEY")
_OTHER_VARIABLES = ("KLUE_REAL_DATA", "KLUE_CONFIG")


def load_config(path: Path) -> Config:
    """Read ``klue.yaml`` with the environment's overrides; relative paths count from the file's folder.

    Raises:
        BadInputError: the file is not YAML, or a setting is unknown or has the wrong type.
        UsageError: there is no such file, or an environment override is wrong.
    """
    if not path.exists():
        raise UsageError(f"{path}: no such configuration", "write one with: klue init")
    source = read_yaml(path)
    config = source.parse(Config) if source.data is not None else Config()
    return resolve_paths(_override(config, os.environ), path.resolve().parent)


def resolve_paths(config: Config, base: Path) -> Config:
    """Make every path of the configuration absolute, counted from ``base``."""

    def absolute(path: Path) -> Path:
        return path if path.is_absolute() else (base / path)

    executable = config.studio.executable
    if executable is not None:
        executable = absolute(executable)
    return config.model_copy(
        update={
            "workspace": absolute(config.workspace),
            "catalogue": absolute(config.catalogue),
            "corpora": None if config.corpora is None else absolute(config.corpora),
            "contracts": None if config.contracts is None else absolute(config.contracts),
            "guides": None if config.guides is None else absolute(config.guides),
            "studio": config.studio.model_copy(update={"executable": executable}),
        }
    )


def secret(name: Literal["KLUE_STUDIO_TOKEN", "KLUE_PSEUDONYM_KEY"]) -> str | None:
    """Read a secret from the environment, where alone secrets live."""
    return os.environ.get(name) or None


def _override(config: Config, environment: Mapping[str, str]) -> Config:
    data = config.model_dump()
    steps_of: dict[str, tuple[str, ...]] = {}
    for name, text in sorted(environment.items()):
        if not name.startswith("KLUE_") or name in (*SECRETS, *_OTHER_VARIABLES):
            continue
        steps_of[name] = tuple(name.removeprefix("KLUE_").lower().split("__"))
        try:
            data = _put(data, steps_of[name], parse_yaml(text))
        except ValueError as error:
            raise UsageError(f"the environment variable {name} overrides nothing: {error}") from None
    try:
        return Config.model_validate(data)
    except pydantic.ValidationError as error:
        problem = error.errors()[0]
        # Settings that are wrong only together are a fault of the section that both are in.
        at = problem["loc"]
        guilty = [name for name, steps in steps_of.items() if at[: len(steps)] == steps[: len(at)]]
        message = "there is no such setting" if problem["type"] == "extra_forbidden" else problem["msg"]
        raise UsageError(
            f"the environment variable {', '.join(guilty)} overrides nothing: {message}"
        ) from None


def _put(data: dict[str, Json], steps: tuple[str, ...], value: Json) -> dict[str, Json]:
    head, *rest = steps
    if not rest:
        return {**data, head: value}
    inner = data.get(head) or {}
    if not isinstance(inner, dict):
        raise ValueError(f"{head} has no settings inside")  # noqa: TRY004 (of the user's text)
    return {**data, head: _put(inner, tuple(rest), value)}
