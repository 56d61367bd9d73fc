"""The released record of natural language inference."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.nli.values import Pair, Relation
from pipeline.tasks.release_row import Example


@dataclass(frozen=True, slots=True)
class NliRow:
    """KLUE's fields of a pair.

    ``author`` is the relation that the writer meant, ``label2`` to ``label5`` the validators' (by pseudonym;
    null where one skipped the pair).
    """

    guid: str
    source: str
    premise: str
    hypothesis: str
    gold_label: str
    author: str
    label2: str | None
    label3: str | None
    label4: str | None
    label5: str | None


def nli_row(example: Example[Pair, Relation]) -> NliRow:
    """Make the record of a pair."""
    assert example.author is not None
    labels: list[str | None] = [answer.value.label for answer in example.labelled[:4]]
    labels += [None] * (4 - len(labels))
    return NliRow(
        guid=example.guid,
        source=example.item.source,
        premise=example.item.payload.premise,
        hypothesis=example.item.payload.hypothesis,
        gold_label=example.value.label,
        author=example.author.value.label,
        label2=labels[0],
        label3=labels[1],
        label4=labels[2],
        label5=labels[3],
    )
