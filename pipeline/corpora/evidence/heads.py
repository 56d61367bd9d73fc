"""What the head of a data file says about licences: comments, fields, columns; no text of the corpus."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.corpora.evidence.finding import Scope

_COMMENT = re.compile(
    r"^[^\S\n]*(?:#|//|;|%|<!--|\*)\s*(?P<said>.*?(?:licen[cs]e|copyright|라이[선센]스|저작권|SPDX).*)$",
    re.IGNORECASE | re.MULTILINE,
)
_ELEMENT = re.compile(
    (
        r"<(?:\w+:)?(?:licen[cs]e|rights|availability)\b[^>]{0,400}>[^<]{0,200}"
        r"|\"licen[cs]e\"\s*:\s*\"[^\"]{2,100}\""
        r"|\"licen[cs]es?\"\s*:\s*[\[{][^\]]{2,1000}"
    ),
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"^_?LICEN[CS]E\s*=\s*\(?\s*(?:\"{3}|'{3}|[\"'])\\?\s*(?P<said>[^\"'\n]{2,200})", re.MULTILINE
)
_COLUMN = re.compile(
    r"\s*(?:licen[cs]e(?:[ _]?(?:name|id|url|type))?|라이[선센]스|이용\s*허락\s*범위)\s*", re.IGNORECASE
)
_TABLES = {"csv": ",", "tsv": "\t"}


@dataclass(frozen=True, slots=True)
class Said:
    """Words about a licence, the line on which they begin (from 1), and what they are about."""

    text: str
    line: int
    scope: Scope


def said_in_head(name: str, text: str) -> Iterator[Said]:
    """Find what the head of a file says about licences, by the file's form.

    Of a script only ``_LICENSE = "…"`` counts, by which a loading script states the licence of its data; of a
    table of data the column that gives each row's licence.
    """
    form = name.rsplit(".", 1)[-1].lower()
    if form == "py":
        for match in _ASSIGNED.finditer(text):
            yield Said(f"license: {match['said']}", _line(text, match.start()), "data")
        return
    for match in sorted((*_COMMENT.finditer(text), *_ELEMENT.finditer(text)), key=lambda m: m.start()):
        yield Said(match[0], _line(text, match.start()), "data")
    if form in _TABLES:
        yield from _column(text, _TABLES[form])


def _column(text: str, delimiter: str) -> Iterator[Said]:
    """Give the values of a column of licences, the last line left out where the head cuts it."""
    rows = csv.reader(text[: text.rfind("\n") + 1].splitlines(), delimiter=delimiter)
    try:
        names = next(rows, [])
        columns = [k for k, name in enumerate(names) if _COLUMN.fullmatch(name)]
        for row in rows if columns else ():
            for k in columns:
                if k < len(row) and row[k].strip():
                    yield Said(f"license: {row[k].strip()}", rows.line_num, "part")
    except csv.Error:
        return


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
