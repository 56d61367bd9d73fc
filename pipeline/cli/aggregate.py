"""Aggregates the answers in any table in long form into one value an item, with its confidence."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pipeline.agreement import Ratings, first_answers
from pipeline.cli.long_table import Columns
from pipeline.cli.output import Bars, print_json, print_table, say
from pipeline.cli.table_files import Cell, check_writable, read_columns, read_table, write_columns
from pipeline.consensus.crowd import (
    FROM_THE_VOTE,
    RESTARTS,
    SEVERAL_STARTS,
    Aggregation,
    LongForm,
    Settings,
    TooLargeError,
    dawid_skene,
    glad,
    mace,
    one_coin,
    vote_shares,
)
from pipeline.errors import BadInputError, UsageError

Method = Literal["majority", "dawid-skene", "one-coin", "mace", "glad"]

GOLD = "gold"
"""Column of known values, and ITEM that of their items, where they are not called as in the input."""
ITEM = "item"
DIGITS = 6
"""Digits that confidences are written with."""
ANSWERS_PER_CONFUSION = 2.0
"""Mean number of answers of each class that an annotator gave, below which confusions cannot be learnt."""
SHOWN = 5
"""Incidents of a kind whose rows are named."""

Model: TypeAlias = Callable[[LongForm, Mapping[Hashable, Hashable] | None, Settings], Aggregation[object]]
MODELS: dict[str, tuple[Model, Settings]] = {
    "dawid-skene": (dawid_skene, FROM_THE_VOTE),
    "one-coin": (one_coin, SEVERAL_STARTS),
    "mace": (mace, RESTARTS),
    "glad": (glad, SEVERAL_STARTS),
}
"""The methods that iterate, each from as many starts as it has when nothing is said."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A file of known values; ``use`` fixes its items to them instead of scoring against them."""

    file: Path
    use: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """The ratings of a file, and what was not taken from it; rows count from 1, without the header."""

    ratings: Ratings
    repeated: tuple[int, ...]
    nobodys: tuple[int, ...]
    empty: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was aggregated, as ``--json`` prints it.

    ``objective`` is the log-likelihood, or what the method maximises in its place. ``rows_without_owner``
    have no item or no annotator; ``rows_without_value`` are no answers. ``warning`` says why the method may
    not suit the data.
    """

    output: str
    method: str
    items: int
    annotators: int
    ratings: int
    classes: int
    iterations: int
    converged: bool
    objective: float | None
    repeated_answers_dropped: int
    rows_without_owner: int
    rows_without_value: int
    items_without_answers: int
    warning: str | None
    gold_items: int | None = None
    gold_items_without_answers: int | None = None
    gold_used: bool = False
    accuracy: float | None = None
    accuracy_ties_at_random: float | None = None


def aggregate_file(
    path: Path,
    columns: Columns,
    method: Method,
    output: Path,
    gold: Gold | None,
    seed: int,
    as_json: bool,
) -> None:
    """Write ``item``, ``value`` and ``confidence`` of a file's items, and report what was done."""
    check_writable(output)
    if output.resolve() in {path.resolve(), gold.file.resolve() if gold else None}:
        raise UsageError(f"{output}: is an input", "name another file")
    answers = _read_answers(path, columns)
    known: dict[Hashable, Hashable] = {}
    strangers = 0
    if gold is not None:
        known, strangers = _read_gold(gold.file, columns, answers.ratings)
    try:
        found = _fit(method, answers.ratings, known if gold is not None and gold.use else {}, seed)
    except TooLargeError as error:
        raise UsageError(f"{path}: {error}", "use --method majority, one-coin, mace or glad") from None
    except ValueError as error:
        raise BadInputError(f"{path}: {error}") from None
    confidence = [round(p, DIGITS) for p in found.confidence().tolist()]
    write_columns(output, {"item": found.items, "value": found.values(), "confidence": confidence})

    report = Report(
        output=str(output),
        method=method,
        items=len(found.items),
        annotators=len(set(answers.ratings.annotator.tolist())),
        ratings=len(answers.ratings.unit),
        classes=len(found.classes),
        iterations=found.iterations,
        converged=found.converged,
        objective=float(found.trace[-1]) if found.iterations else None,
        repeated_answers_dropped=len(answers.repeated),
        rows_without_owner=len(answers.nobodys),
        rows_without_value=answers.empty,
        items_without_answers=len(answers.ratings.units) - len(found.items),
        warning=_warning(method, answers.ratings),
    )
    if gold is not None:
        report = replace(
            report, gold_items=len(known), gold_items_without_answers=strangers, gold_used=gold.use
        )
        if not gold.use:
            accuracy = found.accuracy(known)
            report = replace(report, accuracy=accuracy.value, accuracy_ties_at_random=accuracy.ties_at_random)
    if as_json:
        print_json(asdict(report))
    else:
        _show(report, answers)


