r"""Characters: canonical composition, newlines, and what should not stand in a text.

The form is NFC. NFKC would turn the compatibility jamo of ㅋㅋ and ㅠㅠ (U+3131-318E) into conjoining jamo
(U+1100-11FF); texts that went through it hold conjoining jamo without a syllable around them, which
:func:`find` reports as ``isolated_jamo``. Conjoining jamo that make up an old Hangul syllable are in order.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.text.findings import Finding

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_LEADING = "[\u1100-\u115e\ua960-\ua97c]"
_VOWEL = "[\u1161-\u11a7\ud7b0-\ud7c6]"
_TRAILING = "[\u11a8-\u11ff\ud7cb-\ud7fb]"
_SYLLABLE = f"(?:{_LEADING}+{_VOWEL}+{_TRAILING}*|[가-힣](?:{_VOWEL}+{_TRAILING}*|{_TRAILING}+))"

_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_EMOJI = (
    f"(?:{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*)+"
    "|\U0001f3f4[\U000e0020-\U000e007f]+)"
)

_CHARACTERS = re.compile(
    f"{_SYLLABLE}|{_EMOJI}"
    f"|(?P<isolated_jamo>(?:{_LEADING}|{_VOWEL}|{_TRAILING})+)"
    "|(?P<zero_width>[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0"
    "\U000e0000-\U000e007f]+)"
    "|(?P<bidi_control>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)"
    "|(?P<odd_space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+)"
    "|(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]+)"
    "|(?P<replacement>\ufffd+)"
    "|(?P<private_use>[\ue000-\uf8ff\U000f0000-\U0010fffd]+)"
    "|(?P<surrogate>[\ud800-\udfff]+)"
)

DROPPED = frozenset({"zero_width", "bidi_control", "control"})
"""Kinds that :func:`clean` removes."""

BROKEN = frozenset({"isolated_jamo", "replacement", "private_use", "surrogate"})
"""Kinds that tell of a text that was damaged on its way: nobody can say what stood there."""


def normalise(text: str) -> str:
    r"""Compose canonically (NFC), and end every line with ``\n``.

    Ends of lines are CR, CRLF, vertical tab, form feed, NEL and Unicode's line and paragraph separators.

    >>> normalise("\u1112\u1161\u11ab\r\nㅋㅋ")
    '한\nㅋㅋ'
    """
    return _NEWLINES.sub("\n", unicodedata.normalize("NFC", text))


def find(text: str) -> tuple[Finding, ...]:
    """Report characters that should not stand in a text, adjoining ones of a kind as one finding.

    ``isolated_jamo``: conjoining jamo outside a syllable. ``zero_width``: joiners outside emoji, soft
    hyphens, Hangul fillers, byte order marks. ``bidi_control``: changes of direction. ``odd_space``: no-break
    and other spaces but U+0020. ``control``: but tab and line feed. ``replacement``: U+FFFD.
    ``private_use``: without a meaning outside a font. ``surrogate``: half of a UTF-16 pair.
    """
    return tuple(
        Finding(match.lastgroup, *match.span())
        for match in _CHARACTERS.finditer(text)
        if match.lastgroup is not None
    )


def clean(text: str) -> str:
    """Normalise, drop what cannot be seen, and make every space U+0020; what is broken stays as it is.

    >>> clean("띄어\u00a0쓰기\u200b")
    '띄어 쓰기'
    """
    return unicodedata.normalize("NFC", _CHARACTERS.sub(_cleaned, normalise(text)))


def _cleaned(match: re.Match[str]) -> str:
    if match.lastgroup in DROPPED:
        return ""
    if match.lastgroup == "odd_space":
        return " " * len(match[0])
    return match[0]
