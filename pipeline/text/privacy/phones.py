"""Telephone numbers of people, and the service numbers of companies, which are public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

from pipeline.text.privacy.finding import BEGIN, END, Kind, PersonalData, hinted

_GAP = r"(?: ?[-.)] ?| )"
_SUBSCRIBER = rf"[0-9]{{3,4}}{_GAP}?[0-9]{{4}}"
_NUMBER = re.compile(
    rf"(?:0{BEGIN}|\+{BEGIN}82[-. ]?\(?0?\)?)"
    rf"(?:1[016-9]{_GAP}?{_SUBSCRIBER}|50[0-9]{_GAP}?{_SUBSCRIBER}"
    rf"|(?:2|[3-6][1-5]|70|80){_GAP}[0-9]{{3,4}}{_GAP}[0-9]{{4}}){END}"
)
_BARE = re.compile(rf"0{BEGIN}(?:2|[3-6][1-5]|70)[0-9]{{7,8}}{END}")
_SERVICE = re.compile(rf"1{BEGIN}[568][0-9]{{2}}(?P<gap>[- ]?)(?P<rest>[0-9]{{4}}){END}")
_HINT = re.compile("전화|연락처|문의|상담|신고|예약|센터|대표|팩스|[Tt][Ee][Ll]|[Ff][Aa][Xx]|ARS|☎|☏|번호")

_LAST_YEAR = 2100
_KINDS: dict[int, Kind] = {
    PhoneNumberType.MOBILE: "phone",
    PhoneNumberType.FIXED_LINE: "phone",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "phone",
    PhoneNumberType.VOIP: "phone",
    PhoneNumberType.PERSONAL_NUMBER: "phone",
    PhoneNumberType.TOLL_FREE: "service_number",
    PhoneNumberType.UAN: "service_number",
}


def phones(text: str) -> Iterator[PersonalData]:
    """Find telephone numbers, also as dialled from abroad, checked by the numbering plan of ``phonenumbers``.

    ``phone`` are mobile, landline, internet (070) and personal (050x) numbers, also made-up ones of their
    form with something between its parts; ``service_number`` those of companies (15xx, 16xx, 18xx, 080).
    A landline without anything between needs a word beside it, as does a service number that could be a
    range of years.
    """
    for match in _NUMBER.finditer(text):
        kind = _kind(match[0])
        if kind is None and (match[0].isdigit() or match[0].startswith("080")):
            continue
        start = match.start()
        opened = start > 0 and text[start - 1] == "(" and ")" in match[0]
        yield PersonalData(kind or "phone", start - opened, match.end(), "check" if kind else "form")
    for match in _BARE.finditer(text):
        if hinted(_HINT, text, match.start()) and _kind(match[0]) == "phone":
            yield PersonalData("phone", *match.span(), "context")
    for match in _SERVICE.finditer(text):
        if _kind(match[0]) == "service_number":
            said = hinted(_HINT, text, match.start())
            years = match["gap"] != "-" or int(match[0][:4]) < int(match["rest"]) <= _LAST_YEAR
            if said or not years:
                yield PersonalData("service_number", *match.span(), "context" if said else "check")


@lru_cache(maxsize=1024)
def _kind(form: str) -> Kind | None:
    try:
        number = phonenumbers.parse(form, "KR")
    except phonenumbers.NumberParseException:
        return None
    return _KINDS.get(phonenumbers.number_type(number)) if number.country_code == 82 else None
