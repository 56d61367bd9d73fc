"""What a task is: the questions that the stages ask it.

A task's folder answers them in files of the same names: ``values`` (payloads and answers), ``candidates``
(what to sample), ``interface`` (rounds: Label Studio's data and results), ``quality`` (agreement and
consensus), ``drawing`` (what answers look like), ``row`` (the released record), ``simulation`` (how a
simulated annotator answers).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Generic

from pipeline import canonical
from pipeline.agreement import Ratings, Scale
from pipeline.ids import item_id
from pipeline.model import Agreement, Consensus, Dispute, Document, Item, P, RoundName, Sentence, V
from pipeline.tasks.drawings import Drawing
from pipeline.tasks.references import References
from pipeline.tasks.regions import Region, UnreadableError, choices, texts
from pipeline.tasks.release_row import Example
from pipeline.yamlfile import Json

SKIP = "skip"
SKIP_RULE = "skip_rule"
RULE = "rule"
"""The box, in every adjudication interface, for the guide's rules that decide."""
SKIP_REASONS = {"privacy": "개인정보", "hate": "혐오", "broken": "깨진 문장", "unclear": "지침 불명확"}
"""The choices of the ``skip`` control that every labelling interface has; ``unclear`` names a rule."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its sentences, as sampling sees it: those with a flag are set apart."""

    document: Document
    sentences: tuple[Sentence, ...]
    flagged: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Candidate(Generic[P]):
    """What could become an item; ``documents`` are the texts it is made of.

    ``length`` is in code points of the text shown (of the longest, if there are several), ``difficulty`` in
    clauses of the sentence that has most; a task without sentences says what they are. Items of one group
    have the same of both if the task draws whole groups.
    """

    payload: P
    documents: tuple[Document, ...]
    stratum: str
    group: str
    length: int
    difficulty: int


@dataclass(frozen=True, slots=True)
class Case(Generic[P, V]):
    """What one annotator has in front of them: the item and, for an adjudicator, the dispute."""

    item: Item[P]
    dispute: Dispute[V] | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """No answer, with the reason the annotator gave."""

    reason: str


@dataclass(frozen=True, slots=True)
class Answer(Generic[V]):
    """One annotator's value."""

    annotator: str
    value: V


@dataclass(frozen=True, slots=True)
class Unit(Generic[P, V]):
    """An item of the label round with its answers, sorted by annotator, and the writer's own, if any."""

    item: Item[P]
    answers: tuple[Answer[V], ...]
    authored: V | None = None


@dataclass(frozen=True, slots=True)
class Written(Generic[P, V]):
    """A label-round payload that a writer made, and the answer the writer meant."""

    payload: P
    value: V


class Round(ABC, Generic[P, V]):
    """One round of a task: how a case is shown in Label Studio and how an answer is read back."""

    task: str
    name: RoundName
    answers: int
    payload_type: type[P]
    value_type: type[V]

    @abstractmethod
    def data(self, case: Case[P, V]) -> dict[str, Json]:
        """Give the task data that the labelling interface shows.

        Label Studio's lists of tasks show the fields in the order in which the interface names them: where
        the first would be HTML, an invisible ``text`` comes before it.
        """

    def suggest(self, case: Case[P, V]) -> list[Region]:
        """Give the pre-annotation; none by default."""
        return []

    @abstractmethod
    def value(self, case: Case[P, V], regions: Sequence[Region]) -> V:
        """Turn what the annotator left in the interface into a value.

        Raises:
            UnreadableError: it breaks a rule of the task.
        """

    @abstractmethod
    def regions(self, case: Case[P, V], value: V) -> list[Region]:
        """Turn a value into what an annotator would have left in the interface."""

    def answer(self, case: Case[P, V], regions: Sequence[Region]) -> V | Skipped:
        """Read an annotation: a value, or a skip with its reason.

        Raises:
            UnreadableError: it is neither.
        """
        reasons = choices(regions, SKIP)
        if not reasons:
            return self.value(case, regions)
        if len(reasons) != 1 or reasons[0] not in SKIP_REASONS:
            raise UnreadableError("unknown_label", f"{SKIP}: {reasons} is not one reason")
        rule = texts(regions, SKIP_RULE)
        return Skipped(f"{reasons[0]}:{rule[0]}" if rule else reasons[0])

    def item_id(self, payload: P) -> str:
        """Give the id of the item that shows ``payload`` in this round."""
        return item_id(self.task, self.name, canonical.dump(payload))

    def load_item(self, stored: Item[str]) -> Item[P]:
        """Decode a stored item."""
        return replace(stored, payload=canonical.load(self.payload_type, stored.payload))  # type: ignore[arg-type, return-value]

    def load_value(self, stored: str) -> V:
        """Decode a stored value."""
        return canonical.load(self.value_type, stored)


