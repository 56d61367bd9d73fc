"""Stored items and disputes, decoded by the task they belong to when somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pipeline.model import Assignment, Dispute, Item
from pipeline.tasks.base import Case, Round
from pipeline.tasks.registry import TASKS


class Cases:
    """Finds the case behind an assignment."""

    def __init__(self, items: Iterable[Item[str]], disputes: Iterable[Dispute[str]]) -> None:
        self._items = {item.item_id: item for item in items}
        self._disputes = {dispute.item_id: dispute for dispute in disputes}

    def __contains__(self, item_id: object) -> bool:
        return item_id in self._items

    def find(self, assignment: Assignment) -> Case[Any, Any]:
        """Give the item and, in an adjudication, the dispute.

        Raises:
            LookupError: the workspace holds no such item.
        """
        task = TASKS[assignment.task]
        stored = self._items[assignment.item_id]
        item = task.round(stored.round).load_item(stored)
        if assignment.round != "adjudicate":
            return Case(item)
        return Case(item, load_dispute(task.label, self._disputes[assignment.item_id]))


def load_dispute(label: Round[Any, Any], stored: Dispute[str]) -> Dispute[Any]:
    """Decode a stored dispute."""
    return replace(
        stored,
        answers=tuple(label.load_value(answer) for answer in stored.answers),
        agreed=None if stored.agreed is None else label.load_value(stored.agreed),
    )
