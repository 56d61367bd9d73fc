"""Lines that belong to the page and not to the text: copyright, by-lines, menus, calls to subscribe."""

from __future__ import annotations

import re

_REPORTER = r"[가-힣]{2,4} ?(?:인턴|선임|수습|전문)? ?(?:기자|특파원) ?[=/(\[<]? ?"
_MAIL = r"[\w.%+-]{2,}@[\w.-]+\W*$"
_MENU = "로그인|로그아웃|회원 ?가입|마이페이지|고객센터|사이트맵|장바구니"
_LINKS = "관련 ?기사|많이 본 뉴스|맨 위로|이전 ?글|다음 ?글|목록으로|댓글 ?쓰기|공유하기|기사 ?제보|바로가기"

_LINE = re.compile(
    "|".join(
        (
            "무단 ?(?:전재|복제|배포|도용)|재배포 ?(?:를 ?)?금지|저작권자 ?[ⓒ©(:]",
            r"[Cc]opyright ?[ⓒ©(:\d]|COPYRIGHT|[Aa]ll [Rr]ights [Rr]eserved",
            "[ⓒ©] ?[가-힣A-Za-z]",
            f"{_REPORTER}{_MAIL}",
            f"(?:{_MENU})(?: ?[|>·/] ?| +)(?:{_MENU}|홈)",
            r"^\W*(?:홈|HOME|Home|처음으로) ?[>»|] ?",
            rf"^\W*(?:{_LINKS})(?:\W+(?:{_LINKS}))*\W*$",
            r"^\W*[▶☞▷■◆].{0,40}(?:바로가기|구독하기|구독 신청|제보)",
            "(?:제보|구독)(?:는|은|하기|하시려면).{0,20}(?:카카오톡|채널|클릭|버튼)",
            "개인정보 ?(?:처리|취급) ?방침 ?[|·/] ?",
        )
    )
)

# Literals alone: without one of them no line above matches, and a search for them leaps over the text.
_SIGNS = re.compile(
    "무단|재배포|저작권|[Cc]opyright|COPYRIGHT|[Rr]eserved|ⓒ|©|기자|특파원|로그인|로그아웃|회원|마이페이지"
    "|고객센터|사이트맵|장바구니|홈|HOME|Home|처음으로|관련 ?기사|많이 본|맨 위로|이전 ?글|다음 ?글"
    "|목록으로|댓글|공유하기|제보|바로가기|구독|개인정보"
)


def is_boilerplate(line: str) -> bool:
    """Tell whether a line, or a sentence, is boilerplate.

    >>> is_boilerplate("무단 전재 및 재배포 금지"), is_boilerplate("기자는 무단 횡단을 보았다.")
    (True, False)
    """
    return _SIGNS.search(line) is not None and _LINE.search(line) is not None


def boilerplate(text: str) -> float:
    """Give the share of a text's characters that stand in lines of boilerplate."""
    if not _SIGNS.search(text):
        return 0.0
    return sum(len(line) for line in text.split("\n") if is_boilerplate(line)) / len(text)
