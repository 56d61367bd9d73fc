"""Syllables that EUC-KR has no code for, and spells in their letters after a filler (KS X 1001, annex 3)."""

from __future__ import annotations

import re

_FILLER = "\u3164"
_SPELT = re.compile(f"{_FILLER}([ㄱ-ㅎ])([ㅏ-ㅣ])([ㄱ-ㅎ{_FILLER}])")
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = f"{_FILLER}ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def compose(text: str) -> str:
    r"""Put spelt syllables together; letters without a filler before them stay as they are.

    >>> compose("\u3164ㄸㅗㅁ방각하 ㅋㅋ")
    '똠방각하 ㅋㅋ'
    """
    return _SPELT.sub(_syllable, text) if _FILLER in text else text


def _syllable(match: re.Match[str]) -> str:
    initial = _INITIALS.find(match[1])
    medial = _MEDIALS.find(match[2])
    final = _FINALS.find(match[3])
    if min(initial, medial, final) < 0:
        return match[0]
    return chr(ord("가") + (initial * len(_MEDIALS) + medial) * len(_FINALS) + final)
