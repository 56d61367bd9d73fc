"""Worker processes: started once, when first needed, and kept for all that the program does."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")


def submit(workers: int, work: Callable[[S], T], shard: S) -> Future[T]:
    """Hand work, which must be importable by name, to one of ``workers`` processes."""
    try:
        return _pool(workers).submit(work, shard)
    except BrokenProcessPool:
        # A process died in earlier work, whose caller has been told; this work gets a new pool.
        _pool.cache_clear()
        return _pool(workers).submit(work, shard)


@cache
def _pool(workers: int) -> ProcessPoolExecutor:
    """Give the pool of so many processes.

    They are spawned, not forked: a fork of a program with threads may hang. Spawning costs seconds of
    imports and of loading models, hence one pool for all stages.
    """
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
