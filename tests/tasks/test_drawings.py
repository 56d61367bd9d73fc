"""Every task draws its items: what was seen is there, and a part for each answer."""

from __future__ import annotations

import builders
import pytest

from pipeline.tasks.dp.values import TaggedSentence, Token, Tree
from pipeline.tasks.drawings import Arc, Arcs, Choices, Dialogue, Label, Mark, Marks, Utterances
from pipeline.tasks.mrc.values import Answers, PassageQuestion, Span
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence
from pipeline.tasks.nli.values import Relation
from pipeline.tasks.re.values import Argument
from pipeline.tasks.re.values import Pair as Mentions
from pipeline.tasks.re.values import Relation as Link
from pipeline.tasks.registry import TASKS
from pipeline.tasks.sts.values import Pair, Score
from pipeline.tasks.tod.values import Changes, Conversation, Exchange, Goal


def draw(item, *values):
    return TASKS[item.task].drawing(builders.unit(item, *values))


def test_topics_are_ranked_and_no_topic_is_said():
    drawing = draw(builders.item(), builders.topics("경제", "사회"), builders.topics())
    assert drawing.readings[0].text == "빈 사무실 늘어난 도심"
    assert [[label.name for label in own] for own in drawing.answers] == [["경제", "사회"], ["해당없음"]]


@pytest.mark.parametrize(("score", "korean"), [(3.0, "3점"), (3.25, "3.25점")])
def test_pairs_are_scored(score, korean):
    drawing = draw(builders.item(Pair("눈이 온다.", "눈이 내린다."), task="sts"), Score(score))
    assert [reading.text for reading in drawing.readings] == ["눈이 온다.", "눈이 내린다."]
    assert drawing.answers[0][0].korean == korean


def test_premise_and_hypothesis_are_told_apart():
    drawing = draw(builders.pair_item("가설."), Relation("neutral"))
    assert isinstance(drawing, Choices)
    assert [reading.title.korean for reading in drawing.readings] == ["전제", "가설"]
    assert drawing.answers == ((Label("neutral", "중립"),),)


def test_both_ends_of_a_relation_are_marked():
    pair = Mentions("철수가 회사에 갔다.", Argument(0, 2, "PER"), Argument(4, 6, "ORG"))
    drawing = draw(builders.item(pair, task="re"), Link("no_relation"))
    marks = drawing.readings[0].marks
    assert [(mark.start, mark.end, mark.label.korean) for mark in marks] == [
        (0, 2, "주어 · 사람"),
        (4, 6, "목적어 · 기관"),
    ]
    assert len({mark.label.number for mark in marks}) == 2


def test_entities_are_marked_by_type():
    item = builders.item(MarkedSentence("민수가 서울에 왔다.", ()), task="ner")
    drawing = draw(item, Entities((Entity(0, 2, "PS"), Entity(4, 6, "LC"))), Entities(()))
    assert isinstance(drawing, Marks)
    assert [mark.label.name for mark in drawing.answers[0]] == ["PS", "LC"]
    assert drawing.answers[1] == ()


def test_a_question_is_read_with_its_passage():
    payload = PassageQuestion("등대", "등대는 1903년에 섰다.", "언제 섰는가?", 1, (), "")
    drawing = draw(builders.item(payload, task="mrc"), Answers((Span(4, 9),)), Answers(()))
    assert [reading.text for reading in drawing.readings] == ["등대", "언제 섰는가?"]
    assert drawing.text == payload.context
    assert drawing.answers == ((Mark(4, 9, Label("answer", "답")),), ())


def test_a_tree_is_its_arcs():
    sentence = TaggedSentence("나는 간다", ("나/NP+는/JX", "가/VV+ㄴ다/EF"))
    tree = Tree((Token("나는", "나 는", "NP+JX", 2, "NP_SBJ"), Token("간다", "가 ㄴ다", "VV+EF", 0, "VP")))
    drawing = draw(builders.item(sentence, task="dp"), tree)
    assert isinstance(drawing, Arcs)
    assert drawing.words == ("나는", "간다")
    assert drawing.answers == ((Arc(0, 1, "NP_SBJ", "나/NP+는/JX"), Arc(1, None, "VP", "가/VV+ㄴ다/EF")),)


def test_changes_stand_beside_the_turn():
    conversation = Conversation(
        Goal(()), (Exchange("서울 북쪽 숙소요.", "네."), Exchange("고맙습니다.", "또 오세요."))
    )
    changes = (("숙소-지역", "서울 북쪽"), ("숙소-주차 가능", "yes"))
    drawing = draw(
        builders.item(conversation, task="tod"), Changes((changes, ())), Changes(((changes[0],), ()))
    )
    assert drawing == Dialogue(
        (
            Utterances(
                "서울 북쪽 숙소요.",
                "네.",
                (
                    ("숙소-지역 = 서울 북쪽", "숙소-주차 가능 = 예 (yes)"),
                    ("숙소-지역 = 서울 북쪽",),
                ),
            ),
            Utterances("고맙습니다.", "또 오세요.", ((), ())),
        )
    )
