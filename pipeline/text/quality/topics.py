"""Topics on which texts are apt to be biased, by their nouns. A topic is a note, never a reason to drop."""

from __future__ import annotations

from itertools import pairwise
from operator import add
from typing import Literal, get_args

from pipeline.text.sentences import Segment

Topic = Literal["age", "disability", "gender", "origin", "politics", "region", "religion", "sexuality"]
TOPICS: tuple[Topic, ...] = get_args(Topic)

# Nouns that the analyser takes for one morpheme, or for two.
WORDS: dict[Topic, str] = {
    "age": """
        노인 노년층 고령자 고령층 꼰대 청년층 청소년 노년 어르신 중년 미성년자 기성세대 경로당
    """,
    "disability": """
        장애인 장애 장애우 지체장애 발달장애 자폐 자폐증 청각장애 시각장애 휠체어 비장애인
        다운증후군 정신병 조현병 농아 맹인 점자
    """,
    "gender": """
        여성 남성 성차별 페미니즘 페미니스트 페미 여혐 남혐 가부장 가부장제 젠더 성희롱 성추행 성폭력
        성평등 양성평등 미투 여성가족부 여가부 모성 가정폭력 메갈 워마드
    """,
    "origin": """
        난민 이주민 외국인 이민자 다문화 조선족 흑인 백인 황인종 유색인종 인종 혼혈 불법체류자 탈북민
        탈북자 새터민 동남아 유대인 고려인 화교 인종차별 이주노동자 집시
    """,
    "politics": """
        진보 보수 좌파 우파 극우 극좌 빨갱이 종북 친일파 친북 수구 탄핵 여당 야당 일베
    """,
    "region": """
        전라도 경상도 호남 영남 충청도 강원도 지역감정 지역주의 강남 강북 수도권 지방대 시골
    """,
    "religion": """
        종교 기독교 개신교 불교 천주교 가톨릭 이슬람 이슬람교 무슬림 유대교 힌두교 교회 성당 사찰 목사
        신부 승려 스님 신천지 사이비 모스크 히잡 무속 무당
    """,
    "sexuality": """
        동성애 동성애자 게이 레즈비언 성소수자 트랜스젠더 퀴어 양성애 양성애자 성전환 커밍아웃 동성혼
    """,
}
_TOPIC_OF: dict[str, Topic] = {word: topic for topic, words in WORDS.items() for word in words.split()}
_WORDS = frozenset(_TOPIC_OF)
_NOUNS = frozenset({"NNG", "NNP"})


def topics(segment: Segment) -> tuple[Topic, ...]:
    """Give the topics that a sentence's nouns belong to, sorted; a noun may be two morphemes."""
    forms = segment.forms
    found: set[Topic] = set()
    if not _WORDS.isdisjoint(forms):
        nouns = zip(forms, segment.tags, strict=True)
        found |= {_TOPIC_OF[form] for form, tag in nouns if form in _WORDS and tag in _NOUNS}
    if not _WORDS.isdisjoint(map(add, forms, forms[1:])):
        found |= {
            _TOPIC_OF[one.form + two.form]
            for one, two in pairwise(segment.morphemes)
            if one.form + two.form in _WORDS and one.end == two.start
        }
    return tuple(sorted(found))
