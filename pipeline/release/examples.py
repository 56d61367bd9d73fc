"""From items, answers and consensus to what a released record is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pipeline import canonical
from pipeline.model import Annotation, Consensus, Document, Item, RoundName, Split
from pipeline.release.pseudonyms import Pseudonyms
from pipeline.tasks.base import Task
from pipeline.tasks.registry import TASKS
from pipeline.tasks.release_row import Example, PseudonymousAnswer, RawAnswer, Shared, Verdict

_DECIMALS = 6
_ROUND_ORDER: dict[RoundName, int] = {"write": 0, "label": 1, "adjudicate": 2}


@dataclass(frozen=True, slots=True)
class Record:
    """A released record: the task's own fields, and the columns that all tables share."""

    row: Any
    shared: Shared
    split: Split
    group: str


@dataclass(frozen=True, slots=True)
class Material:
    """The tables that records are made from."""

    items: dict[str, Item[str]]
    documents: dict[str, Document]
    annotations: dict[str, list[Annotation[str]]]
    consensus: list[Consensus[str]]

    @classmethod
    def of(
        cls,
        items: Iterable[Item[str]],
        documents: Iterable[Document],
        annotations: Iterable[Annotation[str]],
        consensus: Iterable[Consensus[str]],
    ) -> Material:
        """Index the tables: documents by text_id, annotations by item."""
        by_item: dict[str, list[Annotation[str]]] = defaultdict(list)
        for annotation in annotations:
            by_item[annotation.item_id].append(annotation)
        return cls(
            {item.item_id: item for item in items},
            {document.text_id: document for document in documents},
            by_item,
            list(consensus),
        )


def records(
    material: Material, task_name: str, prefix: str, release_licence: str, pseudonyms: Pseudonyms
) -> list[Record]:
    """Make the records of one task: every item whose answer is accepted or settled, sorted by guid."""
    task = TASKS[task_name]
    made = []
    for consensus in material.consensus:
        if consensus.task != task_name or consensus.status not in ("accepted", "settled"):
            continue
        item = material.items[consensus.item_id]
        answers = _answers(task, item, material, pseudonyms)
        example = _example(task, item, consensus, material, pseudonyms, prefix)
        documents = [material.documents[text_id] for text_id in item.text_ids]
        shared = Shared(
            source_ids=tuple(sorted({document.source for document in documents})),
            doc_ids=tuple(sorted({document.doc_id for document in documents})),
            licence=item.licence,
            release_licence=release_licence,
            raw_answers=answers,
            consensus=Verdict(
                consensus.method,
                round(consensus.support, _DECIMALS),
                round(consensus.confidence, _DECIMALS),
                consensus.status,
            ),
        )
        made.append(Record(task.row(example), shared, item.placement, item.group))
    return sorted(made, key=lambda record: str(record.row.guid))


def guid(prefix: str, task: str, item_id: str) -> str:
    """Name a record: the same in every version that holds the item."""
    return f"{prefix}-{task}-{item_id[:16]}"


def _example(
    task: Task[Any, Any],
    stored: Item[str],
    consensus: Consensus[str],
    material: Material,
    pseudonyms: Pseudonyms,
    prefix: str,
) -> Example[Any, Any]:
    assert consensus.value is not None
    value = task.label.load_value(consensus.value)
    labelled = [
        PseudonymousAnswer(pseudonyms.of_annotator(a.annotator), task.label.load_value(a.value))
        for a in material.annotations[stored.item_id]
        if a.round == "label" and a.value is not None
    ]
    author = None
    if stored.author is not None and stored.authored is not None:
        authored = task.label.load_value(stored.authored)
        author = PseudonymousAnswer(pseudonyms.of_annotator(stored.author), authored)
    return Example(
        guid=guid(prefix, task.name, stored.item_id),
        item=task.label.load_item(stored),
        split=stored.placement,
        value=value,
        consensus=replace(consensus, value=value),
        labelled=tuple(sorted(labelled, key=lambda answer: answer.annotator)),
        author=author,
    )


def _answers(
    task: Task[Any, Any], item: Item[str], material: Material, pseudonyms: Pseudonyms
) -> tuple[RawAnswer, ...]:
    """List every answer behind a record, the writer's first, the adjudicator's last."""
    given = [
        (_ROUND_ORDER[a.round], RawAnswer(pseudonyms.of_annotator(a.annotator), a.round, a.value))
        for a in material.annotations[item.item_id]
        if a.value is not None
    ]
    if item.author is not None and item.authored is not None:
        authored = canonical.dump(task.label.load_value(item.authored))
        given.append((0, RawAnswer(pseudonyms.of_annotator(item.author), "write", authored)))
    return tuple(answer for _, answer in sorted(given, key=lambda entry: (entry[0], entry[1].annotator)))
