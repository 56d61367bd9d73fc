"""What every stage is given: the configuration, the workspace with its typed tables, and helping hands."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow as pa

from pipeline.config import Config, Overrides, load_config
from pipeline.contracts.arrow import arrow_schema
from pipeline.contracts.odcs import Contract, read_contract
from pipeline.resources import shipped
from pipeline.tables import from_table, read_parquet, to_table, write_parquet
from pipeline.workers import submit
from pipeline.workspace import Run, Workspace

R = TypeVar("R")
S = TypeVar("S")
T = TypeVar("T")


class Progress(Protocol):
    """Shows how far long work has come."""

    def bar(self, title: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
        """Open a bar; the callable advances it."""


class Mapper(Protocol):
    """Applies a function to shards, in parallel or not; results come in the order of the shards."""

    def __call__(self, title: str, work: Callable[[S], T], shards: Sequence[S]) -> list[T]:
        """Apply ``work`` to every shard."""


class Silent:
    """Shows nothing."""

    @contextlib.contextmanager
    def bar(self, title: str, total: int) -> Iterator[Callable[[int], None]]:
        """Open a bar that is not there."""
        yield lambda _: None


@dataclass(frozen=True, slots=True)
class Processes:
    """Maps over worker processes, one bar for all; a single shard or worker stays in this process."""

    workers: int
    progress: Progress = field(default_factory=Silent)

    def __call__(self, title: str, work: Callable[[S], T], shards: Sequence[S]) -> list[T]:
        """Apply ``work``, which must be importable by name, to every shard."""
        with self.progress.bar(title, len(shards)) as advance:
            results: list[T] = []
            if self.workers == 1 or len(shards) <= 1:
                for shard in shards:
                    results.append(work(shard))
                    advance(1)
                return results
            futures = [submit(self.workers, work, shard) for shard in shards]
            for future in futures:
                results.append(future.result())
                advance(1)
            return results


@cache
def _contract(path: Path, _changed: int) -> Contract:
    """Read a contract once for every state of its file: checking it takes a quarter of a second."""
    return read_contract(path)


@dataclass(frozen=True)
class Context:
    """One run's surroundings."""

    config: Config
    progress: Progress = field(default_factory=Silent)
    map: Mapper = field(default_factory=lambda: Processes(1))

    @cached_property
    def workspace(self) -> Workspace:
        """The folder of the stages' tables."""
        return Workspace(self.config.workspace)

    @property
    def contracts(self) -> Path:
        """Folder of the data contracts."""
        return self.config.contracts or shipped("data_contracts")

    @property
    def guides(self) -> Path:
        """Folder of the annotation guides."""
        return self.config.guides or shipped("annotation_guides")

    @property
    def references(self) -> Path:
        """Folder of the reference answers that simulated annotators work from."""
        return shipped("sample_corpora") / "reference"

    def contract_path(self, table: str) -> Path:
        """Give the path of a table's contract; tables of incidents share one."""
        name = "incidents" if table.endswith("_incidents") else table
        return self.contracts / f"{name}.odcs.yaml"

    def contract(self, table: str) -> Contract:
        """Read the contract of a table."""
        path = self.contract_path(table)
        return _contract(path, path.stat().st_mtime_ns if path.exists() else 0)

    def schema(self, table: str) -> pa.Schema:
        """Give the Arrow schema of a table."""
        return arrow_schema(self.contract(table))

    def read(self, table: str, cls: type[R]) -> list[R]:
        """Read all rows of a published table.

        Raises:
            UsageError: the stage that makes it has not run.
        """
        return from_table(read_parquet(self.workspace.shards(table), self.schema(table)), cls)

    def read_if_there(self, table: str, cls: type[R]) -> list[R]:
        """Read all rows of a table; none if its stage has not run."""
        return self.read(table, cls) if self.workspace.has(table) else []

    def write(self, run: Run, table: str, rows: Iterable[object], number: int = 0) -> None:
        """Write one shard of a table that is being published."""
        write_parquet(run.shard(table, number), to_table(rows, self.schema(table)))


def open_context(
    config: Path, overrides: Overrides | None = None, progress: Progress | None = None
) -> Context:
    """Read the configuration and give a stage its surroundings.

    Raises:
        UsageError: there is no such configuration, or an environment override is wrong.
        BadInputError: the configuration is malformed.
    """
    settings = (overrides or Overrides()).apply(load_config(config))
    shown = progress or Silent()
    return Context(settings, shown, Processes(settings.workers, shown))
