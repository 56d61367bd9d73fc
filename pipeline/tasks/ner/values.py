"""Named entity recognition: a sentence, and the spans in it that are entities of six types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TYPES = ("PS", "LC", "OG", "DT", "TI", "QT")
KOREAN = {"PS": "사람", "LC": "장소", "OG": "기관", "DT": "날짜", "TI": "시간", "QT": "수량"}


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """An entity: ``sentence[start:end]``, of one of :data:`TYPES`."""

    start: int
    end: int
    type: str

    def overlaps(self, other: Entity) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """What is annotated: a sentence with the entities that a program suggests."""

    sentence: str
    suggested: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of a sentence, in order and without overlaps; build it with :meth:`of`."""

    entities: tuple[Entity, ...]

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Entities:
        """Put entities in order."""
        return cls(tuple(sorted(set(entities))))

    def with_agreed(self, agreed: Entities) -> Entities:
        """Put agreed entities first: those of ours that overlap one give way."""
        kept = [e for e in self.entities if not any(e.overlaps(fixed) for fixed in agreed.entities)]
        return Entities.of((*agreed.entities, *kept))
