"""The released record of named entity recognition."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.ner.values import Entities, MarkedSentence
from pipeline.tasks.release_row import Example

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """An entity with its text: ``sentence[start:end] == surface``."""

    start: int
    end: int
    type: str
    surface: str


@dataclass(frozen=True, slots=True)
class NerRow:
    """A sentence with its entities, and what KLUE's files make of them.

    ``tags`` has a BIO tag for each character, spaces included; ``inline`` is KLUE's markup, ``<경찰:OG>은``,
    which can be read back because sentences with angle brackets are never annotated.
    """

    guid: str
    sentence: str
    entities: tuple[EntitySpan, ...]
    tags: tuple[str, ...]
    inline: str


def ner_row(example: Example[MarkedSentence, Entities]) -> NerRow:
    """Make the record of a sentence."""
    sentence = example.item.payload.sentence
    return NerRow(
        guid=example.guid,
        sentence=sentence,
        entities=tuple(
            EntitySpan(entity.start, entity.end, entity.type, sentence[entity.start : entity.end])
            for entity in example.value.entities
        ),
        tags=bio_tags(sentence, example.value),
        inline=inline_markup(sentence, example.value),
    )


def bio_tags(sentence: str, value: Entities) -> tuple[str, ...]:
    """Tag each character: B- where an entity begins, I- within, O outside.

    >>> from pipeline.tasks.ner.values import Entity
    >>> bio_tags("강릉 길", Entities((Entity(0, 2, "LC"),)))
    ('B-LC', 'I-LC', 'O', 'O')
    """
    tags = [OUTSIDE] * len(sentence)
    for entity in value.entities:
        inside = entity.end - entity.start - 1
        tags[entity.start : entity.end] = [f"B-{entity.type}", *[f"I-{entity.type}"] * inside]
    return tuple(tags)


def inline_markup(sentence: str, value: Entities) -> str:
    """Write the entities into the sentence.

    >>> from pipeline.tasks.ner.values import Entity
    >>> inline_markup("강릉 길", Entities((Entity(0, 2, "LC"),)))
    '<강릉:LC> 길'
    """
    parts, end = [], 0
    for entity in value.entities:
        parts += [sentence[end : entity.start], f"<{sentence[entity.start : entity.end]}:{entity.type}>"]
        end = entity.end
    return "".join((*parts, sentence[end:]))
