"""What every recogniser gives, and what they share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "resident_number",
    "foreigner_number",
    "passport",
    "driving_licence",
    "phone",
    "service_number",
    "email",
    "card",
    "account",
    "business_number",
    "plate",
    "address",
    "ip",
    "url_secret",
]

Evidence = Literal["check", "context", "form"]
"""Why it is held to be one: a check digit or a numbering plan, a word beside it, or its form alone."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """``text[start:end]`` is personal data of a kind."""

    kind: Kind
    start: int
    end: int
    evidence: Evidence


Recogniser = Callable[[str], Iterator[PersonalData]]
"""Finds one or more kinds in a text whose digits, dashes and spaces are ASCII."""

LONGEST_HINT = 24
"""Code points before a number in which a word counts as standing beside it."""


def hinted(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """Tell whether a word stands shortly before ``start``, on the same line."""
    begin = max(text.rfind("\n", 0, start) + 1, start - LONGEST_HINT)
    return pattern.search(text, begin, start) is not None


def digits(form: str) -> list[int]:
    """Give the digits of a form, without what parts them."""
    return [int(char) for char in form if char.isdigit()]


# A number begins where no other ends; written behind its first digit, so that a search can leap to digits.
BEGIN = r"(?<![0-9].)(?<![0-9][-.].)"
END = r"(?![0-9])(?![-.][0-9])"