def _read_answers(path: Path, columns: Columns) -> Answers:
    table = read_columns(path, columns.wanted)
    items, annotators, values = (
        table[name].tolist() for name in (columns.item, columns.annotator, columns.value)
    )
    owned = [
        row
        for row, (item, annotator) in enumerate(zip(items, annotators, strict=True))
        if item is not None and annotator is not None
    ]
    ratings, repeated = first_answers(
        [items[row] for row in owned], [annotators[row] for row in owned], [values[row] for row in owned]
    )
    return Answers(
        ratings=ratings,
        repeated=tuple(owned[row] + 1 for row in repeated.tolist()),
        nobodys=tuple(row + 1 for row in sorted(set(range(len(items))) - set(owned))),
        empty=sum(values[row] is None for row in owned),
    )


def _read_gold(path: Path, columns: Columns, ratings: Ratings) -> tuple[dict[Hashable, Hashable], int]:
    """Give the known values of units with answers, in the ratings' own terms, and count the other items."""
    table = read_table(path)
    item_column, gold_column = _gold_columns(path, list(map(str, table.columns)), columns)
    unit_of = _matching(ratings.units[unit] for unit in sorted(set(ratings.unit.tolist())))
    value_of = _matching(ratings.values)
    known: dict[Hashable, Hashable] = {}
    strangers: set[Cell] = set()
    for item, value in zip(table[item_column].tolist(), table[gold_column].tolist(), strict=True):
        if item is None or value is None:
            continue
        unit = unit_of(item)
        if unit is None:
            strangers.add(item)
            continue
        given = value_of(value)
        right = value if given is None else given
        if known.setdefault(unit, right) != right:
            raise BadInputError(
                f"{path}: item {item} has two values, {known[unit]} and {right}", "keep the right one"
            )
    return known, len(strangers)


def _gold_columns(path: Path, names: list[str], columns: Columns) -> tuple[str, str]:
    """Choose the columns of items and known values: by their names, or as the only other one."""
    item = next((name for name in (columns.item, ITEM) if name in names), None)
    value = next((name for name in (GOLD, columns.value) if name in names and name != item), None)
    if item is None and value is not None and len(names) == 2:
        item = next(name for name in names if name != value)
    if value is None and item is not None and len(names) == 2:
        value = next(name for name in names if name != item)
    if item is None or value is None:
        raise BadInputError(
            f"{path}: cannot tell which column is which in {', '.join(names)}",
            f"name the columns {columns.item} and {GOLD}",
        )
    return item, value


def _matching(names: Iterable[Hashable]) -> Callable[[Cell], Hashable]:
    """Give a function that finds a name as it is written, else the only one that is the same number."""
    written: dict[str, Hashable] = {}
    numbers: dict[float, list[Hashable]] = {}
    for name in names:
        written[str(name)] = name
        number = _number(name)
        if number is not None:
            numbers.setdefault(number, []).append(name)

    def find(cell: Cell) -> Hashable:
        if str(cell) in written:
            return written[str(cell)]
        number = _number(cell)
        same = [] if number is None else numbers.get(number, [])
        return same[0] if len(same) == 1 else None

    return find


def _number(value: Any) -> float | None:  # noqa: ANN401 (whatever float takes)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _fit(method: Method, ratings: Ratings, gold: dict[Hashable, Hashable], seed: int) -> Aggregation[object]:
    if method == "majority":
        return vote_shares(ratings, gold)
    model, settings = MODELS[method]
    total = settings.iterations * settings.starts
    with Bars().bar("iterations at most", total) as advance:
        done = 0

        def count(iterations: int) -> None:
            nonlocal done
            done += iterations
            advance(iterations)

        found = model(ratings, gold, replace(settings, seed=seed, advance=count))
        advance(total - done)
    return found


def _warning(method: Method, ratings: Ratings) -> str | None:
    pairs = len(set(zip(ratings.annotator.tolist(), ratings.value.tolist(), strict=True)))
    each = len(ratings.unit) / pairs
    if method != "dawid-skene" or each >= ANSWERS_PER_CONFUSION:
        return None
    return (
        f"annotators gave each of their values {each:.1f} times on average, too rarely to learn what they "
        "confuse; --method one-coin or mace needs less"
    )


def _show(report: Report, answers: Answers) -> None:
    header = ("items", "annotators", "ratings", "classes", "iterations", "converged", "objective")
    row = tuple(getattr(report, name) for name in header)
    print_table(f"{report.method}: {report.output}", header, [row], False)
    for rows, what in (
        (answers.repeated, "answer an item again; an annotator's first answer counts"),
        (answers.nobodys, "have no item or no annotator and were left out"),
    ):
        if rows:
            shown = ", ".join(map(str, rows[:SHOWN])) + (", …" if len(rows) > SHOWN else "")
            say(f"{len(rows)} rows {what} (rows {shown})")
    if report.warning:
        say(f"warning: {report.warning}")
    if report.items_without_answers:
        say(f"{report.items_without_answers} items have no answer and were left out")
    if report.gold_items is None:
        return
    if report.gold_items_without_answers:
        say(f"{report.gold_items_without_answers} items of the gold file have no answers")
    if report.gold_used:
        say(f"{report.gold_items} items were fixed to their gold value")
    elif report.accuracy is not None and report.accuracy_ties_at_random is not None:
        ties = f" ({report.accuracy_ties_at_random:.6f} if ties fall at random)"
        say(f"accuracy against {report.gold_items} gold items: {report.accuracy:.6f}{ties}")
