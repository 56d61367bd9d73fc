"""Times the measures of agreement beside krippendorff's and pygamma-agreement's, on generated answers.

α starts from columns of a table and ends with a number on both sides; krippendorff is given the value counts
that it is fastest with, by the fastest way from the table to them, with short ids of items, with hashes, and
with categories. Its interval is a loop over resampled rows of these counts, of which a part is timed. γ is
compared on the same continua, those that pygamma-agreement draws, and its best alignments are summed anew in
double precision, as it works in single. Both sides take turns. A peer that is not installed is left out.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import logging
import time
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TypeVar

import numpy as np
import pandas as pd

from pipeline.agreement import Ratings, Scale, UnitDissimilarity, alpha
from pipeline.agreement.alignment import best_alignment
from pipeline.agreement.continuum import Units

T = TypeVar("T")
U = TypeVar("U")
LOOPED = 10
"""Resamples of the loop that are timed."""
LABELS = "ABC"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, times in seconds."""

    what: str
    size: str
    theirs: float
    ours: float
    aim: float
    check: str

    @property
    def ratio(self) -> float:
        return self.theirs / self.ours


def timed(theirs: Callable[[], T], ours: Callable[[], U], times: int = 3) -> tuple[T, float, U, float]:
    """Give both results with the shortest times, taken in turns."""
    their_seconds, our_seconds = [], []
    for _ in range(times):
        start = time.perf_counter()
        their_result = theirs()
        between = time.perf_counter()
        our_result = ours()
        their_seconds.append(between - start)
        our_seconds.append(time.perf_counter() - between)
    return their_result, min(their_seconds), our_result, min(our_seconds)


def answers(items: int, classes: int = 7, each: int = 3, annotators: int = 50) -> pd.DataFrame:
    """Draw answers of annotators who are right four times in five, in random order."""
    random = np.random.default_rng(0)
    item = np.repeat(np.arange(items), each)
    annotator = (random.integers(0, annotators, items)[:, np.newaxis] + np.arange(each)).ravel() % annotators
    truth = np.repeat(random.integers(0, classes, items), each)
    value = np.where(random.random(len(item)) < 0.8, truth, random.integers(0, classes, len(item)))
    order = random.permutation(len(item))
    return pd.DataFrame(
        {
            "item": [f"item {number:07}" for number in item[order]],
            "annotator": [f"annotator {number:03}" for number in annotator[order]],
            "value": value[order],
        }
    )


def value_counts(table: pd.DataFrame) -> np.ndarray:
    item, items = pd.factorize(table["item"])
    value, values = pd.factorize(table["value"], sort=True)
    counts = np.bincount(item * len(values) + value, minlength=len(items) * len(values))
    return counts.reshape(-1, len(values))


def hashed(column: pd.Series) -> pd.Series:
    return column.map(lambda text: hashlib.blake2b(text.encode(), digest_size=16).hexdigest())


IDS: dict[str, Callable[[pd.Series], pd.Series]] = {
    "short ids": lambda column: column,
    "hashes": hashed,
    "categories": lambda column: column.astype("category"),
}


def bench_alpha(items: int, ids: str) -> Row:
    import krippendorff

    table = answers(items)
    table = table.assign(item=IDS[ids](table["item"]))

    def theirs() -> float:
        return krippendorff.alpha(value_counts=value_counts(table), level_of_measurement="nominal")

    def ours() -> float | None:
        ratings = Ratings.from_columns(table["item"], table["annotator"], table["value"])
        return alpha(ratings, "nominal", resamples=0).value

    their_value, their_time, our_value, our_time = timed(theirs, ours, 7)
    check = (
        f"differ by {abs(their_value - our_value):.0e}; annotators and repetitions are looked at here only"
    )
    return Row(f"α, {ids}", f"{len(table)} ratings", their_time, our_time, 1, check)


def bench_interval(items: int, level: Scale) -> Row:
    import krippendorff

    table = answers(items)
    counts = value_counts(table)
    domain = np.arange(counts.shape[1], dtype=float)
    random = np.random.default_rng(0)

    def theirs() -> list[float]:
        return [
            krippendorff.alpha(
                value_counts=counts[random.integers(0, len(counts), len(counts))],
                value_domain=domain,
                level_of_measurement=level,
            )
            for _ in range(LOOPED)
        ]

    ratings = Ratings.from_columns(table["item"], table["annotator"], table["value"])
    values, their_time, result, our_time = timed(theirs, lambda: alpha(ratings, level, resamples=1_000))
    within = sum(result.low <= value <= result.high for value in values)
    check = f"[{result.low:.4f}, {result.high:.4f}] holds {within} of their {LOOPED}"
    size = f"{items} items × 1000"
    return Row(f"interval, {level}", size, their_time * 1_000 / LOOPED, our_time, 50, check)


