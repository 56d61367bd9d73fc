"""Goals, dialogues and units to test with."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from pipeline.model import Dispute, Item
from pipeline.resources import shipped
from pipeline.tasks.base import Answer, Case, Unit
from pipeline.tasks.references import References
from pipeline.tasks.tod import TASK
from pipeline.tasks.tod.changes import effective
from pipeline.tasks.tod.goals import draw_goal
from pipeline.tasks.tod.ontology import DONTCARE, NONE, ontology
from pipeline.tasks.tod.self_dialogue import Block
from pipeline.tasks.tod.values import (
    ChangeOfMind,
    Changes,
    Conversation,
    Dialogue,
    DomainGoal,
    Exchange,
    Goal,
    SlotValue,
    Turn,
)

PATH = shipped("sample_corpora") / "reference" / "tod.jsonl"
REFERENCES = References({"tod": PATH.read_text(encoding="utf-8").splitlines()})
BLOCKS = REFERENCES.read(Block, "tod")

GOAL = Goal(
    (
        DomainGoal(
            domain="식당",
            wishes=(("종류", "한식당"), ("주차 가능", "yes"), ("가격대", DONTCARE)),
            place="두레박",
            booking=(("예약 명수", "3"), ("예약 시간", "18:30")),
            change=ChangeOfMind("예약 명수", "2"),
            requests=("주소",),
        ),
    )
)
SAID = (
    ("한식당을 찾아요.", "주차가 필요하세요?"),
    ("네, 차를 가져가요. 가격은 상관없어요.", "두레박은 어떠세요?"),
    ("좋아요, 두레박으로 저녁 6시 반에 두 명이요.", "예약했습니다."),
    ("아니, 세 명이네요. 주소는요?", "별빛로 7입니다."),
)
MARKED: tuple[tuple[SlotValue, ...], ...] = (
    (("식당-종류", "한식당"),),
    (("식당-가격대", DONTCARE), ("식당-주차 가능", "yes")),
    (("식당-예약 명수", "2"), ("식당-예약 시간", "18:30"), ("식당-이름", "두레박")),
    (("식당-예약 명수", "3"),),
)
DIALOGUE = Dialogue(tuple(Turn(*said, marks) for said, marks in zip(SAID, MARKED, strict=True)))
CHANGES = Changes(MARKED)
CONVERSATION = Conversation(GOAL, tuple(Exchange(*said) for said in SAID))

goals = st.integers(0, 2**32).map(lambda seed: draw_goal(Random(seed)))
"""Goals as they are drawn."""


def writing(goal: Goal = GOAL) -> Case[Goal, Dialogue]:
    return Case(_item("write", goal))


def labelling(conversation: Conversation = CONVERSATION) -> Case[Conversation, Changes]:
    return Case(_item("label", conversation))


def unit(*answers: Changes, conversation: Conversation = CONVERSATION) -> Unit[Conversation, Changes]:
    given = tuple(Answer(f"a{number}", each) for number, each in enumerate(answers))
    return Unit(_item("label", conversation), given)


def dispute(*answers: Changes, conversation: Conversation = CONVERSATION) -> Case[Conversation, Changes]:
    """What an adjudicator gets when these answers are given."""
    asked = unit(*answers, conversation=conversation)
    found = TASK.consensus(asked)
    assert found.status == "adjudicate"
    return Case(asked.item, Dispute(asked.item.item_id, "tod", answers, found.value))


def marks(*turns: tuple[SlotValue, ...]) -> Changes:
    return Changes(tuple(tuple(sorted(turn)) for turn in turns))


def instead(index: int, *turn: SlotValue) -> Changes:
    """The right changes, but for one turn."""
    return marks(*MARKED[:index], turn, *MARKED[index + 1 :])


@st.composite
def changes(draw: st.DrawFn, turns: int = len(SAID)) -> Changes:
    """Draw changes of which each changes something."""
    slots = ontology().slots
    drawn = []
    for _ in range(turns):
        names = draw(st.lists(st.sampled_from(sorted(slots)), max_size=3, unique=True))
        values = [
            draw(st.sampled_from([*(slots[name].values or ("00:00", "18:30")), DONTCARE, NONE]))
            for name in names
        ]
        drawn.append(tuple(zip(names, values, strict=True)))
    return effective(marks(*drawn))


def _item(round_name: str, payload: object) -> Item:
    round_ = TASK.round(round_name)  # type: ignore[arg-type]
    return Item(
        item_id=round_.item_id(payload),
        task="tod",
        round=round_name,  # type: ignore[arg-type]
        batch="b001",
        payload=payload,
        text_ids=(),
        placement="train",
        stratum="식당",
        group=f"goal:{round_.item_id(payload)}",
        source="",
        licence="CC0-1.0",
    )
