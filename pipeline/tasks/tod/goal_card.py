"""The card that tells a writer the goal: facts, not sentences, so that nobody copies a wording."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pipeline.tasks.tod.ontology import SPOKEN, ontology
from pipeline.tasks.tod.values import DomainGoal, Goal, SlotValue


def goal_html(goal: Goal) -> str:
    """Build the card, a block for each domain."""
    return "".join(_part_html(part) for part in goal.parts)


def _part_html(part: DomainGoal) -> str:
    lines = [_line("찾는 조건", _pairs(part.domain, part.wishes))]
    if part.place is not None:
        lines.append(_line("상담원이 권하고 사용자가 고를 곳", f"<b>{escape(part.place)}</b>"))
    if part.booking:
        lines.append(_line("예약하기", _pairs(part.domain, part.booking)))
    if part.change is not None:
        slot, first = part.change.slot, part.change.first
        final = (dict(part.wishes) | dict(part.booking)).get(slot, part.place or "")
        text = f"{slot}: 처음에는 {SPOKEN.get(first, first)} → 뒤의 턴에서 {SPOKEN.get(final, final)}"
        lines.append(_line("생각을 바꾼다", escape(text)))
    if part.requests:
        lines.append(_line("물어볼 것", escape(", ".join(part.requests))))
    return (
        f'<p style="margin:4px 0 2px;font-weight:700">{escape(part.domain)}</p>'
        f'<ul style="margin:0 0 8px;padding-left:20px;list-style:disc">{"".join(lines)}</ul>'
    )


def _pairs(domain: str, pairs: Iterable[SlotValue]) -> str:
    slots = ontology().domains[domain].slots
    return " · ".join(
        f'<span title="{escape(slots[name].description, quote=True)}">{escape(name)}: '
        f"<b>{escape(SPOKEN.get(value, value))}</b></span>"
        for name, value in pairs
    )


def _line(title: str, html: str) -> str:
    return f'<li><span style="color:#57606a;margin-right:8px">{title}</span>{html}</li>'
