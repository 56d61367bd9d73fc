"""What every released record carries beside its task's own fields, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from pipeline.model import Consensus, Item, P, Split, V


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """One person's answer, under a pseudonym; ``answer`` is the value's canonical JSON."""

    annotator: str
    round: str
    answer: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the released answer was found: see :class:`pipeline.model.Consensus`."""

    method: str
    support: float
    confidence: float
    status: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The columns that all eight release tables end with.

    ``licence`` is that of the texts in the row, ``release_licence`` that of the release.
    """

    source_ids: tuple[str, ...]
    doc_ids: tuple[str, ...]
    licence: str
    release_licence: str
    raw_answers: tuple[RawAnswer, ...]
    consensus: Verdict


@dataclass(frozen=True, slots=True)
class PseudonymousAnswer(Generic[V]):
    """One person's value, under a pseudonym."""

    annotator: str
    value: V


@dataclass(frozen=True, slots=True)
class Example(Generic[P, V]):
    """What a task makes a released record of."""

    guid: str
    item: Item[P]
    split: Split
    value: V
    consensus: Consensus[V]
    labelled: tuple[PseudonymousAnswer[V], ...]
    author: PseudonymousAnswer[V] | None
