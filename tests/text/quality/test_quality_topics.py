from __future__ import annotations

import pytest

from pipeline.text.quality.topics import TOPICS, WORDS, topics
from pipeline.text.sentences import split


def topics_of(text: str) -> tuple[str, ...]:
    return tuple(sorted({topic for segment in split(text) for topic in topics(segment)}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("여성과 남성의 임금이 다르다.", ("gender",)),
        ("호남 출신의 장애인이 당선되었다.", ("disability", "region")),
        ("교회와 모스크가 나란히 서 있다.", ("religion",)),
        ("외국인 노동자가 늘었다.", ("origin",)),
        ("노인을 위한 쉼터를 열었다.", ("age",)),
        ("동성애를 다룬 영화다.", ("sexuality",)),
        ("오늘은 비가 온다.", ()),
        ("점심에 국수를 먹었다.", ()),
    ],
)
def test_topics_by_nouns(text: str, expected: tuple[str, ...]) -> None:
    assert topics_of(text) == expected


def test_every_topic_has_words_of_its_own() -> None:
    words = [word for topic in TOPICS for word in WORDS[topic].split()]
    assert set(WORDS) == set(TOPICS)
    assert len(words) == len(set(words))


@pytest.mark.parametrize("topic", TOPICS)
def test_the_analyser_sees_each_word(topic: str) -> None:
    missed = [
        word for word in WORDS[topic].split() if topic not in topics_of(f"사람들이 {word} 이야기를 했다.")
    ]
    assert not missed
