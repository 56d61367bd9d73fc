"""Items, units and disputes to test with."""

from __future__ import annotations

from pipeline.model import Dispute, Item
from pipeline.tasks.base import Answer, Case, Unit
from pipeline.tasks.re import TASK
from pipeline.tasks.re.values import Argument, Pair, Relation

SENTENCE = "물결제지는 고태산이 1962년 군산에서 세운 종이 회사이다."
COMPANY = Argument(0, 4, "ORG")
FOUNDER = Argument(6, 9, "PER")
YEAR = Argument(11, 16, "DAT")
CITY = Argument(17, 19, "LOC")
PAIR = Pair(SENTENCE, COMPANY, FOUNDER)


def item(pair: Pair = PAIR, group: str = "g") -> Item[Pair]:
    return Item(
        item_id=TASK.label.item_id(pair),
        task="re",
        round="label",
        batch="b001",
        payload=pair,
        text_ids=(),
        placement="train",
        stratum=f"{pair.subject.type}-{pair.object.type}",
        group=group,
        source="sample-news",
        licence="CC0-1.0",
    )


def case(pair: Pair = PAIR) -> Case[Pair, Relation]:
    return Case(item(pair))


def unit(*labels: str, of: Item[Pair] | None = None) -> Unit[Pair, Relation]:
    answers = tuple(Answer(f"a{number}", Relation(label)) for number, label in enumerate(labels, 1))
    return Unit(item() if of is None else of, answers)


def dispute(*labels: str) -> Case[Pair, Relation]:
    disputed = item()
    answers = tuple(Relation(label) for label in labels)
    return Case(disputed, Dispute(disputed.item_id, "re", answers, None))
