"""Decides whether a release may be published: every gate of every contract, and the waivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.contracts.gates import (
    AgreementGate,
    ClosedGate,
    Gate,
    GateResult,
    NoLeakGate,
    RowsGate,
)
from pipeline.contracts.outcomes import Outcome as RuleOutcome
from pipeline.errors import FailedGateError, UsageError
from pipeline.model import SPLITS, Measurement, Split
from pipeline.quality.units import Progress
from pipeline.settings import Waiver


@dataclass(frozen=True, slots=True)
class Outline:
    """What gates look at in a record: its split, its documents, and the group that must not be divided."""

    split: Split
    doc_ids: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the gates of one task look at; ``clusters`` maps doc_ids to clusters of near-duplicates.

    ``undecided`` counts the items without a final consensus.
    """

    task: str
    records: Sequence[Outline]
    clusters: dict[str, str]
    measurements: Sequence[Measurement]
    progress: Sequence[Progress]
    undecided: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A gate's result, and the reason it is waived for, if it is."""

    result: GateResult
    waived: str | None = None

    @property
    def open(self) -> bool:
        """Whether the gate lets the release through."""
        return self.result.outcome == "passed" or self.waived is not None


def judge(gates: Iterable[Gate], evidence: Evidence) -> list[GateResult]:
    """Ask every gate of a task's contract."""
    return [_judge(gate, evidence) for gate in gates]


def judge_contract(table: str, rules: Sequence[RuleOutcome]) -> GateResult:
    """Tell whether a table keeps its contract's rules of level error: one of the release, or behind it."""
    broken = [rule for rule in rules if not rule.passed and rule.severity == "error"]
    warned = sum(not rule.passed and rule.severity == "warning" for rule in rules)
    message = f"{len(rules) - warned} of {len(rules)} rules hold, {warned} warn"
    if broken:
        first = broken[0]
        examples = ", ".join(first.examples[:2])
        message = (
            f"{len(broken)} of {len(rules)} rules are broken, first {first.expectation} on "
            f"{first.column}: {first.unexpected} of {first.rows} rows, such as {examples}"
        )
    return GateResult(f"{table}/contract", "failed" if broken else "passed", message)


def waive(results: Iterable[GateResult], waivers: Sequence[Waiver]) -> list[Decision]:
    """Pair results with waivers.

    Raises:
        UsageError: a waiver names a gate that does not exist.
    """
    reasons = {waiver.gate: waiver.reason for waiver in waivers}
    decisions = [
        Decision(result, None if result.outcome == "passed" else reasons.get(result.name))
        for result in results
    ]
    unknown = set(reasons) - {decision.result.name for decision in decisions}
    if unknown:
        raise UsageError(
            f"release.waivers names gates that do not exist: {', '.join(sorted(unknown))}",
            "the gates are " + ", ".join(decision.result.name for decision in decisions),
        )
    return decisions


def refuse_unless_open(decisions: Iterable[Decision]) -> None:
    """Refuse a release that misses a gate.

    Raises:
        FailedGateError: with the list of the gates that it misses.
    """
    missed = [decision.result for decision in decisions if not decision.open]
    if missed:
        lines = "\n".join(f"  {result.name}: {result.outcome}: {result.message}" for result in missed)
        raise FailedGateError(
            f"the release misses {len(missed)} gates and is not published:\n{lines}",
            "mend the data, or waive a gate by name with a reason in klue.yaml under release.waivers",
        )


def _judge(gate: Gate, evidence: Evidence) -> GateResult:
    match gate:
        case AgreementGate():
            return _agreement(gate, evidence)
        case RowsGate():
            return _rows(gate, evidence)
        case NoLeakGate():
            return _no_leak(evidence)
        case ClosedGate():
            return _closed(evidence)


def _agreement(gate: AgreementGate, evidence: Evidence) -> GateResult:
    name = f"{evidence.task}/agreement"
    found = [
        measurement.agreement
        for measurement in evidence.measurements
        if (measurement.task, measurement.scope) == (evidence.task, "all")
        and measurement.agreement.measure == gate.measure
    ]
    if not found:
        return GateResult(name, "failed", f"{gate.measure} has not been measured")
    agreement = found[0]
    if agreement.value is None or agreement.low is None:
        because = agreement.undefined_because or "it has no interval"
        return GateResult(name, "undecided", f"{gate.measure} is undefined: {because}")
    figure = f"{gate.measure} {agreement.value:.3f} [{agreement.low:.3f}, {agreement.high:.3f}]"
    if agreement.groups < gate.min_groups:
        return GateResult(
            name, "undecided", f"{figure} over {agreement.groups} groups; {gate.min_groups} are needed"
        )
    passed = agreement.low >= gate.floor
    relation = "reaches" if passed else "is below"
    return GateResult(
        name, "passed" if passed else "failed", f"{figure}: the lower bound {relation} {gate.floor}"
    )


def _rows(gate: RowsGate, evidence: Evidence) -> GateResult:
    counts = {split: sum(record.split == split for record in evidence.records) for split in SPLITS}
    passed = min(counts.values()) >= gate.min_per_split
    message = ", ".join(f"{split} {count}" for split, count in counts.items())
    return GateResult(f"{evidence.task}/rows", "passed" if passed else "failed", message)


def _no_leak(evidence: Evidence) -> GateResult:
    """Documents count by their cluster, so that near-duplicates in two splits are a leak too."""
    splits: dict[str, set[Split]] = defaultdict(set)
    for record in evidence.records:
        for member in (record.group, *(evidence.clusters.get(d, d) for d in record.doc_ids)):
            splits[member].add(record.split)
    leaks = sorted(member for member, found in splits.items() if len(found) > 1)
    message = f"{len(splits)} groups and clusters of documents, each in one split"
    if leaks:
        message = f"{len(leaks)} groups or clusters of documents are in two splits, such as {leaks[0]}"
    return GateResult(f"{evidence.task}/no_leak", "failed" if leaks else "passed", message)


def _closed(evidence: Evidence) -> GateResult:
    waiting = sum(progress.open for progress in evidence.progress if progress.task == evidence.task)
    passed = waiting == 0 and evidence.undecided == 0
    message = f"{waiting} answers are waited for, {evidence.undecided} items are undecided"
    return GateResult(f"{evidence.task}/closed", "passed" if passed else "failed", message)
