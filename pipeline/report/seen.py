"""Items and answers as they were seen in the labelling interface, in plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.tasks.base import Case, Task
from pipeline.tasks.regions import Region

_PLAIN = "text"
"""The field that stands for those that are HTML (see :meth:`pipeline.tasks.base.Round.data`)."""


def item_texts(task: Task[Any, Any], case: Case[Any, Any]) -> tuple[str, ...]:
    """Give the texts that the annotators of the label round read, in their order."""
    data = task.label.data(case)
    plain = data.get(_PLAIN)
    if isinstance(plain, str):
        return (plain,)
    return tuple(value for value in data.values() if isinstance(value, str) and value)


def answer_texts(task: Task[Any, Any], case: Case[Any, Any], values: Iterable[Any]) -> list[tuple[str, ...]]:
    """Give what each answer leaves in the interface, but for what all of them leave.

    The names of the controls stand before it where the answers differ in several.
    """
    shown = [
        dict.fromkeys((region.from_name, _said(region)) for region in task.label.regions(case, value))
        for value in values
    ]
    common = set.intersection(*(set(own) for own in shown)) if len(shown) > 1 else set()
    controls = {control for own in shown for control, said in own if (control, said) not in common}
    return [
        tuple(
            said if len(controls) == 1 else f"{control}: {said}"
            for control, said in own
            if (control, said) not in common
        )
        for own in shown
    ]


def _said(region: Region) -> str:
    """Say what a region holds: a marked text with its labels, choices, a path of a taxonomy, typed text."""
    held = region.value.get(region.type)
    if region.type in ("labels", "hypertextlabels"):
        labels = ", ".join(map(str, held)) if isinstance(held, list) else str(held)
        return f"{region.value.get('text')} ({labels})"
    if region.type == "textarea":
        held = region.value.get("text")
    parts = held if isinstance(held, list) else [held]
    return ", ".join(" › ".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts)
