"""What a dialogue may be about: domains, their slots, and the values that a slot may take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

import pydantic
from pydantic import BaseModel, ConfigDict, Field

from pipeline.resources import shipped
from pipeline.yamlfile import read_yaml

NAME = "이름"
DONTCARE = "dontcare"
NONE = "none"
"""The value that takes a slot out of the state."""

SPOKEN = {"yes": "예 (yes)", "no": "아니요 (no)", DONTCARE: "상관없음 (dontcare)", NONE: "없던 것으로 (none)"}
"""How values that are no Korean words are shown."""

Kind = Literal["categorical", "boolean", "name", "weekday", "number", "time"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Slot(_Strict):
    """A slot of a domain: ``values`` lists what it may take, or ``pattern`` says what a value looks like.

    Attributes:
        description: What the slot means.
        type: What kind of values it takes.
        ask: Whether a goal may have the user ask about it.
        book: Whether it belongs to a reservation.
        values: Its values, beside those of every slot.
        pattern: A regular expression that a whole value matches.
    """

    description: str
    type: Kind
    ask: bool
    book: bool
    values: tuple[str, ...] = ()
    pattern: str | None = None

    @pydantic.model_validator(mode="after")
    def _values_or_pattern(self) -> Slot:
        if bool(self.values) == (self.pattern is not None):
            raise ValueError("a slot has either values or a pattern")
        return self

    def takes(self, value: str) -> bool:
        """Tell whether the slot may take a value."""
        if value in (DONTCARE, NONE):
            return True
        if self.pattern is not None:
            return re.fullmatch(self.pattern, value) is not None
        return value in self.values


class Domain(_Strict):
    """A domain.

    Attributes:
        requests: What else a user may ask for; these are no slots.
        slots: Its slots by name.
    """

    requests: tuple[str, ...]
    slots: dict[str, Slot]


class OntologyFile(_Strict):
    """The file ``ontology.tod.yaml``.

    Attributes:
        version: Version of the ontology.
        every_slot: The values that every slot takes.
        domains: The domains by name, in their usual order.
    """

    version: str
    every_slot: Annotated[tuple[str, ...], Field(min_length=2)]
    domains: dict[str, Domain]

    @pydantic.field_validator("every_slot")
    @classmethod
    def _known(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        if set(values) != {NONE, DONTCARE}:
            raise ValueError(f"every slot takes {NONE} and {DONTCARE}, and nothing else")
        return values


@dataclass(frozen=True, slots=True)
class Ontology:
    """The domains in order, and the slots by their full names ("숙소-지역")."""

    domains: dict[str, Domain]
    slots: dict[str, Slot]


def full(domain: str, slot: str) -> str:
    """Give a slot's full name.

    >>> full("숙소", "지역")
    '숙소-지역'
    """
    return f"{domain}-{slot}"


@cache
def ontology() -> Ontology:
    """Read the ontology that ships with the program.

    Raises:
        BadInputError: the file does not hold one; the message names the line.
    """
    read = read_yaml(shipped("data_contracts") / "ontology.tod.yaml").parse(OntologyFile)
    slots = {
        full(domain, name): slot
        for domain, entry in read.domains.items()
        for name, slot in entry.slots.items()
    }
    return Ontology(read.domains, slots)
