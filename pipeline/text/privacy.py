"""Personal data that can be told by its form: telephone numbers, e-mail, resident numbers, bank cards.

A kind is a pattern and a check of what the pattern found; a new one is one more line in ``_KINDS``, whose
order decides where two overlap.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from pipeline.text.findings import Finding

# Full-width forms and the many dashes are read as their ASCII counterparts, one for one: offsets stay.
_READ_AS = str.maketrans(
    {chr(0xFF01 + index): chr(0x21 + index) for index in range(94)}
    | dict.fromkeys("‐‑‒–—―−ー·ㆍ", "-")
    | dict.fromkeys("\u00a0\u3000", " ")
)

_BEGIN = r"(?<!\d)(?<!\d[-.])"
_END = r"(?!\d)(?![-.]\d)"
_GAP = r"(?: ?[-.)] ?| )"
_SUBSCRIBER = rf"\d{{3,4}}{_GAP}?\d{{4}}"

_MOBILE = re.compile(rf"{_BEGIN}(?:\+?82[-. ]?\(?0?\)?|\(?0)1[016-9]{_GAP}?{_SUBSCRIBER}{_END}", re.ASCII)
_LANDLINE = re.compile(
    rf"{_BEGIN}(?:\+82[-. ]?\(?0?\)?|\(?0)(?:2|[3-6][1-5]|70){_GAP}\d{{3,4}}{_GAP}\d{{4}}{_END}", re.ASCII
)
_VIRTUAL = re.compile(rf"{_BEGIN}050\d{_GAP}?{_SUBSCRIBER}{_END}", re.ASCII)
_EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])", re.ASCII
)
_RESIDENT = re.compile(rf"{_BEGIN}\d{{6}} ?-? ?[1-8]\d{{6}}{_END}", re.ASCII)
_CARD = re.compile(
    rf"{_BEGIN}(?:[2-69]\d{{3}}(?P<gap>[ -]?)\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{4}}"
    rf"|3[47]\d{{2}}(?P<amex_gap>[ -]?)\d{{6}}(?P=amex_gap)\d{{5}}){_END}",
    re.ASCII,
)

_RESIDENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_NO_CHECK_DIGIT_SINCE = datetime.date(2020, 10, 5)


def find(text: str) -> tuple[Finding, ...]:
    """Find personal data, in the order of the text and without overlaps.

    Kinds: ``phone`` (mobile, landline with its area code, 070 and 050x numbers, also from abroad; not
    the 15xx and 080 numbers of companies), ``email``, ``resident_number`` (also of foreigners; the date of
    birth and the check digit must be right), ``card`` (16 digits, or American Express's 15, with the check
    digit that Luhn's rule asks for).
    """
    read = text.translate(_READ_AS)
    taken = bytearray(len(text))
    found: list[Finding] = []
    for kind, pattern, is_one in _KINDS:
        for match in pattern.finditer(read):
            start, end = match.span()
            if is_one(match[0]) and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, start, end))
    return tuple(sorted(found, key=lambda finding: finding.start))


def _is_resident_number(form: str) -> bool:
    """Check date and check digit.

    The check digit is (11 - Σ wᵢdᵢ mod 11) mod 10 for nationals, (13 - Σ wᵢdᵢ mod 11) mod 10 for foreigners.
    Numbers given since October 2020 end in random digits: of those born since, only the hyphen tells.
    """
    digits = _digits(form)
    century = 1900 if digits[6] in (1, 2, 5, 6) else 2000
    try:
        born = datetime.date(
            century + digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], digits[4] * 10 + digits[5]
        )
    except ValueError:
        return False
    if born >= _NO_CHECK_DIGIT_SINCE and "-" in form:
        return True
    total = sum(weight * digit for weight, digit in zip(_RESIDENT_WEIGHTS, digits, strict=False))
    return (11 + 2 * (digits[6] >= 5) - total % 11) % 10 == digits[12]


def _is_card(form: str) -> bool:
    """Check by Luhn's rule: from the right, every second digit counts twice."""
    digits = _digits(form)
    return (sum(digits[-1::-2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])) % 10 == 0


def _digits(form: str) -> list[int]:
    return [int(char) for char in form if char.isdigit()]


def _always(_form: str) -> bool:
    return True


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("resident_number", _RESIDENT, _is_resident_number),
    ("card", _CARD, _is_card),
    ("email", _EMAIL, _always),
    ("phone", _MOBILE, _always),
    ("phone", _LANDLINE, _always),
    ("phone", _VIRTUAL, _always),
)
