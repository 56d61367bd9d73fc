"""Aggregates the answers in any table in long form into one value an item, with its confidence."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from pipeline.cli.aggregate_report import Report, show
from pipeline.cli.answers import Gold, Known, number, read_answers, read_gold
from pipeline.cli.long_table import Columns
from pipeline.cli.output import Bars
from pipeline.cli.table_files import check_writable, write_columns
from pipeline.consensus.crowd import (
    FROM_THE_VOTE,
    IN_TURN,
    ONE_START,
    RESTARTS,
    SEVERAL_STARTS,
    UNTIL_SETTLED,
    Aggregation,
    LongForm,
    Ordered,
    Settings,
    TooLargeError,
    bias_noise,
    dawid_skene,
    glad,
    hierarchical,
    mace,
    one_coin,
    vote_shares,
)
from pipeline.errors import BadInputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

Method = Literal["hierarchical", "majority", "dawid-skene", "one-coin", "mace", "glad", "bias-noise"]

DIGITS = 6
"""Digits that confidences, and values that are estimated, are written with."""
MANY_NUMBERS = 20
"""Distinct numbers beyond which they are hardly labels."""
ANSWERS_PER_CONFUSION = 2.0
"""Mean number of answers of each class that an annotator gave, below which confusions cannot be learnt."""

Model: TypeAlias = Callable[[LongForm, Mapping[Hashable, Hashable] | None, Settings], Aggregation[object]]
MODELS: dict[str, tuple[Model, Settings]] = {
    "hierarchical": (hierarchical, IN_TURN),
    "dawid-skene": (dawid_skene, FROM_THE_VOTE),
    "one-coin": (one_coin, SEVERAL_STARTS),
    "mace": (mace, RESTARTS),
    "glad": (glad, ONE_START),
}
"""The methods of labels that iterate, each from as many starts as it has when nothing is said."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to aggregate and how; ``starts`` is the method's own number where it is None."""

    path: Path
    columns: Columns
    method: Method
    output: Path
    gold: Gold | None = None
    seed: int = 0
    starts: int | None = None
    header: bool = True


@dataclass(frozen=True, slots=True)
class _Result:
    """One row an item, and what the report says of how it was found."""

    items: tuple[Hashable, ...]
    columns: dict[str, Sequence[Hashable]]
    trace: Sequence[float]
    converged: bool
    score: Callable[[Report, dict[Hashable, Hashable]], Report]


def aggregate_file(request: Request, as_json: bool) -> None:
    """Write ``item``, ``value`` and ``confidence`` of a file's items, and report what was done."""
    _check(request)
    answers = read_answers(request.path, request.columns, header=request.header)
    ratings, gold = answers.ratings, request.gold
    known = Known({}, 0)
    if gold is not None:
        known = read_gold(gold.file, request.columns, ratings, header=request.header)
    try:
        found = _aggregate(request, ratings, known.values if gold is not None and gold.use else {})
    except TooLargeError as error:
        raise UsageError(
            f"{request.path}: {error}", "use --method majority, one-coin, mace or glad"
        ) from None
    except ValueError as error:
        raise BadInputError(f"{request.path}: {error}") from None
    write_columns(request.output, {"item": found.items, **found.columns})

    report = Report(
        output=str(request.output),
        method=request.method,
        items=len(found.items),
        annotators=len(set(ratings.annotator.tolist())),
        ratings=len(ratings.unit),
        classes=len(set(ratings.value.tolist())),
        iterations=len(found.trace),
        converged=found.converged,
        objective=float(found.trace[-1]) if len(found.trace) else None,
        repeated_answers_dropped=len(answers.repeated),
        rows_without_owner=len(answers.nobodys),
        rows_without_value=len(answers.empty),
        items_without_answers=len(ratings.units) - len(found.items),
        warning=_warning(request, ratings),
        incidents=answers.incidents(request.path),
    )
    if gold is not None:
        report = replace(
            report,
            gold_items=len(known.values),
            gold_items_without_answers=known.strangers,
            gold_used=gold.use,
        )
        if not gold.use and known.values:
            report = found.score(report, known.values)
    show(report, answers, as_json)


