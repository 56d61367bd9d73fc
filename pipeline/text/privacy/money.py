"""Numbers of bank cards, bank accounts and businesses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text.privacy.finding import BEGIN, END, PersonalData, digits, hinted

_CARD = re.compile(
    rf"[2-69]{BEGIN}(?<![A-Za-z/=_].)"
    r"(?:[0-9]{3}(?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{4}"
    r"|(?<=3)[47][0-9]{2}(?P<amex>[ -]?)[0-9]{6}(?P=amex)[0-9]{5}"
    rf"|(?<=3)[068][0-9]{{2}}(?P<diners>[ -]?)[0-9]{{6}}(?P=diners)[0-9]{{4}}){END}"
)
# First four digits, by the networks' published ranges; 9 is for cards that are good in Korea alone.
_ISSUERS = (
    (2221, 2720),
    (3000, 3059),
    (3400, 3499),
    (3528, 3589),
    (3600, 3899),
    (4000, 4999),
    (5100, 5599),
    (6011, 6011),
    (6200, 6299),
    (6440, 6599),
    (9000, 9999),
)

_BANK = (
    "은행|뱅크|농협|수협|신협|새마을금고|우체국|저축은행|증권|계좌(?: ?번호)?"
    "|(?:국민|신한|우리|하나|기업|제일|씨티|산업|부산|대구|광주|전북|경남|제주) ?(?=[0-9])"
)
_ACCOUNT = re.compile(
    rf"(?:{_BANK})[^0-9\n]{{0,15}}?(?P<value>[0-9]{{2,6}}(?:-[0-9]{{1,8}}){{1,3}}|[0-9]{{10,14}}){END}"
)
_ACCOUNT_DIGITS = range(10, 15)
_SINCE = re.compile(r"(?:19|20)[0-9]{2}-[01]?[0-9]-")

_BUSINESS = re.compile(rf"[1-9]{BEGIN}[0-9]{{2}}(?P<gap>-?)[0-9]{{2}}(?P=gap)[0-9]{{5}}{END}")
_BUSINESS_HINT = re.compile("사업자|등록번호")
_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3)


def cards(text: str) -> Iterator[PersonalData]:
    """Find numbers of bank cards: of an issuer's range, with the check digit that Luhn's rule asks for."""
    for match in _CARD.finditer(text):
        number = digits(match[0])
        first = int("".join(map(str, number[:4])))
        if any(low <= first <= high for low, high in _ISSUERS) and _luhn(number):
            yield PersonalData("card", *match.span(), "check")


def _luhn(number: list[int]) -> bool:
    """Check by Luhn's rule: from the right, every second digit counts twice."""
    return (sum(number[-1::-2]) + sum(sum(divmod(2 * digit, 10)) for digit in number[-2::-2])) % 10 == 0


def accounts(text: str) -> Iterator[PersonalData]:
    """Find numbers of bank accounts: 10 to 14 digits shortly after the name of a bank, or after "계좌"."""
    for match in _ACCOUNT.finditer(text):
        value = match["value"]
        if len(digits(value)) in _ACCOUNT_DIGITS and not _SINCE.match(value):
            yield PersonalData("account", *match.span("value"), "context")


def businesses(text: str) -> Iterator[PersonalData]:
    """Find registration numbers of businesses by their check digit; without hyphens beside a word."""
    for match in _BUSINESS.finditer(text):
        number = digits(match[0])
        if _business_check(number) == number[9]:
            if match["gap"]:
                yield PersonalData("business_number", *match.span(), "check")
            elif hinted(_BUSINESS_HINT, text, match.start()):
                yield PersonalData("business_number", *match.span(), "context")


def _business_check(number: list[int]) -> int:
    """Give the check digit: 10 - (Σ wᵢdᵢ + 5d₉ + ⌊5d₉ / 10⌋) mod 10, as the tax service computes it."""
    total = sum(weight * digit for weight, digit in zip(_BUSINESS_WEIGHTS, number, strict=False))
    last = 5 * number[8]
    return -(total + last + last // 10) % 10
