from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.entities.entity_texts import text

from pipeline.resources import shipped
from pipeline.tasks.base import Text
from pipeline.tasks.entities import mentions


def found(of: Text) -> list[tuple[str, str]]:
    """The mentions of the first sentence, with their types."""
    sentence = of.sentences[0]
    return [(sentence.text[m.start : m.end], m.type) for m in mentions(of.document, sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("그는 1957년 봄 서울에 왔다.", [("1957년 봄", "DT"), ("서울", "LC")]),
        ("행사는 2018년 5월 3일 목요일에 열린다.", [("2018년 5월 3일 목요일", "DT")]),
        ("다음 달 초에 문을 연다.", [("다음 달 초", "DT")]),
        ("10년 전 일이 떠올랐다.", [("10년 전", "DT")]),
        ("이듬해 3월까지 사흘 동안 쉬었다.", [("이듬해 3월", "DT"), ("사흘", "DT")]),
        ("8일 오전 9시 30분에 모였다.", [("8일", "DT"), ("오전 9시 30분", "TI")]),
        ("두 시간 동안 걸었다.", [("두 시간", "TI")]),
        ("약 3만 2천 원을 냈다.", [("3만 2천 원", "QT")]),
        ("직원 300여 명이 나왔다.", [("300여 명", "QT")]),
        ("사과 두 개와 책 1,200권을 샀다.", [("두 개", "QT"), ("1,200권", "QT")]),
        ("값이 12.5% 올랐다.", [("12.5%", "QT")]),
        ("참가자는 10~20명이다.", [("10~20명", "QT")]),
        ("사람의 4분의 1이 떠났다.", [("4분의 1", "QT")]),
        ("세 자매가 세 번째 노래를 불렀다.", [("세 자매", "QT"), ("세 번째", "QT")]),
        ("그는 한 시장에서 서점을 찾았다.", []),
        ("하나도 없어서 열차를 기다렸다.", []),
    ],
)
def test_dates_times_and_quantities(sentence: str, expected: list[tuple[str, str]]):
    assert found(text(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("강원도 정선군에서 태어났다.", [("강원도 정선군", "LC")]),
        ("경기도의 수원을 찾았다.", [("경기도", "LC"), ("수원", "LC")]),
        ("정부와 국회가 맞섰다.", [("정부", "OG"), ("국회", "OG")]),
        ("물가동물연구소는 강가에 있다.", [("물가동물연구소", "OG")]),
        ("들무새협동조합은 협동조합이다.", [("들무새협동조합", "OG")]),
        ("김소담 교수가 말했다.", [("김소담", "PS"), ("교수", "TITLE")]),
        ("아버지 서문길에게서 배웠다.", [("서문길", "PS")]),
        ("불교를 믿는 사람이 늘었다.", [("불교", "NAME")]),
        ("작업을 추정하였다.", []),
    ],
)
def test_names(sentence: str, expected: list[tuple[str, str]]):
    assert found(text(sentence)) == expected


def test_quoted_titles_hide_what_is_in_them():
    quoted = text("《열두 번째 밤의 부산》이 오는 9월 나온다.")
    assert found(quoted) == [("열두 번째 밤의 부산", "NAME"), ("오는 9월", "DT")]


def test_links_give_names_that_morphemes_do_not():
    body = "소리꾼 옥분남은 남원에서 났다. 옥분남은 노래했다."
    assert ("옥분남", "PS") not in found(text(body))
    linked = text(body, links=(("옥분남", "옥분남 (소리꾼)"),))
    sentence = linked.sentences[1]
    assert [(m.start, m.end, m.type) for m in mentions(linked.document, sentence)] == [(0, 3, "PS")]


def test_links_take_their_type_from_the_page():
    linked = text("그는 은고리에서 일했다.", links=(("은고리", "은고리전자"),))
    assert found(linked) == [("은고리", "OG")]


def test_a_link_to_a_common_noun_is_no_name():
    assert found(text("그는 현미경을 만들었다.", links=(("현미경", "현미경"),))) == []


def test_an_article_names_its_subject():
    body = "옥분남은 노래했다."
    assert found(text(body, genre="encyclopaedia", title="옥분남")) == [("옥분남", "PS")]
    assert found(text(body, genre="news", title="옥분남")) == []


def test_a_title_that_is_all_in_brackets_names_nothing():
    assert found(text("새가 노래했다.", genre="encyclopaedia", title="(주)")) == []


def test_blanks_inside_quotes_are_no_part_of_a_name():
    assert ("남쪽 섬", "NAME") in found(text("그는 ‘ 남쪽 섬 ’ 담당이다."))
    assert found(text("그는 ‘  ’ 담당이다.")) == []


@given(st.text(alphabet="정선군 강원도에서3월10일~(김소담)교수《서울》는, .a", max_size=40))
def test_mentions_are_in_order_within_and_apart(body: str):
    for_all = text(body, links=(("정선", "정선군"),) if "정선" in body else ())
    for sentence in for_all.sentences:
        got = mentions(for_all.document, sentence)
        assert list(got) == sorted(got)
        assert all(0 <= m.start < m.end <= len(sentence.text) for m in got)
        assert all(left.end <= right.start for left, right in pairwise(got))
        assert got == mentions(for_all.document, sentence)


def test_candidates_come_close_to_the_sample_answers():
    lines = (shipped("sample_corpora") / "reference" / "ner.news.jsonl").read_text(encoding="utf-8")
    hits, guessed, wanted = Counter[str](), Counter[str](), Counter[str]()
    for line in lines.splitlines():
        entry = json.loads(line)
        for_all = text(entry["sentence"])
        right = {(e["start"], e["end"], e["type"]) for e in entry["entities"]}
        got = {
            (m.start, m.end, m.type)
            for m in mentions(for_all.document, for_all.sentences[0])
            if m.type not in ("TITLE", "NAME")
        }
        hits.update(type_ for _, _, type_ in right & got)
        guessed.update(type_ for _, _, type_ in got)
        wanted.update(type_ for _, _, type_ in right)
    assert set(wanted) == {"PS", "LC", "OG", "DT", "TI", "QT"}
    for type_ in wanted:
        assert hits[type_] / guessed[type_] > 0.7, type_
        assert hits[type_] / wanted[type_] > 0.5, type_
