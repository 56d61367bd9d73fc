from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.errors import BadInputError
from pipeline.tasks.references import References


@dataclass(frozen=True, slots=True)
class Reference:
    title: str
    topics: tuple[str, ...]


LINES = {
    "tc": ['{"title": "하나", "topics": ["정치", "사회"]}', '{"title": "둘", "topics": []}'],
    "tc.more": ['{"title": "셋", "topics": ["경제"]}'],
}


def test_references_are_read_in_order():
    found = References(LINES).read(Reference, "tc", "tc.more")
    assert found == [
        Reference("하나", ("정치", "사회")),
        Reference("둘", ()),
        Reference("셋", ("경제",)),
    ]
    assert References(LINES).read(Reference) == []


def test_a_missing_file_is_named():
    with pytest.raises(BadInputError, match=r"no reference answers nli\.jsonl"):
        References(LINES).read(Reference, "tc", "nli")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"title": "둘"}', r"\('topics',\): Field required"),
        ('{"title": 2, "topics": []}', r"\('title',\)"),
        ('{"title": "둘", "topics": [1]}', r"\('topics', 0\)"),
        ("{", "Invalid JSON"),
        ("", "Invalid JSON"),
        ("[]", "dictionary|object"),
    ],
)
def test_a_wrong_line_is_named_with_its_number(line, problem):
    lines = {"tc": [LINES["tc"][0], line]}
    with pytest.raises(BadInputError, match=rf"^tc\.jsonl:2: .*({problem})"):
        References(lines).read(Reference, "tc")
