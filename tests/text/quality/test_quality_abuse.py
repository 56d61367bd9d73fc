from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.text.quality.abuse import hate, profanity


@pytest.mark.parametrize(
    "text",
    [
        *(
            "아 시발",
            "씨발!",
            "시발놈아",
            "씨팔 진짜",
            "씨1발",
            "야 병신아",
            "병신 같은",
            "지랄하네",
            "개지랄",
            "개새끼야",
        ),
        *(
            "이 새끼가",
            "미친 새끼",
            "존나 춥다",
            "졸라 짜증나",
            "좆같다",
            "썅",
            "미친놈",
            "ㅅㅂ 뭐야",
            "ㅂㅅ",
            "ㅈㄹ마",
            "닥쳐!",
        ),
        *("엿 먹어라", "제기랄", "니 애미", "씹새들", "쌍놈"),
    ],
)
def test_swear_words(text: str) -> None:
    assert profanity(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        *(
            "시발점에서 출발",
            "시발역이다",
            "시발 자동차를 복원했다",
            "출시발표",
            "다시발견",
            "당시발행된",
            "아저씨발이 아프다",
        ),
        *(
            "볍씨발아율",
            "씨 발아가 늦다",
            "김씨발언",
            "병신년 새해",
            "병신춤 공연",
            "질병신고",
            "상병신분",
            "존나라는 낱말 말고 의존나무",
        ),
        *(
            "유지랄까",
            "지랄탄",
            "고양이 새끼",
            "새끼 고양이",
            "이 새끼 고양이는",
            "새끼손가락",
            "목을 졸라 숨졌다",
            "에밀 졸라",
        ),
        *(
            "ㅋㅋㅋㅂㅅㅋ",
            "김씨 발이 아프다",
            "엿장수",
            "닥쳐온 위기",
            "제기차기",
            "미친 듯이 달렸다",
            "1950년",
            "놈들의 이야기",
        ),
        *("애미애비", "저 새끼 돼지들", "뒤져서 찾았다", "그 새끼를 낳은 어미"),
    ],
)
def test_harmless_words_are_no_swear_words(text: str) -> None:
    allowed = {"존나라는 낱말 말고 의존나무"}
    assert profanity(text) == (text in allowed)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "김치녀들",
            "된장녀",
            "맘충",
            "한남충",
            "꼴페미",
            "메갈년",
            "전라디언",
            "홍어족",
            "짱깨",
            "쪽바리",
            "조센징",
        ),
        *(
            "똥남아",
            "불체자들",
            "개독들",
            "개슬람",
            "먹사들",
            "똥꼬충",
            "젠신병자",
            "틀딱",
            "급식충",
            "좌빨",
            "수꼴",
            "찐따",
        ),
    ],
)
def test_words_of_hatred(text: str) -> None:
    assert hate(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        *(
            "홍어를 먹었다",
            "한남동",
            "한남대교",
            "공개독주회",
            "장애인 인권",
            "게이 축제",
            "페미니즘",
            "메갈로돈",
            "전라도 여행",
        ),
        *(
            "호모 사피엔스",
            "해충 방제",
            "노인 복지",
            "일베르토",
            "급식을 먹었다",
            "연금 개혁",
            "임대 주택",
            "쿵쾅거린다",
        ),
        *("애자일 방법", "보수 정당", "조선 사람", "똥을 누다", "먹사과", "기생충"),
    ],
)
def test_groups_and_things_are_no_hatred(text: str) -> None:
    assert hate(text) == 0


def test_what_people_marked_as_clean_is_seldom_abuse(real_data: Path) -> None:
    (path,) = (real_data / "unsmile").rglob("*valid*.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    clean = rows[0].index("clean")
    found = [(row[clean], profanity(row[0]) + hate(row[0]) > 0) for row in rows[1:]]
    of_clean = [hit for label, hit in found if label == "1"]
    of_rest = [hit for label, hit in found if label == "0"]
    assert sum(of_clean) / len(of_clean) < 0.025
    assert sum(of_rest) / len(of_rest) > 0.3
