"""Sentences that offer a choice between licences, and lists of licences that are only explained."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.corpora.evidence.mention import Mention
from pipeline.corpora.evidence.mentions import UNSPECIFIED
from pipeline.corpora.evidence.statements import Statement

_OR = re.compile(
    (
        r"\b(?:or|either|dual(?:ly)?[\s-]licen[cs]\w+|at\s+your\s+(?:option|choice)"
        r"|your\s+choice)\b|또는|중\s*하나|중\s*선택|이중\s*라이"
    ),
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"dual(?:ly)?[\s-]licen|your\s+(?:option|choice)|중\s*(?:하나|선택)|이중\s*라이|\beither\b", re.IGNORECASE
)


def choice(statement: Statement, named: list[Mention]) -> str | None:
    """Write the licences of a sentence that offers a choice as one expression, None where it offers none.

    CC BY-SA "and" GFDL is how wikis word a choice.
    """
    all_named = list(dict.fromkeys(m.licence for m in named))
    distinct = [one for one in all_named if not any(other.startswith(f"{one}-") for other in all_named)]
    if len(distinct) < 2 or any(" " in licence or licence == UNSPECIFIED for licence in distinct):
        return None
    if {licence[:4] for licence in distinct} == {"CC-B", "GFDL"} and all(
        one.startswith(("CC-BY-SA", "GFDL")) for one in distinct
    ):
        return " OR ".join(sorted(distinct))
    between = statement.text[named[0].start : named[-1].end]
    return " OR ".join(sorted(distinct)) if _WHOLE.search(statement.text) or _OR.search(between) else None


_TYPE = re.compile(
    r"\W{0,12}(?:공공\s?누리|KOGL)?[\W_]{0,12}제?\s?(?P<type>[1-4])\s?유형[\W_]{0,12}출처\s?표시",
    re.IGNORECASE,
)


def explained(all_statements: Sequence[Statement]) -> frozenset[Statement]:
    """Find the lines that explain the types of 공공누리 one after another, and grant none."""
    found = {s: match["type"] for s in all_statements if (match := _TYPE.match(s.text))}
    return frozenset(found) if len(set(found.values())) > 1 else frozenset()
