"""Numbers by which the state knows a person: registration, passport, driving licence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from pipeline.text.privacy.finding import BEGIN, END, Evidence, PersonalData, digits, hinted

_REGISTRATION = re.compile(rf"[0-9]{BEGIN}[0-9]{{5}} ?-? ?[1-8][0-9]{{6}}{END}")
_PART_OF_A_NAME = re.compile("[A-Za-z/=_.]")
_REGISTRATION_HINT = re.compile("주민|등록 ?번호")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_NO_CHECK_DIGIT_SINCE = datetime.date(2020, 10, 5)

_PASSPORT = re.compile(r"[MSRODG](?<![A-Za-z0-9].)(?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4})(?![A-Za-z0-9])")
_PASSPORT_HINT = re.compile("여권|passport", re.IGNORECASE)

_LICENCE = re.compile(rf"[12]{BEGIN}[0-9](?P<gap>-?)[0-9]{{2}}(?P=gap)[0-9]{{6}}(?P=gap)[0-9]{{2}}{END}")
_LICENCE_OF_OLD = re.compile(
    "(?:서울|부산|대구|인천|광주|대전|울산|경기|강원|충북|충남|전북|전남|경북|경남|제주)"
    rf"[ -]?(?P<value>[0-9]{{2}}-[0-9]{{6}}-[0-9]{{2}}){END}"
)
_LICENCE_HINT = re.compile("면허")
_LICENCE_OFFICES = frozenset({*range(11, 27), 28})


def registrations(text: str) -> Iterator[PersonalData]:
    """Find registration numbers of residents and foreigners: a date of birth, and a check digit that holds.

    Numbers given since October 2020 end in random digits. So for those born since, the hyphen is enough; for
    anybody else who may have got a new one, a word beside it is needed.
    """
    for match in _REGISTRATION.finditer(text):
        if match[0].isdigit() and _PART_OF_A_NAME.match(text, max(0, match.start() - 1)):
            continue
        evidence = _registered(match)
        if evidence is not None:
            foreign = digits(match[0])[6] >= 5
            yield PersonalData("foreigner_number" if foreign else "resident_number", *match.span(), evidence)


def _registered(match: re.Match[str]) -> Evidence | None:
    number = digits(match[0])
    born = _born(number)
    if born is None:
        return None
    # (11 - Σ wᵢdᵢ mod 11) mod 10 for nationals, (13 - Σ wᵢdᵢ mod 11) mod 10 for foreigners.
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, number, strict=False))
    if ((13 if number[6] >= 5 else 11) - total % 11) % 10 == number[12]:
        return "check"
    if "-" not in match[0]:
        return None
    if hinted(_REGISTRATION_HINT, match.string, match.start()):
        return "context"
    return "form" if born >= _NO_CHECK_DIGIT_SINCE else None


def _born(number: list[int]) -> datetime.date | None:
    century = 1900 if number[6] in (1, 2, 5, 6) else 2000
    year, month, day = (10 * number[at] + number[at + 1] for at in (0, 2, 4))
    try:
        return datetime.date(century + year, month, day)
    except ValueError:
        return None


def passports(text: str) -> Iterator[PersonalData]:
    """Find passport numbers, of the old form and that of December 2021, beside a word for them."""
    for match in _PASSPORT.finditer(text):
        if hinted(_PASSPORT_HINT, text, match.start()):
            yield PersonalData("passport", *match.span(), "context")


def driving_licences(text: str) -> Iterator[PersonalData]:
    """Find numbers of driving licences: 2-2-6-2 digits that begin with an office's, or its name of old.

    Without hyphens a word must stand beside it. The rule of the check digits is not published.
    """
    for match in _LICENCE.finditer(text):
        said = hinted(_LICENCE_HINT, text, match.start())
        if int(match[0][:2]) in _LICENCE_OFFICES and (match["gap"] or said):
            yield PersonalData("driving_licence", *match.span(), "context" if said else "form")
    for match in _LICENCE_OF_OLD.finditer(text):
        said = hinted(_LICENCE_HINT, text, match.start())
        yield PersonalData("driving_licence", *match.span("value"), "context" if said else "form")
