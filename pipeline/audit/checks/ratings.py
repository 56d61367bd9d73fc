"""Annotators: how far they agree, and who differs from the others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.agreement import Ratings, alpha, one_against_the_rest
from pipeline.agreement.metrics import Scale
from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import DataFile, Record
from pipeline.contracts.gates import AgreementGate, gates_of
from pipeline.contracts.odcs import read_contract
from pipeline.model import Agreement
from pipeline.resources import shipped
from pipeline.tasks.nli.row import NliRow
from pipeline.tasks.sts.row import StsRow
from pipeline.tasks.tc.row import TcRow

FAMILY = Family("Annotators")

BIAS = 0.5
"""Mean distance from the others, in steps of the scale, from which on an annotator is reported."""
FEWEST = 30
"""Ratings of an annotator, or items of a source, below which nothing is said about them."""
_STANDARD_ERRORS = 4

Votes = tuple[tuple[str, Hashable], ...]


@dataclass(frozen=True, slots=True)
class _Rated:
    """How a task's records are rated: at what level, by whom, and what a resample keeps together."""

    measure: str
    level: Scale
    votes: Callable[[Any], Votes]
    group: Callable[[Any], Hashable]


def _tc_votes(row: TcRow) -> Votes:
    return tuple(zip(row.annotations.annotators, row.annotations.annotations.first_scope, strict=False))


def _sts_votes(row: StsRow) -> Votes:
    return tuple(zip(row.annotations.annotators, row.annotations.annotations, strict=False))


def _nli_votes(row: NliRow) -> Votes:
    labels = (row.label2, row.label3, row.label4, row.label5)
    return tuple((f"label{number}", label) for number, label in enumerate(labels, start=2) if label)


_RATED = {
    "tc": _Rated("alpha_nominal", "nominal", _tc_votes, lambda row: row.guid),
    "sts": _Rated("alpha_ordinal", "ordinal", _sts_votes, lambda row: row.guid),
    "nli": _Rated("alpha_nominal_validators", "nominal", _nli_votes, lambda row: row.premise),
}
_NAMED = "tc sts"
"""Tasks whose files name the annotators; those of nli give positions only."""


