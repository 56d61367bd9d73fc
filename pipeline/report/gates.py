"""What the gates would say of a release made now, in words for both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.contracts.gates import AgreementGate, ClosedGate, Gate, GateResult, NoLeakGate, RowsGate
from pipeline.model import SPLITS, Agreement
from pipeline.release.gates import Decision, Evidence, Outline, judge
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.verdicts import judge_agreement


@dataclass(frozen=True, slots=True)
class Standing:
    """How a gate of a task stands, and why."""

    task: str
    kind: str
    decision: Decision
    explanation: Phrase


def standings(material: Material) -> list[Standing]:
    """Ask every gate of every task that a release would hold.

    Whether the released tables would keep their contracts is not asked: the release itself checks that.
    """
    waivers = {waiver.gate: waiver.reason for waiver in material.context.config.release.waivers}
    found = []
    for task, gates in material.gates.items():
        evidence = _evidence(material, task)
        if evidence is None:
            continue
        for gate, result in zip(gates, judge(gates, evidence), strict=True):
            waived = None if result.outcome == "passed" else waivers.get(result.name)
            explanation = _explain(gate, result, evidence)
            found.append(Standing(task, gate.kind, Decision(result, waived), explanation))
    return found


def _evidence(material: Material, task: str) -> Evidence | None:
    """Gather what the gates look at; None where nothing has a consensus, so nothing would be released."""
    own = [consensus for consensus in material.consensus if consensus.task == task]
    if not own:
        return None
    decided = {consensus.item_id for consensus in own if consensus.status != "adjudicate"}
    return Evidence(
        task=task,
        records=list(_outlines(material, {c.item_id for c in own if c.status in ("accepted", "settled")})),
        clusters=material.clusters,
        measurements=material.measurements,
        progress=material.progress,
        undecided=sum(
            (item.task, item.round) == (task, "label") and item.item_id not in decided
            for item in material.items
        ),
    )


def _outlines(material: Material, item_ids: set[str]) -> Iterator[Outline]:
    """Outline the records that a release would hold."""
    for item in material.items:
        if item.item_id in item_ids:
            doc_ids = tuple(sorted({material.doc_ids[text_id] for text_id in item.text_ids}))
            yield Outline(item.placement, doc_ids, item.group)


def _explain(gate: Gate, result: GateResult, evidence: Evidence) -> Phrase:
    """Say in Korean what the result's message says in English."""
    match gate:
        case AgreementGate():
            korean = judge_agreement(gate, _measured(gate, evidence)).because.ko
        case RowsGate():
            counts = {split: sum(r.split == split for r in evidence.records) for split in SPLITS}
            rows = ", ".join(f"{split} {count}" for split, count in counts.items())
            korean = f"{rows} (분할마다 {gate.min_per_split}행 이상이어야 합니다)"
        case NoLeakGate():
            inside = result.outcome == "passed"
            korean = f"비슷한 문서의 묶음이 {'모두 한 분할 안에' if inside else '두 분할에 걸쳐'} 있습니다"
        case ClosedGate():
            waiting = sum(part.open for part in evidence.progress if part.task == evidence.task)
            korean = f"기다리는 답 {waiting}개, 답이 정해지지 않은 항목 {evidence.undecided}개"
    return Phrase(korean, result.message)


def _measured(gate: AgreementGate, evidence: Evidence) -> Agreement | None:
    found = (m.agreement for m in evidence.measurements if (m.task, m.scope) == (evidence.task, "all"))
    return next((agreement for agreement in found if agreement.measure == gate.measure), None)