class Simulator(ABC, Generic[P, V]):
    """How a simulated annotator of one round answers: the truth from reference answers, and slips."""

    @abstractmethod
    def truth(self, case: Case[P, V]) -> V:
        """Give the reference answer.

        Raises:
            LookupError: the references do not cover the item.
        """

    @abstractmethod
    def slip(self, case: Case[P, V], truth: V, random: Random, bias: float) -> V:
        """Give an answer that a hurried but honest person might give instead.

        ``bias``, in [-1, 1], is that person's own leaning; what it leans towards is up to the task.
        """


@dataclass(frozen=True, slots=True)
class AlphaOver:
    """What an α measure is taken over: its name, the ratings, and the level of measurement."""

    measure: str
    ratings: Ratings
    level: Scale


def no_alphas(_units: Sequence[Unit[Any, Any]]) -> list[AlphaOver]:
    """Say that none of a task's measures is an α at a level of measurement."""
    return []


def keep_all(_value: object) -> str | None:
    """Say that no value speaks against the item itself."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[P, V]):
    """One task of the benchmark: its rounds, and its answers to what the stages ask.

    Attributes:
        name: KLUE's short name; also that of the folder, the guide, the contract and the release table.
        title: The task's name in Korean.
        english: Its name in English.
        write: The round in which people write what the label round shows, if the task has one.
        label: The round in which several people answer each item.
        adjudicate: The round in which one person settles what the others left open.
        candidates: Proposes items for the first round from a shard of texts, all of one placement; the
            seed is for those who have to choose.
        written: Turns an accepted answer of the write round into what the label round shows.
        measures: Measures agreement (units, seed, resamples); the first measure is the headline figure.
        alphas: The ratings behind those measures that are Krippendorff's α at a level of measurement, so that
            they can be broken down by annotator and checked against the ``krippendorff`` package.
        consensus: Finds what the answers to one item amount to.
        by_posterior: Finds that of many items at once, by how each annotator answers; the number is the
            probability that a value needs. None where answers are no labels.
        by_weight: Finds that of many items at once, inexact annotators down-weighted; None where answers are
            no numbers.
        drawing: Shows an item as it was seen, with its answers.
        unfit: Why an item with this value, agreed or settled, is discarded; None where it is kept.
        whole_groups: Whether sampling draws all items of a group or none, because they are compared.
        author_votes: Whether the writer's own answer counts as a vote; it never counts in agreement.
        row_type: The released record: KLUE's fields of the task.
        row: Makes the released record.
        accuracy: Scores a value against the reference, in [0, 1].
        simulators: Builds the simulated annotators of each round from reference answers.
    """

    name: str
    title: str
    english: str
    write: Round[Any, Any] | None = None
    label: Round[P, V]
    adjudicate: Round[P, V]
    candidates: Callable[[Sequence[Text], int], Iterator[Candidate[Any]]]
    written: Callable[[Item[Any], Any], tuple[Written[P, V], ...]] | None = None
    measures: Callable[[Sequence[Unit[P, V]], int, int], list[Agreement]]
    alphas: Callable[[Sequence[Unit[P, V]]], list[AlphaOver]] = no_alphas
    consensus: Callable[[Unit[P, V]], Consensus[V]]
    by_posterior: Callable[[Sequence[Unit[P, V]], float], list[Consensus[V]]] | None = None
    by_weight: Callable[[Sequence[Unit[P, V]]], list[Consensus[V]]] | None = None
    drawing: Callable[[Unit[P, V]], Drawing]
    unfit: Callable[[V], str | None] = keep_all
    whole_groups: bool = False
    author_votes: bool = False
    row_type: type
    row: Callable[[Example[P, V]], object]
    accuracy: Callable[[V, V], float]
    simulators: Callable[[References], dict[RoundName, Simulator[Any, Any]]]

    @property
    def rounds(self) -> tuple[Round[Any, Any], ...]:
        """The rounds in the order they are worked."""
        first = () if self.write is None else (self.write,)
        return (*first, self.label, self.adjudicate)

    def round(self, name: RoundName) -> Round[Any, Any]:
        """Find a round.

        Raises:
            LookupError: the task has no such round.
        """
        for candidate in self.rounds:
            if candidate.name == name:
                return candidate
        raise LookupError(f"{self.name} has no round {name}")
