r"""Characters: canonical composition, newlines, and what should not stand in a text.

The form is NFC. NFKC would turn the compatibility jamo of ㅋㅋ and ㅠㅠ (U+3131-318E) into conjoining jamo
(U+1100-11FF); texts that went through it hold conjoining jamo without a syllable around them, which
:func:`find` reports as ``isolated_jamo``. Conjoining jamo that make up an old Hangul syllable are in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.text.findings import Finding

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_LEADING = "[\u1100-\u115e\ua960-\ua97c]"
_VOWEL = "[\u1161-\u11a7\ud7b0-\ud7c6]"
_TRAILING = "[\u11a8-\u11ff\ud7cb-\ud7fb]"
_SYLLABLE = f"(?:{_LEADING}+{_VOWEL}+{_TRAILING}*|(?<=[가-힣])(?:{_VOWEL}+{_TRAILING}*|{_TRAILING}+))"

_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_EMOJI = (
    f"(?:{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*)+"
    "|\U0001f3f4[\U000e0020-\U000e007f]+)"
)

_PLAIN = (
    "\t\n\x20-\x7e\xa1-\xa8\xaa-\xac\xaf-\u034e\u0350-\u061b\u061d-\u10ff\u1200-\u167f\u1681-\u180d"
    "\u180f-\u1fff\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u206a-\u2121\u2123-\u2138\u213a-\u218f"
    "\u2200-\u22ff\u27c0-\u28ff\u2980-\u2aff\u2c00-\u2fff\u3001-\u302f\u3031-\u303c\u303e-\u3163\u3165-\u3296"
    "\u3298\u329a-\ua95f\ua97d-\ud7af\uf900-\ufefe\uff00-\uff9f\uffa1-\ufffc\ufffe-\U0001efff"
    "\U0001fb00-\U000dffff\U0010fffe\U0010ffff"
)
"""What no finding and no emoji begins with; most texts have nothing else in them, which is soon found."""
_NOTEWORTHY = re.compile(f"[^{_PLAIN}]")

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


def is_clean(text: str) -> bool:
    """Tell at once of most texts that :func:`clean` would change nothing, and :func:`find` find nothing."""
    return _NOTEWORTHY.search(text) is None and unicodedata.is_normalized("NFC", text)


def find(text: str) -> tuple[Finding, ...]:
    """Report characters that should not stand in a text, adjoining ones of a kind as one finding.

    ``isolated_jamo``: conjoining jamo outside a syllable. ``zero_width``: joiners outside emoji, soft
    hyphens, Hangul fillers, byte order marks. ``bidi_control``: changes of direction. ``odd_space``: no-break
    and other spaces but U+0020. ``control``: but tab and line feed. ``replacement``: U+FFFD.
    ``private_use``: without a meaning outside a font. ``surrogate``: half of a UTF-16 pair.
    """
    return tuple(
        Finding(match.lastgroup, *match.span()) for match in _matches(text) if match.lastgroup is not None
    )


def clean(text: str) -> str:
    """Normalise, drop what cannot be seen, and make every space U+0020; what is broken stays as it is.

    >>> clean("띄어\u00a0쓰기\u200b")
    '띄어 쓰기'
    """
    if _NOTEWORTHY.search(text) is None:
        return unicodedata.normalize("NFC", text)
    text = normalise(text)
    pieces: list[str] = []
    position = 0
    for match in _matches(text):
        pieces += [text[position : match.start()], _cleaned(match)]
        position = match.end()
    pieces.append(text[position:])
    return unicodedata.normalize("NFC", "".join(pieces))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Match :data:`_CHARACTERS` where something may begin, as its own search at every place takes long."""
    position = 0
    while (begin := _NOTEWORTHY.search(text, position)) is not None:
        match = _CHARACTERS.match(text, begin.start())
        position = begin.end() if match is None else match.end()
        if match is not None:
            yield match


def _cleaned(match: re.Match[str]) -> str:
    if match.lastgroup in DROPPED:
        return ""
    if match.lastgroup == "odd_space":
        return " " * len(match[0])
    return match[0]
