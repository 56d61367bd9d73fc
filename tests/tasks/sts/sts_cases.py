"""Items and units to test with."""

from __future__ import annotations

from pipeline.model import Dispute, Item
from pipeline.tasks.base import Answer, Case, Unit
from pipeline.tasks.sts import TASK
from pipeline.tasks.sts.values import Pair, Score


def item(sentence1: str = "불 좀 켜 줄래?", sentence2: str = "거실 불 켜 줘.") -> Item[Pair]:
    pair = Pair(sentence1, sentence2)
    return Item(
        item_id=TASK.label.item_id(pair),
        task="sts",
        round="label",
        batch="b001",
        payload=pair,
        text_ids=(),
        placement="train",
        stratum="near",
        group=TASK.label.item_id(pair),
        source="sample-speech",
        licence="CC0-1.0",
    )


def unit(*scores: float, of: Item[Pair] | None = None) -> Unit[Pair, Score]:
    answers = tuple(Answer(f"a{number}", Score(float(score))) for number, score in enumerate(scores))
    return Unit(item() if of is None else of, answers)


def dispute(*scores: float, mean: float) -> Case[Pair, Score]:
    disputed = item()
    answers = tuple(Score(float(score)) for score in scores)
    return Case(disputed, Dispute(disputed.item_id, "sts", answers, Score(mean)))
