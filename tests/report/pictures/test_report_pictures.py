from __future__ import annotations

import builders

from pipeline.report.pictures import picture
from pipeline.tasks.base import Answer
from pipeline.tasks.dp.values import TaggedSentence, Token, Tree
from pipeline.tasks.mrc.values import Answers, PassageQuestion, Span
from pipeline.tasks.registry import TASKS
from pipeline.tasks.tod.values import Changes, Conversation, Exchange, Goal

NAMES = {f"a{number}": f"사람 {number}" for number in range(1, 5)} | {"judge": "판관"}


def draw(item, *values, settled=None):
    answer = None if settled is None else Answer("judge", settled)
    return picture(TASKS[item.task], builders.unit(item, *values), NAMES, answer)


def test_equal_choices_are_one_vote_the_most_frequent_first():
    drawn = draw(
        builders.item(),
        *map(builders.topics, ("사회", "경제", "경제")),
        settled=builders.topics("사회", "경제"),
    )
    assert [[label.ko for label in vote.labels] for vote in drawn.votes] == [
        ["경제"],
        ["사회"],
        ["사회", "경제"],
    ]
    assert [who.name for who in drawn.votes[0].by] == ["사람 2", "사람 3"]
    assert [who.adjudicator for vote in drawn.votes for who in vote.by] == [False, False, False, True]


def test_somebody_who_marks_nothing_sees_what_others_marked():
    payload = PassageQuestion("등대", "등대는 1903년에 섰다.", "언제 섰는가?", 1, (), "")
    drawn = draw(builders.item(payload, task="mrc"), Answers((Span(4, 9),)), Answers(()))
    assert [row.marks for row in drawn.rows] == [1, 0]
    assert [piece.kind for piece in drawn.rows[1].pieces] == ["plain", "missed", "plain"]


def test_a_wide_tree_takes_the_whole_page():
    def tree(count):
        forms = [f"어절{number}" for number in range(count)]
        sentence = TaggedSentence(" ".join(forms), tuple(f"{form}/NNG" for form in forms))
        tokens = (Token(f, f, "NNG", n + 2 if n + 1 < count else 0, "NP") for n, f in enumerate(forms))
        return draw(builders.item(sentence, task="dp"), Tree(tuple(tokens)))

    assert not tree(3).wide
    assert tree(30).wide


def test_what_everybody_notes_is_said_once():
    conversation = Conversation(
        Goal(()), (Exchange("북쪽이요.", "네."), Exchange("싼 데요.", "네."), Exchange("끝.", ""))
    )
    area, price = ("숙소-지역", "서울 북쪽"), ("숙소-가격대", "저렴")
    drawn = draw(
        builders.item(conversation, task="tod"), Changes(((area,), (price,), ())), Changes(((area,), (), ()))
    )
    first, second, third = drawn.turns
    assert [(notes.who, notes.notes) for notes in first.notes] == [
        (None, (("숙소-지역 = 서울 북쪽", False),))
    ]
    assert [notes.notes for notes in second.notes] == [(("숙소-가격대 = 저렴", True),), ()]
    assert third.notes == ()
