"""Relation extraction: a sentence with a subject and an object, and the relation it states between them."""

from __future__ import annotations

from dataclasses import dataclass

SUBJECT_TYPES = ("PER", "ORG")
OBJECT_TYPES = ("PER", "ORG", "LOC", "DAT", "POH", "NOH")
KOREAN = {"PER": "사람", "ORG": "기관", "LOC": "장소", "DAT": "날짜", "POH": "이름", "NOH": "수"}


@dataclass(frozen=True, slots=True)
class Argument:
    """One end of a relation: ``sentence[start:end]``, of one of :data:`OBJECT_TYPES`."""

    start: int
    end: int
    type: str

    def overlaps(self, other: Argument) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Pair:
    """What is annotated: a sentence with a subject, PER or ORG, and an object."""

    sentence: str
    subject: Argument
    object: Argument


@dataclass(frozen=True, slots=True)
class Relation:
    """What the object is to the subject: the name of one of :data:`pipeline.tasks.re.relations.RELATIONS`."""

    label: str
