"""How a person says a slot's value, and how it is put into a sentence with the right particle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

from pipeline.tasks.tod.ontology import Slot
from pipeline.text.particles import with_particle

_PLACEHOLDER = re.compile(r"\{(?P<slot>(?:old:)?[^{}|]+)(?:\|(?P<particle>[^{}|]+))?\}")
_COUNTED = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_DAYS = ("하루", "이틀", "사흘", "나흘", "닷새", "엿새", "이레", "여드레", "아흐레", "열흘")
_PRICES = {"저렴": "저렴한", "적당": "적당한", "비싼": "비싼"}
_HOURS = ("열두", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한")
_PARTS_OF_DAY = ((1, "밤"), (6, "새벽"), (11, "오전"), (13, "낮"), (18, "오후"), (21, "저녁"), (24, "밤"))
"""Parts of the day by the hour at which they end."""


def spoken(name: str, slot: Slot, value: str, random: Random) -> str:
    """Say a value as a person would; ``name`` is the slot's short name.

    >>> from pipeline.tasks.tod.ontology import ontology
    >>> say = lambda slot, value: spoken(slot.split("-")[1], ontology().slots[slot], value, Random(1))
    >>> say("식당-예약 명수", "3"), say("숙소-가격대", "저렴"), say("택시-출발 시간", "18:30")
    ('세 명', '저렴한', '저녁 여섯 시 반')
    """
    if slot.type == "time":
        return _time(value, random)
    if name == "예약 명수":
        return f"{_COUNTED[int(value) - 1]} 명"
    if name == "예약 기간":
        nights = int(value)
        return random.choice((_DAYS[nights - 1], f"{nights}박", f"{nights}박 {nights + 1}일"))
    return _PRICES[value] if name == "가격대" else value


def fill(template: str, words: Mapping[str, str]) -> str:
    """Put words into a sentence: ``{지역}``, with a particle ``{이름|은}``, an earlier value ``{old:지역}``.

    Raises:
        KeyError: a placeholder has no word.

    >>> fill("{이름|은} {지역}에 있나요?", {"이름": "은여울", "지역": "서울 북쪽"})
    '은여울은 서울 북쪽에 있나요?'
    """

    def word(found: re.Match[str]) -> str:
        chosen = words[found["slot"]]
        return with_particle(chosen, found["particle"]) if found["particle"] else chosen

    return _PLACEHOLDER.sub(word, template)


def placeholders(template: str) -> frozenset[str]:
    """Give the slots that a sentence mentions, earlier values as ``old:지역``."""
    return frozenset(found["slot"] for found in _PLACEHOLDER.finditer(template))


def _time(value: str, random: Random) -> str:
    hours, minutes = map(int, value.split(":"))
    part = next(name for end, name in _PARTS_OF_DAY if hours < end)
    if random.random() < 0.5:
        hour = f"{_HOURS[hours % 12]} 시"
        minute = "" if minutes == 0 else " 반" if minutes == 30 else f" {minutes}분"
    else:
        hour = f"{hours % 12 or 12}시"
        minute = "" if minutes == 0 else " 반" if minutes == 30 and random.random() < 0.5 else f" {minutes}분"
    return f"{part} {hour}{minute}"
