"""What the tests of all kinds share. Every number in them is made up; cards are those published for tests."""

from __future__ import annotations

from pipeline.text.privacy import find


def found(text: str) -> list[tuple[str, str]]:
    """Give kind and form of what is found."""
    return [(each.kind, text[each.start : each.end]) for each in find(text)]


def of_kind(kind: str, text: str) -> list[str]:
    """Give the forms of one kind that are found."""
    return [form for found_kind, form in found(text) if found_kind == kind]


def evidence(text: str) -> list[str]:
    return [each.evidence for each in find(text)]
