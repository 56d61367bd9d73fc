"""The numbered rules of an annotation guide, as the report quotes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_RULE = re.compile(r"^- \*\*(?P<name>[A-Z]+-\d+)\*\* (?P<text>.+)$")
_HEADING = re.compile(r"^#{2,3} (?P<text>.+)$")
_MENTION = re.compile(r"(?<![A-Z])[A-Z]{2,4}-\d+")
_MARKDOWN = re.compile(r"\*\*|`")


@dataclass(frozen=True, slots=True)
class GuideRule:
    """A rule by its name ("NER-17"), the heading it stands under, and its text without markup."""

    name: str
    heading: str
    text: str


def read_rules(path: Path) -> dict[str, GuideRule]:
    """Read the rules of a guide by name; none where there is no such file."""
    if not path.exists():
        return {}
    heading, rules = "", {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := _HEADING.match(line):
            heading = _MARKDOWN.sub("", found["text"])
        elif found := _RULE.match(line):
            rules[found["name"]] = GuideRule(found["name"], heading, _MARKDOWN.sub("", found["text"]))
    return rules


def mentioned(text: str | None) -> tuple[str, ...]:
    """Give the names of rules in what somebody wrote, each once.

    >>> mentioned("NER-22: ‘동안’은 뺀다, NER-4")
    ('NER-22', 'NER-4')
    """
    return tuple(dict.fromkeys(_MENTION.findall(text or "")))
