"""The numbers of labels in tables that keep them so: the order in which ``datasets`` has KLUE's labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_TOPICS = ("IT과학", "경제", "사회", "생활문화", "세계", "스포츠", "정치")
_INFERENCES = ("entailment", "neutral", "contradiction")
_ENTITIES = tuple(f"{mark}-{kind}" for kind in ("DT", "LC", "OG", "PS", "QT", "TI") for mark in "BI")
_RELATIONS = (
    "no_relation",
    *(f"org:{name}" for name in ("dissolved", "founded", "place_of_headquarters", "alternate_names")),
    *(f"org:{name}" for name in ("member_of", "members", "political/religious_affiliation", "product")),
    *(f"org:{name}" for name in ("founded_by", "top_members/employees", "number_of_employees/members")),
    *(f"per:{name}" for name in ("date_of_birth", "date_of_death", "place_of_birth", "place_of_death")),
    *(f"per:{name}" for name in ("place_of_residence", "origin", "employee_of", "schools_attended")),
    *(f"per:{name}" for name in ("alternate_names", "parents", "children", "siblings", "spouse")),
    *(f"per:{name}" for name in ("other_family", "colleagues", "product", "religion", "title")),
)
NAMES: Mapping[str, Sequence[str]] = {
    "tc": _TOPICS,
    "nli": _INFERENCES,
    "ner": (*_ENTITIES, "O"),
    "re": _RELATIONS,
}
"""By task, each name at its number."""


def named(task: str, label: object) -> object:
    """Give the name of a label's number, of a whole number or its digits; anything else stays.

    >>> named("nli", 2), named("nli", "0"), named("nli", "neutral"), named("nli", 9)
    ('contradiction', 'entailment', 'neutral', 9)
    """
    number = int(label) if isinstance(label, str) and label.isascii() and label.isdigit() else label
    names = NAMES[task]
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < len(names):
        return names[number]
    return label
