"""White space where none belongs, and texts that are empty."""

from __future__ import annotations

import re

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record

FAMILY = Family("Spacing")

_BREAK = re.compile(r"[\t\n\r]")
_SEVERAL = re.compile(r"(?<! )  +(?! )")
_SPREADSHEET_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!)")
_CONTEXT = 8


@FAMILY.record(
    "text.empty",
    "error",
    "an empty text",
    explanation="A text that the record needs is empty, or nothing but white space.",
    repair="Restore the text, or drop the record.",
)
def check_empty(record: Record[object]) -> Finds:
    """Find empty texts; a title is optional."""
    for each in record.fresh:
        if not each.text.strip() and not (record.task == "mrc" and each.field == "title"):
            yield Found(f"{each.field} is empty")


@FAMILY.record(
    "text.double_space",
    "info",
    "several spaces in a row",
    explanation="Two texts that differ in it alone are the same to a reader, and different to a program.",
    repair="Make them one, and count offsets behind them anew.",
)
def check_double_space(record: Record[object]) -> Finds:
    """Find runs of spaces inside a line."""
    for each in record.fresh:
        if "  " in each.text:
            for found in _SEVERAL.finditer(each.text):
                before = each.text[max(0, found.start() - _CONTEXT) : found.start()]
                yield Found(f"{each.field}: {len(found[0])} spaces after {before!r}", found.start())


@FAMILY.record(
    "text.edge_space",
    "info",
    "white space at the beginning or end of a text",
    explanation="It belongs to no word, and offsets count it.",
    repair="Strip it, and count offsets anew if it stood at the beginning.",
)
def check_edge_space(record: Record[object]) -> Finds:
    """Find texts with white space around them."""
    for each in record.fresh:
        stripped = each.text.strip()
        if stripped and len(stripped) < len(each.text):
            leads = each.text[0].isspace()
            where = "begins" if leads else "ends"
            yield Found(f"{each.field} {where} with white space", 0 if leads else len(each.text.rstrip()))


@FAMILY.record(
    "text.line_break",
    "info",
    "a line break or tab inside a sentence",
    explanation="A sentence, headline or question is one line; a break comes from the page it stood on.",
    repair="Replace it by a space.",
)
def check_line_break(record: Record[object]) -> Finds:
    """Find breaks and tabs in texts that are one line."""
    for each in record.fresh:
        if not each.prose and (found := _BREAK.search(each.text.strip())):
            at = each.text.index(found[0], len(each.text) - len(each.text.lstrip()))
            yield Found(f"{each.field} holds {found[0]!r}", at)


@FAMILY.record(
    "text.spreadsheet",
    "error",
    "a spreadsheet's error instead of a text",
    explanation="A spreadsheet took the text for a formula, and saved the error in its place.",
    repair="Restore the text from before the spreadsheet.",
)
def check_spreadsheet(record: Record[object]) -> Finds:
    """Find texts that are a spreadsheet's error."""
    for each in record.fresh:
        if _SPREADSHEET_ERROR.fullmatch(each.text.strip()):
            yield Found(f"{each.field} is {each.text.strip()!r}", 0)