def bench_gamma(annotators: int, units: int, samples: int = 30) -> Row:
    from pyannote.core import Segment
    from pygamma_agreement import (
        CombinedCategoricalDissimilarity,
        Continuum,
        StatisticalContinuumSampler,
    )

    logging.disable(logging.CRITICAL)
    random = np.random.default_rng(0)
    continuum = Continuum()
    for annotator in range(annotators):
        for number in range(units):
            start = 10 * number + int(random.integers(0, 4))
            end = start + int(random.integers(2, 8))
            continuum.add(
                f"annotator {annotator}", Segment(start, end), LABELS[random.integers(0, len(LABELS))]
            )
    theirs = CombinedCategoricalDissimilarity()
    sampler = StatisticalContinuumSampler()
    sampler.init_sampling(continuum)
    np.random.seed(0)
    continua = [continuum, *(sampler.sample_from_continuum for _ in range(samples))]
    continuum.get_best_alignment(theirs)  # compiles

    def by_them() -> list[float]:
        return [summed_anew(each.get_best_alignment(theirs)) for each in continua]

    def by_us() -> list[float]:
        return [best_alignment(units_of(each), UnitDissimilarity()).disorder for each in continua]

    their_disorders, their_time, our_disorders, our_time = timed(by_them, by_us, 4)
    furthest = np.abs(np.subtract(their_disorders, our_disorders)).max()
    gammas = [1 - each[0] / np.mean(each[1:]) for each in (their_disorders, our_disorders)]
    check = f"disorders differ by {furthest:.0e}, γ by {abs(gammas[0] - gammas[1]):.0e}"
    return Row("γ", f"{annotators} × {units} units", their_time, our_time, 10, check)


def units_of(continuum) -> tuple[Units, ...]:
    code = {label: number for number, label in enumerate(LABELS)}
    result = []
    for annotator in continuum.annotators:
        own = list(continuum.iterunits(annotator))
        # As they see them: in single precision.
        start = np.array([unit.segment.start for unit in own], dtype=np.float32).astype(np.float64)
        end = np.array([unit.segment.end for unit in own], dtype=np.float32).astype(np.float64)
        result.append(Units(start, end, np.array([code[unit.annotation] for unit in own], dtype=np.int64)))
    return tuple(result)


def summed_anew(alignment) -> float:
    continuum = alignment.continuum
    units = units_of(continuum)
    number = {
        (annotator, unit): place
        for annotator in continuum.annotators
        for place, unit in enumerate(continuum.iterunits(annotator))
    }
    pairs = list(combinations(range(len(units)), 2))
    between = {pair: UnitDissimilarity().between(units[pair[0]], units[pair[1]]) for pair in pairs}
    total = 0.0
    for unitary in alignment.unitary_alignments:
        row = [None if unit is None else number[annotator, unit] for annotator, unit in unitary.n_tuple]
        total += sum(
            1.0 if row[a] is None or row[b] is None else between[a, b][row[a], row[b]] for a, b in pairs
        )
    return total / len(pairs) / (sum(map(len, units)) / len(units))


def show(rows: list[Row]) -> None:
    print(f"{'what':18}{'size':>22}{'peer':>10}{'klue':>9}{'ratio':>9}{'aim':>7}")
    for row in rows:
        print(
            f"{row.what:18}{row.size:>22}{row.theirs:9.2f}s{row.ours:8.2f}s"
            f"{row.ratio:8.1f}×{row.aim:6.1f}×  {row.check}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="size of the data, as a part of the usual")
    parser.add_argument("--json", action="store_true", help="print rows for programs")
    arguments = parser.parse_args()
    items = int(200_000 * arguments.scale)
    warnings.simplefilter("ignore")
    rows = []
    if importlib.util.find_spec("krippendorff"):
        rows += [bench_alpha(items, ids) for ids in IDS]
        rows += [bench_interval(items, level) for level in ("nominal", "ordinal")]
    if importlib.util.find_spec("pygamma_agreement"):
        rows += [bench_gamma(2, 50), bench_gamma(3, 50)]
    if arguments.json:
        print(json.dumps([asdict(row) | {"ratio": row.ratio} for row in rows], ensure_ascii=False))
    else:
        show(rows)


if __name__ == "__main__":
    main()
