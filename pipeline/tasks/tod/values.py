"""Task-oriented dialogue: goals, dialogues written for them, and what each turn of the user changes."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.consensus import Change

SlotValue = Change
"""A slot and its value; the slot goes by its full name ("숙소-지역") wherever domains may mix."""


@dataclass(frozen=True, slots=True)
class ChangeOfMind:
    """A slot for which the user first gives another value than the goal's."""

    slot: str
    first: str


@dataclass(frozen=True, slots=True)
class DomainGoal:
    """What a user wants in one domain; slots go by their short names ("지역").

    ``wishes`` and ``booking`` hold the final values. ``place`` is what the system is to offer and the user to
    take; None where the user names the place, or there is none to choose. ``requests`` is what to ask for.
    """

    domain: str
    wishes: tuple[SlotValue, ...]
    place: str | None
    booking: tuple[SlotValue, ...]
    change: ChangeOfMind | None
    requests: tuple[str, ...]

    @property
    def named(self) -> str | None:
        """The place that the user ends up with, if there is one."""
        return self.place or dict(self.wishes).get("이름")


@dataclass(frozen=True, slots=True)
class Goal:
    """What a writer is given: a goal for each domain, in the order in which they come up."""

    parts: tuple[DomainGoal, ...]

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains."""
        return tuple(part.domain for part in self.parts)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the user says, what the system answers, and what the user's words change, sorted."""

    user: str
    system: str
    changes: tuple[SlotValue, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a writer writes."""

    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the user says and what the system answers."""

    user: str
    system: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What an annotator is shown: the turns. The goal behind them is carried along and not shown."""

    goal: Goal
    turns: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes at each turn of the user, each turn's sorted."""

    turns: tuple[tuple[SlotValue, ...], ...]
