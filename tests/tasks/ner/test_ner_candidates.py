from __future__ import annotations

import random

import pytest
from tasks.entities.entity_texts import text

from pipeline.ids import rank
from pipeline.tasks.base import Text
from pipeline.tasks.ner.candidates import LENGTH, WITHOUT, sentences
from pipeline.tasks.ner.values import Entity

BODY = "서다온은 지난 5월 강릉에서 직원 300명을 만났다. 바람이 잔잔해서 걷기 좋았다. 짧다."
SEED = next(seed for seed in range(100) if rank(seed, "ner", "바람이 잔잔해서 걷기 좋았다.") % WITHOUT == 0)
"""A seed with which the sentence without entities is proposed."""


def test_sentences_come_with_suggestions():
    first, second = sentences([text(BODY)], SEED)
    assert first.payload.sentence == "서다온은 지난 5월 강릉에서 직원 300명을 만났다."
    assert first.payload.suggested == (
        Entity(0, 3, "PS"),
        Entity(5, 10, "DT"),
        Entity(11, 13, "LC"),
        Entity(19, 23, "QT"),
    )
    assert second.payload.suggested == ()
    assert (first.stratum, second.stratum) == ("sample-news", "sample-news")
    assert first.group != second.group


def test_professions_and_untyped_names_are_not_suggested():
    (only,) = sentences([text("김소담 교수가 《남쪽 섬의 사흘》을 썼다.")], 0)
    assert [entity.type for entity in only.payload.suggested] == ["PS"]


@pytest.mark.parametrize("genre", ["query", "speech", "law"])
def test_other_genres_have_no_candidates(genre: str):
    assert list(sentences([text(BODY, genre=genre)], 0)) == []


def test_angle_brackets_cannot_be_written_inline():
    assert list(sentences([text("글쓴이는 <강릉>이라는 제목을 붙였다.")], 0)) == []


def test_a_sentence_is_proposed_once_under_one_group():
    twice = [text(BODY, name="1"), text(BODY, name="2", source="other")]
    found = list(sentences(twice, SEED))
    assert len(found) == 2
    (again, _) = sentences([text(BODY, name="3", links=(("강릉", "강릉시"),))], SEED)
    assert again.group == found[0].group


def test_flagged_sentences_are_left_out():
    whole = text(BODY)
    flagged = Text(whole.document, whole.sentences[1:], whole.sentences[:1])
    assert [c.payload.sentence for c in sentences([flagged], SEED)] == ["바람이 잔잔해서 걷기 좋았다."]


def test_some_sentences_without_entities_are_proposed():
    texts = [text(f"{'참 ' * count}좋은 날씨였다.", name=str(count)) for count in range(1, 41)]
    counts = [len(list(sentences(texts, seed))) for seed in range(20)]
    assert 0.6 < sum(counts) / (20 * len(texts) / WITHOUT) < 1.4


def test_a_headline_is_no_sentence():
    headline = "강릉 직원 300명 만난 서다온"
    assert list(sentences([text(headline, title=headline)], 0)) == []


def test_lengths_and_order():
    bodies = [f"{'참 ' * count}좋은 강릉 날씨였다." for count in range(80)]
    texts = [text(body, name=str(number)) for number, body in enumerate(bodies)]
    found = list(sentences(texts, 0))
    assert {len(c.payload.sentence) in LENGTH for c in found} == {True}
    assert len(found) < len(bodies)
    random.Random(0).shuffle(texts)
    assert {c.payload for c in sentences(texts, 1)} == {c.payload for c in found}
