from __future__ import annotations

import textwrap

import pytest

from pipeline.text.quality.boilerplate import boilerplate, is_boilerplate
from pipeline.text.quality.wrapping import glued, wrapped

PROSE = (
    "강가의 마을에는 오래된 나루터가 있었고 아이들은 날마다 그 나루터에 모여 물수제비를 떴다. "
    "어느 여름날 낯선 배 한 척이 안개 속에서 나타나 나루터에 닿았는데 배에는 늙은 사공과 커다란 "
    "나무 상자 하나가 실려 있었다. 사공은 아이들에게 상자를 열어 보아도 좋다고 말했지만 아무도 "
    "선뜻 나서지 못하고 서로의 얼굴만 바라보았다. 그때 가장 어린 아이가 앞으로 나와 상자의 뚜껑을 "
    "두 손으로 들어 올렸고 그 안에서는 작은 등불 하나가 조용히 타고 있었다."
)


@pytest.mark.parametrize("width", [30, 40, 60])
def test_prose_that_was_wrapped_at_a_margin(width: int) -> None:
    assert wrapped("\n".join(textwrap.wrap(PROSE, width))) >= 0.5


@pytest.mark.parametrize("width", [25, 33])
def test_prose_that_was_wrapped_inside_words(width: int) -> None:
    lines = [PROSE[at : at + width] for at in range(0, len(PROSE), width)]
    assert wrapped("\n".join(lines)) > 0.4


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.replace(". ", ".\n"),
        "\n\n".join([PROSE] * 4),
        "사과\n배\n감\n귤\n",
        "봄이 오면\n산에 들에\n진달래 피네\n나도 따라 핀다",
        "1. 첫째\n2. 둘째\n3. 셋째\n4. 넷째",
        "",
        "\n\n\n\n",
    ],
)
def test_whole_lines_are_not_wrapped(text: str) -> None:
    assert wrapped(text) == 0


def test_sentences_that_run_together() -> None:
    assert glued(PROSE) == 0
    assert glued(PROSE.replace(". ", ".")) > 0.6
    assert glued("값은 3.5다. 그렇다.") == 0


@pytest.mark.parametrize(
    "line",
    [
        *("무단 전재 및 재배포 금지", "무단전재-재배포 금지", "저작권자 ⓒ 가나일보", "Copyright ⓒ 가나일보"),
        *(
            "All Rights Reserved.",
            "ⓒ 가나신문",
            "홍길동 기자 hong@example.com",
            "홍길동 기자=hong@example.com",
        ),
        *("(서울=가나뉴스) 홍길동 기자 = hong@example.com", "홍길동 인턴기자 (hong@example.com)"),
        *(
            "로그인 | 회원가입 | 고객센터",
            "홈 > 뉴스 > 사회",
            "관련기사",
            "▶ 가나일보 바로가기",
            "이전 글 다음 글",
        ),
        *("댓글 쓰기", "공유하기", "☞ 뉴스레터 구독하기", "제보는 카카오톡 채널로", "맨 위로", "기사제보"),
        *("COPYRIGHT 2020", "개인정보 처리방침 | 이용약관", "로그인 회원가입"),
    ],
)
def test_lines_of_the_page(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "기자는 무단 횡단을 보았다.",
            "그는 저작권 법을 공부했다.",
            "홍길동 기자가 취재했다.",
            "로그인이 되지 않는다.",
        ),
        *(
            "홈런을 쳤다.",
            "그 기사를 보고 제보했다.",
            "댓글을 쓰는 사람이 많다.",
            "구독 경제가 커진다.",
            "공유하기 어렵다.",
        ),
        *(
            "관련 기사를 읽었다.",
            "특파원으로 일했다.",
            "바로가기를 눌렀다고 한다.",
            "이전 글을 다시 읽었다.",
            "회원 가입을 했다.",
        ),
        *(
            "메일은 hong@example.com이다.",
            "맨 위로 올라갔다.",
            "개인정보를 지킨다.",
            "홈 경기에서 이겼다.",
            "재배포를 허락했다.",
        ),
        "고객센터에 전화를 걸었다.",
    ],
)
def test_lines_of_the_text(line: str) -> None:
    assert not is_boilerplate(line)


def test_the_share_of_boilerplate() -> None:
    text = f"{PROSE}\n홍길동 기자 hong@example.com\n무단 전재 및 재배포 금지"
    assert 0.1 < boilerplate(text) < 0.25
    assert boilerplate(PROSE) == 0
