"""What a candidate is made of, for quotas and for the sampling report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from pipeline.model import Item
from pipeline.settings import Quotas, parse_band

Facet: TypeAlias = Literal["source", "genre", "stratum", "length", "difficulty"]
FACETS: tuple[Facet, ...] = get_args(Facet)

REST = "other"
"""The class, in a facet that has quotas, of everything that none of them names."""


@dataclass(frozen=True, slots=True, order=True)
class Traits:
    """A candidate's values of the facets; units are those of the task."""

    source: str
    genre: str
    stratum: str
    length: int
    difficulty: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item worth considering, with its traits."""

    item: Item[str]
    traits: Traits


def shares_of(quotas: Quotas, facet: Facet) -> dict[str, float]:
    """Give the shares by a facet's quotas, what is left being :data:`REST`'s; nothing without quotas."""
    named: Mapping[str, float] = getattr(quotas, facet)
    return {**named, REST: max(0.0, 1 - sum(named.values()))} if named else {}


def class_of(traits: Traits, quotas: Quotas, facet: Facet) -> str:
    """Give the name, in the facet's quotas, of what the traits fall under."""
    named: Mapping[str, float] = getattr(quotas, facet)
    value: str | int = getattr(traits, facet)
    if isinstance(value, str):
        return value if value in named else REST
    return next((name for name in named if value in parse_band(name)), REST)


def classes(traits: Traits, quotas: Quotas) -> Iterator[tuple[Facet, str]]:
    """Give the class of every facet that has quotas."""
    for facet in FACETS:
        if getattr(quotas, facet):
            yield facet, class_of(traits, quotas, facet)