def _ratings(rated: _Rated, records: list[tuple[int, Record[Any]]]) -> Ratings:
    rows = [
        (number, name, vote, rated.group(record.row))
        for number, record in records
        for name, vote in dict(reversed(rated.votes(record.row))).items()
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    return Ratings.from_columns(*columns)


def _numbered(file: DataFile) -> list[tuple[int, Record[Any]]]:
    return list(enumerate(file.records))


@cache
def _floor(task: str) -> AgreementGate | None:
    """Give the contract's gate for the measure of a task."""
    contract = read_contract(shipped("data_contracts") / f"{task}.odcs.yaml")
    gates = (gate for gate in gates_of(contract) if isinstance(gate, AgreementGate))
    return next((gate for gate in gates if gate.measure == _RATED[task].measure), None)


def _figure(measured: Agreement) -> str:
    return f"{measured.measure} is {measured.value:.3f} [{measured.low:.3f}, {measured.high:.3f}]"


def _below(measured: Agreement, gate: AgreementGate) -> bool:
    decided = measured.low is not None and measured.value is not None and measured.groups >= gate.min_groups
    return decided and measured.low is not None and measured.low < gate.floor


@FAMILY.file(
    "rating.agreement",
    "warning",
    "agreement below the contract's floor",
    explanation=(
        "The lower bound of the 95% interval of Krippendorff's α over the ratings in the file does not reach "
        "the floor that the task's contract demands of a release."
    ),
    repair="Find the labels, sources and annotators that disagree; clarify the guide and annotate anew.",
    tasks="tc sts nli",
)
def check_agreement(file: DataFile) -> Finds:
    """Measure agreement over the whole file."""
    gate = _floor(file.task)
    if gate is None or len(file.records) < gate.min_groups:
        return
    rated = _RATED[file.task]
    measured = alpha(_ratings(rated, _numbered(file)), rated.level, measure=rated.measure)
    if _below(measured, gate):
        yield Found(f"{_figure(measured)}, over {measured.items} items; the floor is {gate.floor}")


@FAMILY.file(
    "rating.source",
    "info",
    "agreement below the floor in one source",
    explanation=(
        "A figure over all sources hides sources that are harder, or whose items differ so little that "
        "chance explains the agreement."
    ),
    repair="Judge the source by itself: annotate it anew, or leave it out.",
    tasks="sts nli",
)
def check_source(file: DataFile) -> Finds:
    """Measure agreement within each source."""
    gate = _floor(file.task)
    rated = _RATED[file.task]
    by_source: dict[str, list[tuple[int, Record[Any]]]] = defaultdict(list)
    for number, record in enumerate(file.records):
        by_source[record.row.source].append((number, record))
    for source, records in sorted(by_source.items()):
        if gate is None or len(records) < FEWEST or len(by_source) < 2:
            continue
        measured = alpha(_ratings(rated, records), rated.level, measure=rated.measure)
        if _below(measured, gate):
            yield Found(
                f"{source}: {_figure(measured)}, over {measured.items} items; the floor is {gate.floor}"
            )


@FAMILY.file(
    "rating.annotator",
    "warning",
    "an annotator who agrees with the others less than the floor",
    explanation=(
        "The whole 95% interval of this annotator's α against everybody else lies below the floor that the "
        "task's contract has for all."
    ),
    repair="Look at the annotator's ratings; train them again, or leave them out and derive labels anew.",
    tasks=_NAMED,
)
def check_annotator(file: DataFile) -> Finds:
    """Measure each annotator against the rest."""
    gate = _floor(file.task)
    if gate is None or len(file.records) < gate.min_groups:
        return
    rated = _RATED[file.task]
    against = one_against_the_rest(_ratings(rated, _numbered(file)), rated.level)
    for name, measured in against.items():
        if measured.high is not None and measured.items >= FEWEST and measured.high < gate.floor:
            yield Found(f"annotator {name!r}: {_figure(measured)} over {measured.items} items")


@FAMILY.file(
    "rating.bias",
    "warning",
    "an annotator who scores higher or lower than the others",
    explanation=(
        "Over many pairs this annotator's scores lie on one side of what the others gave to the same pairs: "
        "the mean of a pair depends on whether they rated it."
    ),
    repair="Train the annotator again, correct for the bias, or leave them out and derive labels anew.",
    tasks="sts",
)
def check_bias(file: DataFile) -> Finds:
    """Compare each annotator's scores with the mean of the others' for the same pair."""
    for name, own, items in _distances(file):
        mean = sum(own) / len(own)
        if len(own) < FEWEST or abs(mean) < BIAS:
            continue
        variance = sum((distance - mean) ** 2 for distance in own) / (len(own) - 1)
        if abs(mean) >= _STANDARD_ERRORS * math.sqrt(variance / len(own)):
            side = "above" if mean > 0 else "below"
            item_mean = sum(items) / len(items)
            yield Found(
                f"annotator {name!r} scores {abs(mean):.2f} {side} the mean of the others "
                f"({abs(item_mean):.2f} {side} the items' means), over {len(own)} ratings"
            )


def _distances(file: DataFile) -> Iterator[tuple[str, list[float], list[float]]]:
    """Give each annotator's distances from the mean of the others, and from that of all."""
    from_others: dict[str, list[float]] = defaultdict(list)
    from_all: dict[str, list[float]] = defaultdict(list)
    for record in file.records:
        scores = record.row.annotations.annotations
        total, count = sum(scores), len(scores)
        if count < 2 or count != len(record.row.annotations.annotators):
            continue
        for name, score in zip(record.row.annotations.annotators, scores, strict=True):
            from_others[name].append(score - (total - score) / (count - 1))
            from_all[name].append(score - total / count)
    for name in sorted(from_others):
        yield name, from_others[name], from_all[name]
