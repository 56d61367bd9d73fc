"""Personal data that can be told by its form."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record
from pipeline.text.privacy import PersonalData, find

FAMILY = Family("Personal data")

_NAMES = {
    "phone": "a telephone number",
    "email": "an e-mail address",
    "resident_number": "a resident registration number",
    "foreigner_number": "a registration number of a foreigner",
    "passport": "a passport number",
    "driving_licence": "a driving licence's number",
    "card": "a card number",
    "account": "a bank account's number",
}
_POSSIBLE = re.compile(r"@|\d{4}|[０-９]{4}")


@lru_cache(maxsize=16)
def _findings(text: str) -> tuple[PersonalData, ...]:
    """Find personal data; the checks of one record ask for the same texts one after the other."""
    return find(text)


def _of_kinds(record: Record[object], *kinds: str) -> Finds:
    for each in record.fresh:
        if _POSSIBLE.search(each.text):
            for finding in _findings(each.text):
                if finding.kind in kinds:
                    length = finding.end - finding.start
                    yield Found(
                        f"{each.field}: {length} characters have the form of {_NAMES[finding.kind]}",
                        finding.start,
                    )


@FAMILY.record(
    "privacy.contact",
    "info",
    "a telephone number or an e-mail address",
    explanation=(
        "It may be a person's; those of companies and offices, which news print, have the same form. Made-up "
        "numbers in dialogues may be somebody's as well."
    ),
    repair="See whose it is; replace a person's by a placeholder or drop the record.",
)
def check_contact(record: Record[object]) -> Finds:
    """Find telephone numbers and e-mail addresses."""
    yield from _of_kinds(record, "phone", "email")


@FAMILY.record(
    "privacy.identity",
    "warning",
    "a registration, passport, licence, card or account number",
    explanation=(
        "Its date or check digit is right (registration numbers given since October 2020 have no check "
        "digit), or a word beside it says what it is: it is very probably somebody's."
    ),
    repair="Drop the record, in all earlier versions as well.",
)
def check_identity(record: Record[object]) -> Finds:
    """Find numbers that identify a person or an account."""
    yield from _of_kinds(
        record, "resident_number", "foreigner_number", "passport", "driving_licence", "card", "account"
    )
