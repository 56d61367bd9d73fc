"""Lines of wikitext: tables, headings, list items, and the blocks of HTML, which are lines in disguise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.corpora.readers.wiki.marks import BREAK, GAP

_HTML_BLOCK = re.compile(r"</?(?i:div|p|blockquote|center|poem|hr|ul|ol|dl)(?:[\s/][^<>]*)?>")
_HTML_ITEM = re.compile(r"<(?i:li|dt|dd)(?:\s[^<>]*)?>")
_HTML_ITEM_END = re.compile(r"</(?i:li|dt|dd)\s*>")
_INDENT = f" \t{GAP}"
_RULE = re.compile(r"-{4,}")
_LIST_SIGNS = "*#:;"
_BULLETS = {"*": "- ", "#": "- ", ":": "", ";": ""}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept beside running paragraphs."""

    lists: bool = False
    """List items, each a line of its own; in an encyclopaedia most are fragments rather than sentences."""
    headings: bool = False
    """Headings, each a paragraph of its own."""


def without_blocks(text: str, kept: Kept) -> str:
    """Drop tables, and what is not kept; an empty line stands in their place.

    A table that is never closed loses its rows, and nothing that follows them.
    """
    if "<" in text:
        text = _HTML_BLOCK.sub(BREAK, text)
        text = _HTML_ITEM_END.sub("\n", _HTML_ITEM.sub("\n* ", text))
    lines: list[str] = []
    tables: list[int] = []
    for line in text.split("\n"):
        begin = line.lstrip(_INDENT)
        sign = begin[:1]
        if sign == "|":
            if begin.startswith("|}") and tables:
                del lines[tables.pop() :]
                lines += ["", begin[2:]]
            else:
                lines.append("")
        elif sign == "!" and tables:
            lines.append("")
        elif sign == "=" and begin.rstrip(_INDENT).endswith("="):
            lines += ["", begin.strip(f"={_INDENT}"), ""] if kept.headings else [""]
        elif sign == "-" and (rule := _RULE.match(begin)) is not None:
            lines += ["", begin[rule.end() :]]
        elif sign in ("{", ":") and begin.lstrip(": \t").startswith("{|"):
            tables.append(len(lines))
            lines.append("")
        elif sign and sign in _LIST_SIGNS:
            lines.append(_item(begin) if kept.lists else "")
        else:
            lines.append(line if begin else "")
    return "\n".join(lines)


def _item(line: str) -> str:
    """Write a list item as a paragraph that keeps its line."""
    text = line.lstrip(_LIST_SIGNS + _INDENT)
    return f"\n{_BULLETS[line[0]]}{text}\n" if text else ""
