"""What to think of a task's agreement: the gate's own judgement, and whether it shows green."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.contracts.gates import AgreementGate
from pipeline.model import Agreement
from pipeline.report.formats import beside
from pipeline.report.names import undefined
from pipeline.report.phrases import Phrase

NOT_MEASURED = "it has not been measured"

Colour = Literal["green", "amber", "red", "undecided", "ungated"]


@dataclass(frozen=True, slots=True)
class AgreementVerdict:
    """A colour and the reason for it.

    Green and amber pass the gate, red fails it; undecided blocks a release as well, ungated says nothing.
    """

    colour: Colour
    because: Phrase


def judge_agreement(gate: AgreementGate | None, agreement: Agreement | None) -> AgreementVerdict:
    """Judge the lower bound of an interval by a gate's floor and green line."""
    if agreement is None:
        return AgreementVerdict("undecided", undefined(NOT_MEASURED))
    if gate is None:
        because = Phrase("이 과제의 계약에 기준이 없습니다", "the task’s contract states no floor")
        return AgreementVerdict("ungated", because)
    if agreement.value is None or agreement.low is None:
        return AgreementVerdict("undecided", undefined(agreement.undefined_because or "it has no interval"))
    if agreement.groups < gate.min_groups:
        because = Phrase(
            f"묶음이 {agreement.groups:,}개뿐입니다 (판단하려면 {gate.min_groups:,}개)",
            f"only {agreement.groups:,} groups ({gate.min_groups:,} are needed to decide)",
        )
        return AgreementVerdict("undecided", because)
    low = beside(agreement.low, gate.floor if agreement.low < gate.floor else gate.green)
    if agreement.low < gate.floor:
        because = Phrase(
            f"하한 {low}, 기준 {gate.floor} 미만", f"lower bound {low} is below the floor {gate.floor}"
        )
        return AgreementVerdict("red", because)
    if agreement.low < gate.green:
        because = Phrase(
            f"하한 {low}, 기준 {gate.floor} 이상 (초록선 {gate.green} 미만)",
            f"lower bound {low} reaches the floor {gate.floor}, not the green line {gate.green}",
        )
        return AgreementVerdict("amber", because)
    because = Phrase(
        f"하한 {low}, 초록선 {gate.green} 이상", f"lower bound {low} reaches the green line {gate.green}"
    )
    return AgreementVerdict("green", because)
