"""Which restrictions are conditions of the licence that is stated beside them, and what answers forbid."""

from __future__ import annotations

import re

from pipeline.corpora.evidence.scope import is_licensing
from pipeline.corpora.evidence.statements import Statement

_COMMERCE = re.compile(
    r"\b(?:commercial(?:ly)?|for[\s-]profit|sell)\b|(?<!비)(?<!비\s)(?:상업|영리|상용)", re.IGNORECASE
)
_QUESTION = re.compile(r"\?[\s*_\"'”)]*$|(?:나요|까요|습니까|는지요|ㄴ가요|은가요|한가요)[\s.?*_]*$")
_NO = re.compile(
    r"\W{0,12}+(?:(?:A|답변?|answer)\s*+[.:)])?\W{0,12}+(?:no\b(?!\s+(?:problem|restriction|limit))|아니요|아니오|아뇨|아닙니다|불가|안\s*됩니다)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\W{0,12}(?:A|답변?|answer)\s*[.:)]\W{0,12}", re.IGNORECASE)
_HOWEVER = re.compile(
    r"\W{0,12}(?:단\s*[,，]|다만|단지|however\b|but\b|except\b|provided\s+that\b|in\s+addition\b|additional(?:ly|\s+terms)\b)",
    re.IGNORECASE,
)


def is_condition(rider: Statement, grant: Statement | None) -> bool:
    """Tell whether a restriction belongs to the licence that was stated last.

    It does where both stand in one sentence, paragraph or section on licences, or where it says "however" in
    the same section.
    """
    if grant is None:
        return False
    if rider == grant:
        return True
    if rider.headings != grant.headings or rider.columns or grant.columns:
        return False
    near = rider.lines[0] <= grant.lines[-1] + 1 or is_licensing(rider.headings)
    return near or _HOWEVER.match(rider.text) is not None


def denies_commerce(question: Statement | None, answer: Statement) -> bool:
    """Tell whether a sentence answers "no" to the question whether commercial use is allowed."""
    if question is None or not _NO.match(answer.text):
        return False
    return bool(_QUESTION.search(question.text) and _COMMERCE.search(question.text))


def is_label(statement: Statement) -> bool:
    """Tell whether a sentence is no more than "A." before an answer."""
    return _LABEL.fullmatch(statement.text) is not None
