"""The formats by task, and which of them a file is in."""

from __future__ import annotations

from typing import Any

from pipeline.klue_format import dp, mrc, ner, nli, re, sts, tc, tod
from pipeline.klue_format.base import KlueFormat
from pipeline.klue_format.blocks import columns
from pipeline.klue_format.files import Source
from pipeline.klue_format.json_rows import first_of
from pipeline.klue_format.json_text import Scanner
from pipeline.klue_format.problems import shown

_SHOWN = 8

FORMATS: dict[str, KlueFormat[Any, Any]] = {
    each.task: each
    for each in (
        tc.FORMAT,
        sts.FORMAT,
        nli.FORMAT,
        ner.FORMAT,
        re.FORMAT,
        dp.FORMAT,
        mrc.FORMAT,
        tod.FORMAT,
    )
}


def detect(source: Source) -> KlueFormat[Any, Any]:
    """Tell the format from what a file calls its keys or columns.

    Raises:
        BadInputError: it calls them as none of the formats does, is not even JSON, or is empty.
    """
    if not source.text.strip():
        raise source.error(1, "the file is empty", "fetch it again")
    names = _names(source)
    for each in FORMATS.values():
        if each.signs <= names:
            return each
    found = ", ".join(map(shown, sorted(names)[:_SHOWN])) or "nothing"
    raise source.error(1, f"is of none of the tasks: it names {found}", f"say which: {', '.join(FORMATS)}")


def _names(source: Source) -> frozenset[str]:
    """List the keys of the first record or of the whole, or the columns."""
    scanner = Scanner(source)
    beginning = scanner.peek()
    if beginning == "[":
        first = first_of(source)
        return frozenset(first) if isinstance(first, dict) else frozenset()
    if beginning == "{":
        names = set()
        for key in scanner.members():
            names.add(key)
            scanner.value()
        return frozenset(names)
    return columns(source)