def _check(request: Request) -> None:
    output, gold = request.output, request.gold
    check_writable(output)
    if output.resolve() in {request.path.resolve(), gold.file.resolve() if gold else None}:
        raise UsageError(f"{output}: is an input", "name another file")
    if request.starts is not None and request.method not in MODELS:
        raise UsageError(f"--starts means nothing to {request.method}", f"it is for {', '.join(MODELS)}")
    if request.method == "bias-noise" and gold is not None and gold.use:
        raise UsageError("bias-noise cannot take known values", "leave out --use-gold to score against them")


def _aggregate(request: Request, ratings: Ordered, gold: dict[Hashable, Hashable]) -> _Result:
    return _numbers(ratings) if request.method == "bias-noise" else _labels(request, ratings, gold)


def _labels(request: Request, ratings: Ordered, gold: dict[Hashable, Hashable]) -> _Result:
    if request.method == "majority":
        found: Aggregation[object] = vote_shares(ratings, gold)
    else:
        model, settings = MODELS[request.method]
        if request.starts is not None:
            settings = replace(settings, starts=request.starts)
            if request.method == "dawid-skene" and request.starts > 1:
                model = partial(dawid_skene, until="likelihood")
                settings = replace(SEVERAL_STARTS, starts=request.starts)
        with _progress(replace(settings, seed=request.seed)) as shown:
            found = model(ratings, gold, shown)

    def score(report: Report, known: dict[Hashable, Hashable]) -> Report:
        accuracy = found.accuracy(known)
        return replace(
            report,
            accuracy=accuracy.value,
            accuracy_ties_at_random=accuracy.ties_at_random,
            calibration=found.calibration(known),
        )

    confidence = [round(p, DIGITS) for p in found.confidence().tolist()]
    columns: dict[str, Sequence[Hashable]] = {"value": found.values(), "confidence": confidence}
    return _Result(found.items, columns, found.trace.tolist(), found.converged, score)


def _numbers(ratings: Ordered) -> _Result:
    with _progress(UNTIL_SETTLED) as settings:
        found = bias_noise(ratings, settings)

    def score(report: Report, known: dict[Hashable, Hashable]) -> Report:
        value = dict(zip(found.items, found.value.tolist(), strict=True))
        pairs = [(value[item], number(true)) for item, true in known.items()]
        numbers = np.array([(ours, true) for ours, true in pairs if true is not None])
        if not len(numbers):
            raise BadInputError("none of the gold values is a number", "score labels by another --method")
        spread = numbers.std(axis=0).min()
        return replace(
            report,
            gold_items=len(numbers),
            mean_absolute_error=float(np.abs(numbers[:, 0] - numbers[:, 1]).mean()),
            correlation=float(np.corrcoef(numbers.T)[0, 1]) if spread else None,
        )

    columns: dict[str, Sequence[Hashable]] = {
        "value": [round(number, DIGITS) for number in found.value.tolist()],
        "confidence": [round(number, DIGITS) for number in found.confidence().tolist()],
        "deviation": [round(number, DIGITS) for number in found.deviation.tolist()],
    }
    return _Result(found.items, columns, found.trace.tolist(), found.converged, score)


@contextmanager
def _progress(settings: Settings) -> Iterator[Settings]:
    """Show a bar while a method with these settings runs; it is full when the method ends early."""
    total = settings.iterations * settings.starts
    with Bars().bar("iterations at most", total) as advance:
        done = 0

        def count(iterations: int) -> None:
            nonlocal done
            done += iterations
            advance(iterations)

        yield replace(settings, advance=count)
        advance(total - done)


def _warning(request: Request, ratings: Ordered) -> str | None:
    method, given = request.method, np.unique(ratings.value).tolist()
    if method != "bias-noise" and len(given) > MANY_NUMBERS:
        numbers = [number(ratings.values[code]) for code in given]
        if None not in numbers:
            return f"the values are {len(given)} numbers: labels to {method}, but not to --method bias-noise"
    pairs = np.unique(ratings.annotator * len(ratings.values) + ratings.value)
    each = len(ratings.unit) / len(pairs)
    if method != "dawid-skene" or each >= ANSWERS_PER_CONFUSION:
        return None
    return (
        f"annotators gave each of their values {each:.1f} times on average, too rarely to learn what they "
        "confuse; --method hierarchical needs less"
    )
