"""The command that moves the workspace on, where no person is waited for."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.quality.units import closed_items
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and why it is due."""

    command: str
    because: Phrase


_BEFORE_PEOPLE = (
    ("documents", Step("klue ingest", Phrase("읽어 들인 문서가 없습니다.", "No documents have been read."))),
    (
        "sentences",
        Step("klue prepare", Phrase("문서를 다듬지 않았습니다.", "No document is prepared.")),
    ),
    ("items", Step("klue sample", Phrase("뽑은 항목이 없습니다.", "No items have been drawn."))),
)


def next_step(material: Material, *, gates_open: bool) -> Step | None:
    """Find the first stage that has something to do; None while people are waited for, and at the end."""
    workspace = material.context.workspace
    for table, step in _BEFORE_PEOPLE:
        if not workspace.has(table):
            return step
    unassigned = _unassigned(material)
    if unassigned:
        because = Phrase(
            f"아직 아무에게도 맡기지 않은 항목이 {unassigned:,}개 있습니다.",
            f"Items that nobody is assigned to yet: {unassigned:,}.",
        )
        return Step("klue push", because)
    if any(part.open for part in material.progress):
        return None
    if _uncounted(material):
        because = Phrase(
            "답이 모였지만 아직 합의를 구하지 않은 항목이 있습니다.",
            "There are answers whose consensus has not been found yet.",
        )
        return Step("klue build", because)
    published = {path.parent.name for path in material.manifests}
    if material.consensus and gates_open and material.context.config.release.version not in published:
        return Step("klue release", Phrase("공개 조건을 모두 채웠습니다.", "Every gate is open."))
    return None


def _unassigned(material: Material) -> int:
    """Count the items, and the disputes for adjudicators, that nobody is asked for."""
    asked = {(assignment.item_id, assignment.round) for assignment in material.assignments}
    items = sum((item.item_id, item.round) not in asked for item in material.items)
    return items + sum((dispute.item_id, "adjudicate") not in asked for dispute in material.disputes)


def _uncounted(material: Material) -> bool:
    """Tell whether a closed item has no consensus, or an adjudicator's answer has not been taken over."""
    settled = {a.item_id for a in material.annotations if a.round == "adjudicate"}
    counted = {c.item_id for c in material.consensus if c.status != "adjudicate" or c.item_id not in settled}
    return bool(closed_items(material.assignments, material.annotations) - counted)
