"""Where somebody lives, and what they drive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text.privacy.finding import PersonalData, hinted

_REGIONS = (
    "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
    "|충청북|충청남|전라북|전라남|경상북|경상남"
)

_NUMBERED = re.compile(
    r"[로길동리가읍면]"
    r"(?: ?[0-9]{1,4}(?:(?:번|가|나|다)?(?P<branch>[길로])|가))? ?"
    r"(?P<mountain>산 ?)?(?P<number>[0-9]{1,4}(?:-[0-9]{1,4})?)(?![0-9,.]?[0-9])(?P<lot> ?번지)?"
    r"(?! ?(?:[년월일시분초명개원억만천조%％㎞㎡]|여 ?[명개]|번 ?(?:출구|국도|버스)|호선|층|차[로선]))"
    r"(?! ?[kK]?[mMgGlL](?![a-z]))"
)
_DISTRICT = re.compile(
    rf"(?:(?:(?:{_REGIONS})(?:특별자치시|특별자치도|특별시|광역시|시|도)? )"
    r"|(?:[가-힣]{2,4}(?:[시군]|구(?<![연축야농배당친가]구))|(?<![가-힣])[중동서남북]구)의? )"
    r"(?:[가-힣]{1,4}[시군구]의? ){0,2}(?:[가-힣0-9]{1,6}[읍면동] )?[가-힣0-9·]{0,9}\Z"
)
_LONGEST_DISTRICT = 48

_PLATE = re.compile(
    r"[0-9](?<![0-9].)(?<![0-9][-.,].)(?P<third>[0-9])?[0-9]"
    r"(?P<use>[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자허하호배]) ?"
    r"[0-9]{4}(?![0-9])(?![-.,][0-9])(?! ?[년월일명개원억만천조])"
)
_PLATE_REGION = re.compile(rf"(?:{_REGIONS}) ?\Z")
# Letters that count nothing, unlike "조" (articles, billions) or "호" (numbers, houses).
_PLAIN_USES = "가나다라마거너더러머버서어저고노보소오누두루무허"
_LONGEST_REGION = 4
_PLATE_HINT = re.compile("차량|번호판|차 ?번호|승용차|승합차|화물차|트럭|택시|버스|자동차|오토바이|주차")


def addresses(text: str) -> Iterator[PersonalData]:
    """Find street addresses: a city, county or district, a road or quarter, and the number of the building.

    A quarter's number (지번) must be a lot: "번지" after it, "산" before it, or a hyphen in it.
    """
    for match in _NUMBERED.finditer(text):
        before = text[max(0, match.start() - _LONGEST_DISTRICT) : match.start() + 1]
        place = _DISTRICT.search(before.rpartition("\n")[2])
        by_road = match[0][0] in "로길" or match["branch"] is not None
        by_lot = match["lot"] or match["mountain"] or "-" in match["number"]
        if place and (by_road or by_lot):
            start = match.start() + 1 - len(place[0])
            end = match.end() if match["lot"] else match.end("number")
            yield PersonalData("address", start, end, "form")


def plates(text: str) -> Iterator[PersonalData]:
    """Find licence plates of cars: with a region, beside a word for a car, or of three digits and a letter.

    Files of courts (98다1234), articles of laws and sums of money have the same form otherwise.
    """
    for match in _PLATE.finditer(text):
        start = match.start()
        said = hinted(_PLATE_HINT, text, start)
        region = _PLATE_REGION.search(text, max(0, start - _LONGEST_REGION), start)
        if said or region or (match["third"] and match["use"] in _PLAIN_USES):
            start = region.start() if region else start
            yield PersonalData("plate", start, match.end(), "context" if said else "form")
