"""Korean particles whose form depends on the final sound of the word before them."""

from __future__ import annotations

from enum import Enum, auto


class _Final(Enum):
    VOWEL = auto()
    RIEUL = auto()
    CONSONANT = auto()


_PAIRS = (("은", "는"), ("을", "를"), ("이", "가"), ("과", "와"), ("으로", "로"))
"""Each particle as it stands after a consonant and after a vowel."""

_PAIR_OF = {form: pair for pair in _PAIRS for form in pair}

_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"
_FINALS = 28
_RIEUL = 8

# 일·칠·팔·엘·알 end in ㄹ; 영·삼·육, and the 십·백·천·만·억 that a 0 stands for, in another consonant.
# R may be read 아르 or 알 (National Institute of Korean Language, 2023); 알 is the common reading.
_READ_WITH_RIEUL = frozenset("178LR")
_READ_WITH_CONSONANT = frozenset("036MN")


def with_particle(word: str, particle: str) -> str:
    """Append a particle in the form that the word's final sound asks for.

    ``word`` is NFC text. Its last character decides: a Hangul syllable by its final consonant, a digit by
    its Sino-Korean reading, a Latin letter by its Korean name; anything else counts as a vowel. After ㄹ,
    으로 is 로. ``particle`` may be either form of 은/는, 을/를, 이/가, 과/와, 으로/로.

    Raises:
        ValueError: the particle is none of these.

    >>> with_particle("식당", "은"), with_particle("카페", "은")
    ('식당은', '카페는')
    >>> with_particle("시장", "으로"), with_particle("호텔", "으로"), with_particle("공연", "로")
    ('시장으로', '호텔로', '공연으로')
    >>> with_particle("10", "이"), with_particle("2", "이"), with_particle("Wi-Fi", "을")
    ('10이', '2가', 'Wi-Fi를')
    """
    try:
        after_consonant, after_vowel = _PAIR_OF[particle]
    except KeyError:
        known = ", ".join("/".join(pair) for pair in _PAIRS)
        raise ValueError(f"no particle {particle!r}; there are {known}") from None
    final = _final_sound(word)
    if final is _Final.VOWEL or (final is _Final.RIEUL and after_vowel == "로"):
        return word + after_vowel
    return word + after_consonant


def _final_sound(word: str) -> _Final:
    last = word[-1:].upper()
    if _FIRST_SYLLABLE <= last <= _LAST_SYLLABLE:
        final = (ord(last) - ord(_FIRST_SYLLABLE)) % _FINALS
        if final == _RIEUL:
            return _Final.RIEUL
        return _Final.CONSONANT if final else _Final.VOWEL
    if last in _READ_WITH_RIEUL:
        return _Final.RIEUL
    return _Final.CONSONANT if last in _READ_WITH_CONSONANT else _Final.VOWEL
