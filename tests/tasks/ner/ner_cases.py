"""Items, units and disputes to test with."""

from __future__ import annotations

from pipeline.model import Dispute, Item
from pipeline.tasks.base import Answer, Case, Unit
from pipeline.tasks.ner import TASK
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence

SENTENCE = "서다온 이사는 지난 5월 강릉에서 직원 약 300명을 만났다."
PERSON = Entity(0, 3, "PS")
DATE = Entity(8, 13, "DT")
PLACE = Entity(14, 16, "LC")
COUNT = Entity(24, 28, "QT")
ALL = (PERSON, DATE, PLACE, COUNT)


def entities(*found: Entity) -> Entities:
    return Entities.of(found)


def item(
    sentence: str = SENTENCE, *suggested: Entity, group: str = "g", source: str = "sample-news"
) -> Item[MarkedSentence]:
    payload = MarkedSentence(sentence, suggested)
    return Item(
        item_id=TASK.label.item_id(payload),
        task="ner",
        round="label",
        batch="b001",
        payload=payload,
        text_ids=(),
        placement="train",
        stratum=source,
        group=group,
        source=source,
        licence="CC0-1.0",
    )


def unit(*values: Entities, of: Item[MarkedSentence] | None = None) -> Unit[MarkedSentence, Entities]:
    answers = tuple(Answer(f"a{number}", value) for number, value in enumerate(values, 1))
    return Unit(item() if of is None else of, answers)


def dispute(*answers: Entities, agreed: Entities) -> Case[MarkedSentence, Entities]:
    disputed = item()
    return Case(disputed, Dispute(disputed.item_id, "ner", answers, agreed))
