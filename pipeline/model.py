"""The nouns: what flows through the pipeline.

Every record is frozen, is written to exactly one table, and names other records by content ids
(:mod:`pipeline.ids`). What a task's payloads and answers look like is the task's business, hence the type
parameters of :class:`Item`, :class:`Annotation`, :class:`Consensus` and :class:`Dispute`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

P = TypeVar("P")
"""A task's payload: what an annotator is shown."""
V = TypeVar("V")
"""A task's value: what an annotator answers."""

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")

RoundName = Literal["write", "label", "adjudicate"]
Level = Literal["error", "warning", "info"]
Scope = Literal["all", "source", "batch", "label", "annotator", "without"]
Status = Literal["accepted", "adjudicate", "settled", "discarded"]


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink inside a document: ``text[start:end]`` points to the page ``target``."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text of one source, with where it came from and on what terms.

    ``native_id`` is the source's own key, ``native_group`` its own grouping (a paraphrase cluster, a
    sentence pair), ``published_at`` an ISO 8601 date, ``licence`` an SPDX expression.
    """

    doc_id: str
    text_id: str
    source: str
    native_id: str | None
    native_group: str | None
    title: str | None
    text: str
    links: tuple[Link, ...]
    url: str | None
    revision: str | None
    contributors: tuple[str, ...]
    published_at: str | None
    category: str | None
    genre: str
    licence: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A morpheme of a sentence, as kiwipiepy sees it: offsets are into the sentence and may overlap."""

    form: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: ``document.text[start:end] == text``.

    ``flags`` names what was found in it (``personal_data.phone``, ``too_short``); whoever samples decides
    what a flag means. ``hangul``, ``symbols`` and ``repetition`` are shares in [0, 1], ``profanity`` and
    ``hate`` count words, ``topics`` names those on which texts are apt to be biased
    (:mod:`pipeline.text.quality`).
    """

    text_id: str
    start: int
    end: int
    text: str
    morphemes: tuple[Morpheme, ...]
    flags: tuple[str, ...]
    hangul: float = 1.0
    symbols: float = 0.0
    repetition: float = 0.0
    profanity: int = 0
    hate: int = 0
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """The split a document, or a group of items without documents, belongs to: decided once, for all tasks.

    ``member`` is a doc_id or a group key; members of one ``cluster`` share a split.
    """

    member: str
    cluster: str
    stratum: str
    split: Split


@dataclass(frozen=True, slots=True)
class Item(Generic[P]):
    """Something to be annotated.

    ``stratum`` is what sampling quotas were counted by, ``group`` what resamples and splits keep together
    (premise, passage, dialogue, sentence). An item of a label round that someone wrote has the written item
    as ``parent``, the writer as ``author`` and the writer's own answer as ``authored`` (a JSON text, which
    the task reads); the label round never shows it.
    """

    item_id: str
    task: str
    round: RoundName
    batch: str
    payload: P
    text_ids: tuple[str, ...]
    placement: Split
    stratum: str
    group: str
    source: str
    licence: str
    parent: str | None = None
    author: str | None = None
    authored: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One annotator is asked for one item. Written once, never recomputed."""

    item_id: str
    task: str
    batch: str
    round: RoundName
    annotator: str


@dataclass(frozen=True, slots=True)
class Annotation(Generic[V]):
    """One annotator's answer to one item, or the reason why there is none (then ``value`` is None).

    ``rule`` names the guide's rules that an adjudicator decided by.
    """

    item_id: str
    task: str
    batch: str
    round: RoundName
    annotator: str
    value: V | None
    skipped: str | None
    rule: str | None
    seconds: float | None
    created_at: str
    revision: str
    guide_version: str
    config_version: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far annotators agree: a point value with its interval, or the reason why there is none.

    ``low`` and ``high`` bound the 95% bootstrap interval over the items' groups, conditional on these
    annotators. ``items`` counts the items with at least two answers, ``groups`` the groups they fall into.
    """

    measure: str
    value: float | None
    low: float | None
    high: float | None
    items: int
    groups: int
    annotators: int
    ratings: int
    undefined_because: str | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """An agreement with what it was taken over.

    ``scope`` is ``all``, ``source``, ``batch``, ``label``, ``annotator`` (agreement with everybody else) or
    ``without`` (everybody but); ``of`` names the source, batch, label or annotator.
    """

    task: str
    round: RoundName
    scope: Scope
    of: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Consensus(Generic[V]):
    """What the answers to an item amount to.

    ``support`` is the share of the votes that the value got, ``confidence`` the method's own probability.
    ``status``: ``accepted``, ``adjudicate`` (``value`` then holds the parts that are agreed), ``settled``
    (by an adjudicator) or ``discarded``, with ``because`` for the latter two.
    """

    item_id: str
    task: str
    value: V | None
    method: str
    support: float
    confidence: float
    status: Status
    because: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute(Generic[V]):
    """What an adjudicator is asked: the answers that differ, and the parts that are agreed and stay."""

    item_id: str
    task: str
    answers: tuple[V, ...]
    agreed: V | None


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that was rejected, repaired or doubted, with the place and the reason.

    ``check`` is the machine name, ``message`` says what is wrong here, ``explanation`` why it matters and
    what to do. ``row`` counts from 1, ``offset`` is in code points (bytes where a file could not be
    decoded).
    """

    check: str
    level: Level
    message: str
    file: str | None = None
    row: int | None = None
    guid: str | None = None
    offset: int | None = None
    explanation: str | None = None
