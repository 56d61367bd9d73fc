"""Times the models of crowd labels beside crowd-kit's, on generated answers: `make bench`.

Both start from columns of text and end with posteriors. Dawid–Skene and MACE make as many iterations
on both sides; GLAD runs until either says that it has converged.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from crowdkit.aggregation import GLAD, MACE, DawidSkene

from pipeline.agreement import Ratings
from pipeline.consensus.crowd import Aggregation, Settings, dawid_skene, glad, mace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is answered; everybody answers a random part."""

    items: int
    answers: int
    annotators: int
    classes: int

    @property
    def ratings(self) -> int:
        return self.items * self.answers


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    model: str
    size: Size
    theirs: float
    ours: float
    aim: float
    check: str


def answers(size: Size, seed: int = 0) -> pd.DataFrame:
    """Draw answers of annotators who are right with a probability of their own, 0.5 to 0.95."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, size.classes, size.items)
    task = np.repeat(np.arange(size.items), size.answers)
    worker = random.random((size.items, size.annotators)).argsort(axis=1)[:, : size.answers].ravel()
    right = random.random(len(task)) < random.uniform(0.5, 0.95, size.annotators)[worker]
    label = np.where(right, truth[task], random.integers(0, size.classes, len(task)))
    frame = pd.DataFrame(
        {
            "task": [f"t{n:06}" for n in task],
            "worker": [f"w{n:04}" for n in worker],
            "label": [f"l{n:03}" for n in label],
        }
    )
    # crowd-kit's MACE takes strategies in sorted order for those in the order of first appearance.
    return frame.sort_values(["worker", "label"], ignore_index=True)


def ratings_of(frame: pd.DataFrame) -> Ratings:
    return Ratings.from_columns(frame["task"], frame["worker"], frame["label"])


def timed(run: Callable[[], T], times: int = 1) -> tuple[T, float]:
    """Give the result and the shortest time."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return result, min(seconds)


def furthest(ours: Aggregation[object], theirs: pd.DataFrame) -> str:
    """Say how far the posteriors are apart at most."""
    matrix = theirs.loc[list(ours.items), list(ours.classes)].to_numpy()
    return f"posteriors differ by {np.abs(ours.posterior.matrix() - matrix).max():.0e}"


def bench_dawid_skene(size: Size, aim: float, iterations: int = 20) -> Row:
    frame = answers(size)
    theirs, their_time = timed(lambda: DawidSkene(n_iter=iterations, tol=-np.inf).fit_predict_proba(frame))
    settings = Settings(iterations=iterations, tolerance=-np.inf, starts=1)
    ours, our_time = timed(lambda: dawid_skene(ratings_of(frame), settings=settings), 3)
    return Row("Dawid–Skene", size, their_time, our_time, aim, furthest(ours, theirs))


def bench_dawid_skene_to_its_end(size: Size, aim: float) -> Row:
    """Run both by their defaults: the same rule ends them after the same iteration."""
    frame = answers(size)
    model = DawidSkene()
    theirs, their_time = timed(lambda: model.fit_predict_proba(frame))
    ours, our_time = timed(lambda: dawid_skene(ratings_of(frame)), 3)
    iterations = f"{len(model.loss_history_)} and {ours.iterations} iterations"
    return Row("by default", size, their_time, our_time, aim, f"{furthest(ours, theirs)}; {iterations}")


def bench_mace(size: Size, aim: float, iterations: int = 50) -> Row:
    frame = answers(size)
    theirs, their_time = timed(lambda: MACE(n_restarts=1, n_iter=iterations).fit_predict_proba(frame))
    settings = Settings(iterations=iterations, tolerance=-np.inf, starts=1)
    ours, our_time = timed(lambda: mace(ratings_of(frame), settings=settings), 3)
    return Row("MACE", size, their_time, our_time, aim, furthest(ours, theirs))


def bench_glad(size: Size, aim: float) -> Row:
    frame = answers(size)
    theirs, their_time = timed(lambda: GLAD(silent=True).fit(frame))
    ours, our_time = timed(lambda: glad(ratings_of(frame), settings=Settings(starts=1)), 3)
    same = np.mean(
        [theirs.labels_[item] == value for item, value in zip(ours.items, ours.values(), strict=True)]
    )
    return Row("GLAD", size, their_time, our_time, aim, f"{same:.1%} of the values are the same")


def show(rows: list[Row]) -> None:
    print(
        f"{'model':12}{'classes':>8}{'items':>8}{'ratings':>9}{'crowd-kit':>11}{'klue':>9}{'ratio':>8}{'aim':>7}"
    )
    for row in rows:
        size = row.size
        print(
            f"{row.model:12}{size.classes:8}{size.items:8}{size.ratings:9}{row.theirs:10.2f}s{row.ours:8.2f}s"
            f"{row.theirs / row.ours:7.1f}×{row.aim:6.1f}×  {row.check}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data, as a part of the usual")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    scale = options.scale
    warnings.simplefilter("ignore")
    rows = [
        bench_dawid_skene(Size(int(20_000 * scale), 5, 200, 7), 1.5),
        bench_dawid_skene(Size(int(40_000 * scale), 5, 200, 30), 10),
        bench_dawid_skene_to_its_end(Size(int(5_000 * scale), 3, 400, 5), 1.5),
        bench_mace(Size(int(5_000 * scale), 5, 100, 7), 20),
        bench_glad(Size(int(1_000 * scale), 5, 50, 4), 20),
    ]
    if options.json:
        print(json.dumps([asdict(row) | {"ratio": row.theirs / row.ours} for row in rows], indent=1))
    else:
        show(rows)


if __name__ == "__main__":
    main()
