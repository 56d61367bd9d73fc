"""How a simulated annotator marks entities."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Simulator
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence
from pipeline.tasks.references import References

_CONFUSED = {
    "PS": ("OG", "LC"),
    "LC": ("OG", "PS"),
    "OG": ("LC", "PS"),
    "DT": ("TI", "QT"),
    "TI": ("DT", "QT"),
    "QT": ("DT", "TI"),
}
"""The types that a type is taken for, the likelier first."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reference:
    """The entities of one sentence."""

    sentence: str
    entities: tuple[Entity, ...]


class EntitiesSimulator(Simulator[MarkedSentence, Entities]):
    """Marks as the reference does, or slips at one place; what is agreed in a dispute stays."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._entities = {entry.sentence: Entities.of(entry.entities) for entry in references}

    def truth(self, case: Case[MarkedSentence, Entities]) -> Entities:
        """Look the sentence up."""
        return self._entities[case.item.payload.sentence].with_agreed(_agreed(case))

    def slip(
        self, case: Case[MarkedSentence, Entities], truth: Entities, random: Random, bias: float
    ) -> Entities:
        """Forget an entity, take a wrong type, miss an edge, or leave a wrong suggestion.

        A positive bias marks too much, a negative one too little.
        """
        slips = _slips(case, truth, bias)
        return random.choice(slips[random.choice(sorted(slips))])


def simulators(references: References) -> dict[RoundName, Simulator[Any, Any]]:
    """Answer by ``ner.wiki.jsonl`` and ``ner.news.jsonl``."""
    simulator = EntitiesSimulator(references.read(Reference, "ner.wiki", "ner.news"))
    return {"label": simulator, "adjudicate": simulator}


def _slips(case: Case[MarkedSentence, Entities], truth: Entities, bias: float) -> dict[str, list[Entities]]:
    """List, by kind, the slips that are possible; there is always one."""
    sentence = case.item.payload.sentence
    agreed = _agreed(case)
    movable = [entity for entity in truth.entities if entity not in agreed.entities]
    suggested = Entities(case.item.payload.suggested)
    wrong = [entity for entity in suggested.with_agreed(agreed).entities if entity not in truth.entities]
    found = {
        "type": [
            _replaced(truth, entity, replace(entity, type=_CONFUSED[entity.type][bias < 0]))
            for entity in movable
        ],
        "edge": [
            _replaced(truth, entity, moved)
            for entity in movable
            for moved in _moved(sentence, entity)
            if not any(moved.overlaps(other) for other in truth.entities if other != entity)
        ],
    }
    if bias < 0 or not wrong:
        found["forgotten"] = [_without(truth, entity) for entity in movable]
    if bias >= 0 or not movable:
        found["suggestion"] = [_over(truth, entity) for entity in wrong]
    possible = {kind: slips for kind, slips in found.items() if slips}
    return possible or {"word": [_over(truth, entity) for entity in _free_words(sentence, truth)]}


def _agreed(case: Case[MarkedSentence, Entities]) -> Entities:
    dispute = case.dispute
    return Entities(()) if dispute is None or dispute.agreed is None else dispute.agreed


def _moved(sentence: str, entity: Entity) -> list[Entity]:
    """Move an edge: take the letter behind in, as a particle is, or leave a word at the front out."""
    found = []
    if sentence[entity.end : entity.end + 1].isalnum():
        found.append(replace(entity, end=entity.end + 1))
    first, space, _ = sentence[entity.start : entity.end].partition(" ")
    if space:
        found.append(replace(entity, start=entity.start + len(first) + 1))
    return found


def _free_words(sentence: str, truth: Entities) -> list[Entity]:
    """Take each word that holds no entity for an organisation; a word's free part where none is free."""
    words = [Entity(*match.span(), "OG") for match in _WORD.finditer(sentence)]
    letters = [Entity(at, at + 1, "OG") for at, letter in enumerate(sentence) if letter.isalnum()]
    for choice in (words, letters):
        free = [word for word in choice if not any(word.overlaps(other) for other in truth.entities)]
        if free:
            return free
    raise LookupError(f"no letter of {sentence!r} is outside an entity")


def _without(truth: Entities, entity: Entity) -> Entities:
    return Entities.of(other for other in truth.entities if other != entity)


def _replaced(truth: Entities, entity: Entity, by: Entity) -> Entities:
    return Entities.of((*_without(truth, entity).entities, by))


def _over(truth: Entities, entity: Entity) -> Entities:
    return truth.with_agreed(Entities((entity,)))
