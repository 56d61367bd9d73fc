"""The texts of each task's records, and what makes two records the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.audit.records import Text
from pipeline.tasks.mrc.row import MrcRow
from pipeline.tasks.tod.row import TodRow
from pipeline.text.duplicates import fold


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What audits ask of a task's records.

    Attributes:
        texts: The texts.
        given: All that a model is given; records that agree in it are duplicates.
        parts: The texts that must not stand in two splits, not even with another question.
        body: The text by which near-duplicates are found.
        answer: The label, where equal inputs cannot have two; None where they can.
    """

    texts: Callable[[Any], tuple[Text, ...]]
    given: Callable[[Any], Hashable]
    parts: Callable[[Any], tuple[str, ...]]
    body: Callable[[Any], str]
    answer: Callable[[Any], Hashable]


def _mrc_texts(row: MrcRow) -> tuple[Text, ...]:
    return (
        Text("title", row.title, shared=True),
        Text("context", row.context, prose=True, shared=True),
        Text("question", row.question),
        *_each("answers", [answer.text for answer in row.answers], "text"),
        *_each("plausible_answers", [answer.text for answer in row.plausible_answers], "text"),
    )


def _each(name: str, texts: Sequence[str], part: str) -> Iterator[Text]:
    return (Text(f"{name}[{index}].{part}", text) for index, text in enumerate(texts))


def _none(_row: object) -> None:
    return None


def _turns(row: TodRow) -> tuple[tuple[str, str], ...]:
    return tuple((turn.role, fold(turn.text)) for turn in row.dialogue)


ANATOMY: dict[str, Anatomy] = {
    "tc": Anatomy(
        texts=lambda row: (Text("title", row.title),),
        given=lambda row: fold(row.title),
        parts=lambda row: (row.title,),
        body=lambda row: row.title,
        answer=lambda row: row.label,
    ),
    "sts": Anatomy(
        texts=lambda row: (Text("sentence1", row.sentence1), Text("sentence2", row.sentence2)),
        given=lambda row: tuple(sorted((fold(row.sentence1), fold(row.sentence2)))),
        parts=lambda row: (row.sentence1, row.sentence2),
        body=lambda row: "\n".join(sorted((row.sentence1, row.sentence2))),
        answer=_none,
    ),
    "nli": Anatomy(
        texts=lambda row: (Text("premise", row.premise, shared=True), Text("hypothesis", row.hypothesis)),
        given=lambda row: (fold(row.premise), fold(row.hypothesis)),
        parts=lambda row: (row.premise,),
        body=lambda row: row.premise,
        answer=lambda row: row.gold_label,
    ),
    "ner": Anatomy(
        texts=lambda row: (Text("sentence", row.sentence),),
        given=lambda row: fold(row.sentence),
        parts=lambda row: (row.sentence,),
        body=lambda row: row.sentence,
        answer=lambda row: tuple((each.surface, each.type) for each in row.entities),
    ),
    "re": Anatomy(
        texts=lambda row: (Text("sentence", row.sentence),),
        given=lambda row: (fold(row.sentence), row.subject_entity, row.object_entity),
        parts=lambda row: (row.sentence,),
        body=lambda row: row.sentence,
        answer=lambda row: row.label,
    ),
    "dp": Anatomy(
        texts=lambda row: (Text("sentence", row.sentence),),
        given=lambda row: fold(row.sentence),
        parts=lambda row: (row.sentence,),
        body=lambda row: row.sentence,
        answer=lambda row: (row.head, row.deprel),
    ),
    "mrc": Anatomy(
        texts=_mrc_texts,
        given=lambda row: (fold(row.context), fold(row.question)),
        parts=lambda row: (row.context,),
        body=lambda row: row.context,
        answer=lambda row: row.is_impossible,
    ),
    "tod": Anatomy(
        texts=lambda row: tuple(_each("dialogue", [turn.text for turn in row.dialogue], "text")),
        given=_turns,
        parts=lambda row: (),
        body=lambda row: "\n".join(turn.text for turn in row.dialogue),
        answer=_none,
    ),
}
"""By task."""
