"""Agreement and consensus of named entity recognition."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.agreement import Reading, Span, character_alpha, exact_span_f1, unitizing_alpha
from pipeline.consensus import span_vote
from pipeline.model import Agreement, Consensus
from pipeline.tasks.base import Unit
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence

METHOD = "majority of exact spans"


def measures(units: Sequence[Unit[MarkedSentence, Entities]], seed: int, resamples: int) -> list[Agreement]:
    """Measure F1 of exact spans between annotators, and what chance would not give: α on characters, α_U."""
    readings = [
        Reading(
            unit=unit.item.item_id,
            annotator=answer.annotator,
            length=len(unit.item.payload.sentence),
            spans=_spans(answer.value),
            group=unit.item.group,
        )
        for unit in units
        for answer in unit.answers
    ]
    return [
        exact_span_f1(readings, resamples=resamples, seed=seed),
        character_alpha(readings, resamples=resamples, seed=seed),
        unitizing_alpha(readings, resamples=resamples, seed=seed),
    ]


def consensus(unit: Unit[MarkedSentence, Entities]) -> Consensus[Entities]:
    """Take the spans that more than half marked alike; places that are open go to an adjudicator."""
    vote = span_vote([_spans(answer.value) for answer in unit.answers])
    return Consensus(
        item_id=unit.item.item_id,
        task="ner",
        value=Entities.of(Entity(*span) for span in vote.agreed),
        method=METHOD,
        support=vote.support,
        confidence=vote.support,
        status="adjudicate" if vote.open else "accepted",
    )


def accuracy(value: Entities, truth: Entities) -> float:
    """Give F1 of exact spans; 1 where neither has any."""
    marked = len(value.entities) + len(truth.entities)
    common = len(_spans(value) & _spans(truth))
    return 2 * common / marked if marked else 1.0


def _spans(value: Entities) -> frozenset[Span]:
    return frozenset((entity.start, entity.end, entity.type) for entity in value.entities)
