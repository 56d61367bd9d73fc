"""How a stage runs under Prefect: shards as tasks, network work with retries, tables as artifacts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from prefect import State, Task, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.tasks import exponential_backoff

from pipeline.config import Overrides
from pipeline.context import Context, Progress, open_context
from pipeline.errors import UnreachableError
from pipeline.workers import submit

S = TypeVar("S")
T = TypeVar("T")

_RETRIES = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """What a flow is given: which configuration, and what a caller puts in the place of its settings."""

    config: Path = Path("klue.yaml")
    overrides: Overrides = field(default_factory=Overrides)

    def open(self) -> Context:
        """Give a stage surroundings in which every shard is a Prefect task."""
        context = open_context(self.config, self.overrides, _progress.get())
        return replace(context, map=PrefectTasks(context.config.workers, context.progress))


_progress: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def showing(progress: Progress) -> Iterator[None]:
    """Let flows that run in this process show their progress."""
    token = _progress.set(progress)
    try:
        yield
    finally:
        _progress.reset(token)


@dataclass(frozen=True, slots=True)
class PrefectTasks:
    """Maps a function over shards, a task run each; the work itself is done by processes."""

    workers: int
    progress: Progress

    def __call__(self, title: str, work: Callable[[S], T], shards: Sequence[S]) -> list[T]:
        """Apply ``work``, which must be importable by name, to every shard."""
        alone = self.workers == 1 or len(shards) <= 1
        with self.progress.bar(title, len(shards)) as advance:
            # Prefect looks through everything that a task is given: a number spares it whole tables.
            def one(number: int) -> T:
                shard = shards[number]
                result = work(shard) if alone else submit(self.workers, work, shard).result()
                advance(1)
                return result

            run = task(name=title, persist_result=False, cache_policy=NO_CACHE)(one)
            futures = [run.submit(number) for number in range(len(shards))]
            return [future.result() for future in futures]


def over_network(name: str, work: Callable[[], T]) -> T:
    """Run work that talks to a server as one task, again and later when the server does not answer.

    The work must be safe to run twice.
    """
    run = task(
        name=name,
        persist_result=False,
        cache_policy=NO_CACHE,
        retries=_RETRIES,
        retry_delay_seconds=exponential_backoff(backoff_factor=2),
        retry_jitter_factor=0.5,
        retry_condition_fn=_is_unreachable,
    )(work)
    result: T = run()
    return result


def quick_flows() -> AbstractContextManager[object]:
    """Leave Prefect's heartbeat thread out: joining it costs every flow run a second.

    Only a value of None turns it off, which no environment variable can say.
    """
    return temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None})


def show_table(key: str, description: str, rows: Sequence[dict[str, str | int | float | None]]) -> None:
    """Leave a table in Prefect's interface."""
    create_table_artifact(key=key, table=list(rows), description=description)


def _is_unreachable(_task: Task[..., object], _run: TaskRun, state: State[object]) -> bool:
    return isinstance(state.result(raise_on_failure=False), UnreachableError)
