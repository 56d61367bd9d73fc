"""The released record of relation extraction."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.re.values import Argument, Pair, Relation
from pipeline.tasks.release_row import Example


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One end of the relation, as KLUE writes it: ``end_idx`` is that of the last character."""

    word: str
    start_idx: int
    end_idx: int
    type: str


@dataclass(frozen=True, slots=True)
class ReRow:
    """KLUE's fields of a pair."""

    guid: str
    sentence: str
    subject_entity: EntityMention
    object_entity: EntityMention
    label: str
    source: str


def re_row(example: Example[Pair, Relation]) -> ReRow:
    """Make the record of a pair."""
    pair = example.item.payload
    return ReRow(
        guid=example.guid,
        sentence=pair.sentence,
        subject_entity=_mention(pair.sentence, pair.subject),
        object_entity=_mention(pair.sentence, pair.object),
        label=example.value.label,
        source=example.item.source,
    )


def _mention(sentence: str, argument: Argument) -> EntityMention:
    word = sentence[argument.start : argument.end]
    return EntityMention(word, argument.start, argument.end - 1, argument.type)
