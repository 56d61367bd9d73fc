"""Personal data that can be told by its form."""

from __future__ import annotations

import re

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record
from pipeline.text.privacy import find

FAMILY = Family("Personal data")

_NAMES = {
    "phone": "a telephone number",
    "email": "an e-mail address",
    "resident_number": "a resident registration number",
    "card": "a card number",
}
_POSSIBLE = re.compile(r"@|\d{4}|[０-９]{4}")


def _of_kinds(record: Record[object], *kinds: str) -> Finds:
    for each in record.fresh:
        if _POSSIBLE.search(each.text):
            for finding in find(each.text):
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
    "a resident registration or card number",
    explanation=(
        "Date and check digit are right (numbers given since October 2020 have no check digit): it is very "
        "probably somebody's."
    ),
    repair="Drop the record, in all earlier versions as well.",
)
def check_identity(record: Record[object]) -> Finds:
    """Find numbers that identify a person or an account."""
    yield from _of_kinds(record, "resident_number", "card")
