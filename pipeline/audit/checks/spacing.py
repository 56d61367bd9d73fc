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
    """Find texts with runs of spaces inside a line."""
    for each in record.fresh:
        runs = list(_SEVERAL.finditer(each.text)) if "  " in each.text else []
        if runs:
            first = runs[0]
            before = each.text[max(0, first.start() - _CONTEXT) : first.start()]
            more = f", and in {len(runs) - 1} other places" if len(runs) > 1 else ""
            yield Found(f"{each.field}: {len(first[0])} spaces after {before!r}{more}", first.start())


@FAMILY.record(
    "text.edge_space",
    "info",
    "white space at the beginning or end of a text",
    explanation="It belongs to no word, and offsets count it.",
    repair="Strip it, and count offsets anew if it stood at the beginning.",
)
def check_edge_space(record: Record[object]) -> Finds:
    """Find records whose texts have white space around them."""
    found = [each for each in record.fresh if each.text.strip() and each.text != each.text.strip()]
    if found:
        first = found[0]
        leads = first.text[0].isspace()
        where = "begins" if leads else "ends"
        more = f", and so do {len(found) - 1} other texts of the record" if len(found) > 1 else ""
        offset = 0 if leads else len(first.text.rstrip())
        yield Found(f"{first.field} {where} with white space{more}", offset)


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
