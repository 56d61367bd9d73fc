"""Accepted answers of a write round become the items of its task's label round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline import canonical
from pipeline.model import Annotation, Item
from pipeline.tasks.registry import TASKS


def written_items(items: Iterable[Item[str]], annotations: Iterable[Annotation[str]]) -> list[Item[str]]:
    """Make the label-round items of everything that has been written so far.

    Where two writers wrote the same, the first (by item and annotator) is the author. Items keep batch,
    placement, group, source and licence of what they were written for.
    """
    written_for = {item.item_id: item for item in items if item.round == "write"}
    made: dict[str, Item[str]] = {}
    for annotation in sorted(annotations, key=lambda a: (a.task, a.item_id, a.annotator)):
        if annotation.round != "write" or annotation.value is None or annotation.item_id not in written_for:
            continue
        task = TASKS[annotation.task]
        assert task.write is not None
        assert task.written is not None
        parent = written_for[annotation.item_id]
        value = task.write.load_value(annotation.value)
        for written in task.written(task.write.load_item(parent), value):
            item_id = task.label.item_id(written.payload)
            made.setdefault(
                item_id,
                replace(
                    parent,
                    item_id=item_id,
                    round="label",
                    payload=canonical.dump(written.payload),
                    parent=parent.item_id,
                    author=annotation.annotator,
                    authored=canonical.dump(written.value),
                ),
            )
    return list(made.values())
