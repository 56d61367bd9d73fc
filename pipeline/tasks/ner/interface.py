"""The label and adjudication rounds of named entity recognition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Round
from pipeline.tasks.ner.values import KOREAN, TYPES, Entities, Entity, MarkedSentence
from pipeline.tasks.regions import Region, UnreadableError, choice, choice_region, span_region, spans
from pipeline.yamlfile import Json

DONE, NO_ENTITY = "done", "no_entity"
_CONTEXT = 10
"""Code points of the sentence that are shown on either side of a disputed span."""


class MarkEntities(Round[MarkedSentence, Entities]):
    """Mark the entities of one sentence."""

    task = "ner"
    name: RoundName = "label"
    answers = 3
    payload_type = MarkedSentence
    value_type = Entities

    def data(self, case: Case[MarkedSentence, Entities]) -> dict[str, Json]:
        """Show the sentence."""
        return {"sentence": case.item.payload.sentence}

    def suggest(self, case: Case[MarkedSentence, Entities]) -> list[Region]:
        """Mark the candidates; whether all is marked is left to the annotator."""
        return _spans(case, case.item.payload.suggested)

    def value(self, case: Case[MarkedSentence, Entities], regions: Sequence[Region]) -> Entities:
        """Read the spans, and whether they fit the answer that there are any."""
        found = spans(regions, "entities", case.item.payload.sentence)
        for span in found:
            if span.label not in TYPES:
                raise UnreadableError("unknown_label", f"entities: {span.label!r} is no type", span.start)
        for left, right in pairwise(found):
            if right.start < left.end:
                raise UnreadableError(
                    "span_overlap",
                    f"entities: [{left.start}, {left.end}) and [{right.start}, {right.end}) overlap",
                    right.start,
                )
        said = choice(regions, "done", (DONE, NO_ENTITY))
        if (said == DONE) != bool(found):
            raise UnreadableError(
                "contradicting_answer", f"done: {said}, and {len(found)} entities are marked"
            )
        return Entities.of(Entity(span.start, span.end, span.label) for span in found)

    def regions(self, case: Case[MarkedSentence, Entities], value: Entities) -> list[Region]:
        """Mark the entities and say that they are marked."""
        said = choice_region("done", "sentence", DONE if value.entities else NO_ENTITY)
        return [*_spans(case, value.entities), said]


class SettleEntities(MarkEntities):
    """Settle the places of a sentence in which the annotators differ."""

    name: RoundName = "adjudicate"
    answers = 1

    def data(self, case: Case[MarkedSentence, Entities]) -> dict[str, Json]:
        """Show the sentence and, with the votes, the spans that are not agreed."""
        return {**super().data(case), "votes": _votes_html(case)}

    def suggest(self, case: Case[MarkedSentence, Entities]) -> list[Region]:
        """Mark what is agreed."""
        return _spans(case, _agreed(case).entities)

    def value(self, case: Case[MarkedSentence, Entities], regions: Sequence[Region]) -> Entities:
        """Read the spans; those that are agreed must still be there."""
        value = super().value(case, regions)
        for fixed in _agreed(case).entities:
            if fixed not in value.entities:
                surface = case.item.payload.sentence[fixed.start : fixed.end]
                raise UnreadableError(
                    "agreed_part_changed",
                    f"entities: {surface!r} ({fixed.type}) is agreed and must stay as it is",
                    fixed.start,
                )
        return value


def _agreed(case: Case[MarkedSentence, Entities]) -> Entities:
    dispute = case.dispute
    return Entities(()) if dispute is None or dispute.agreed is None else dispute.agreed


def _spans(case: Case[MarkedSentence, Entities], entities: Sequence[Entity]) -> list[Region]:
    sentence = case.item.payload.sentence
    return [span_region("entities", "sentence", sentence, e.start, e.end, e.type) for e in entities]


def _votes_html(case: Case[MarkedSentence, Entities]) -> str:
    """List the spans that are open where they stand, each type with its votes, nobody named."""
    answers = () if case.dispute is None else case.dispute.answers
    agreed = _agreed(case).entities
    votes = Counter(entity for answer in answers for entity in answer.entities)
    types: dict[tuple[int, int], list[str]] = defaultdict(list)
    for entity, count in sorted(votes.items()):
        if not any(entity.overlaps(fixed) for fixed in agreed):
            types[entity.start, entity.end].append(f"{KOREAN[entity.type]} <b>× {count}</b>")
    sentence = case.item.payload.sentence
    lines = []
    for (start, end), voted in types.items():
        before, after = sentence[max(start - _CONTEXT, 0) : start], sentence[end : end + _CONTEXT]
        surface = f'<mark style="background:#fff1b8">{escape(sentence[start:end])}</mark>'
        lines.append(f"<li>{escape(before)}{surface}{escape(after)} → {', '.join(voted)}</li>")
    style = "margin:0;padding-left:20px;list-style:disc;font-size:16px;line-height:1.8"
    return f'<ul style="{style}">{"".join(lines)}</ul>'
