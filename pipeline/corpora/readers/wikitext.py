"""Wikitext to plain text with the links that stand in it.

Kept are running paragraphs, with the labels of links in place. Dropped are templates, tables, references,
images, categories, interlanguage links, formulas, headings, and list items, which in an encyclopaedia are
fragments rather than sentences. Paragraphs are separated by one blank line.
"""

from __future__ import annotations

import html
import re

import mwparserfromhell
from mwparserfromhell.nodes import Comment, ExternalLink, Heading, HTMLEntity, Tag, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from pipeline.corpora.readers.marked import BREAK, GAP, ITEM, PlainText, link, to_plain_text, without_marks
from pipeline.corpora.readers.namespaces import kind
from pipeline.text.normalise import clean

_DROPPED_TAGS = re.compile(
    "ref|references|gallery|imagemap|timeline|graph|mapframe|maplink|score|hiero|math|chem|ce|"
    "syntaxhighlight|source|pre|script|style|templatedata|indicator|section|"
    "tr|td|th|caption|ul|ol|li|dl|dd|dt|rt|rp"
)
_BLOCK_TAGS = frozenset({"div", "p", "blockquote", "center", "poem", "hr"})
_LIST_MARKUP = frozenset("*#:;")

_MAGIC_WORD = re.compile(r"__[A-Z가-힣]{2,}__")
_QUOTES = re.compile(r"'{2,}")
_UNPAIRED_TAG = re.compile(r"<ref\b(?![^>\n]*/>)[^\n]*|</?[A-Za-z][^<>\n]*>")
_UNPAIRED = ("{{", "}}", "{|", "|}")
_CONVERSION = re.compile(r"-\{[^{}\n]*\}-")
_UNPAIRED_LINK = re.compile(r"\[\[|\]\]")


def to_text(wikitext: str, namespaces: frozenset[str] = frozenset()) -> PlainText:
    """Convert the wikitext of a page; ``namespaces`` are the lower-case names that its wiki has.

    >>> to_text("'''정선'''({{lang|en|Jeongseon}})은 [[강원도 (남)|강원도]]에 있다.<ref>…</ref>").text
    '정선은 강원도에 있다.'
    """
    code = mwparserfromhell.parse(without_marks(clean(wikitext)), skip_style_tags=True)
    writer = _Writer(namespaces)
    return to_plain_text(_without_leftovers(writer.write(code)), writer.targets)


class _Writer:
    """Writes parsed wikitext as marked text; ``targets`` are the pages that its links point to."""

    def __init__(self, namespaces: frozenset[str]) -> None:
        self.targets: list[str] = []
        self._namespaces = namespaces

    def write(self, code: Wikicode | None) -> str:
        return "" if code is None else "".join(self._node(node) for node in code.nodes)

    def _node(self, node: object) -> str:
        match node:
            case Text():
                return str(node.value)
            case HTMLEntity():
                return _unescape(str(node))
            case Comment():
                return ""
            case Heading():
                return BREAK
            case ExternalLink():
                return self._external_link(node)
            case Wikilink():
                return self._link(node)
            case Tag():
                return self._tag(node)
            case _:
                return GAP

    def _external_link(self, node: ExternalLink) -> str:
        if not node.brackets:
            return str(node.url)
        return self.write(node.title) or GAP

    def _link(self, node: Wikilink) -> str:
        title = _unescape(str(node.title)).replace("_", " ").strip()
        meant = kind(title, self._namespaces)
        if meant in ("file", "category", "language"):
            return ""
        title = title.removeprefix(":").strip()
        label = self.write(node.text) if node.text else title
        page = title.partition("#")[0].strip()
        if not page or kind(title, self._namespaces) != "article":
            return label
        self.targets.append(page)
        return link(len(self.targets) - 1, label)

    def _tag(self, node: Tag) -> str:
        name = str(node.tag).strip().lower()
        if node.wiki_markup in _LIST_MARKUP:
            return ITEM
        if name == "br":
            return " "
        if name == "table":
            return BREAK
        if _DROPPED_TAGS.fullmatch(name):
            return GAP
        content = self.write(node.contents)
        return f"{BREAK}{content}{BREAK}" if name in _BLOCK_TAGS else content


def _unescape(text: str) -> str:
    return without_marks(clean(html.unescape(text)))


def _without_leftovers(marked: str) -> str:
    """Take out what the parser takes for text: style quotes, magic words, markup that is never closed."""
    marked = _MAGIC_WORD.sub("", _CONVERSION.sub(GAP, marked))
    marked = "\n".join("" if _is_unpaired(line) else line for line in marked.split("\n"))
    marked = _UNPAIRED_LINK.sub("", _UNPAIRED_TAG.sub(GAP, marked))
    return _QUOTES.sub(lambda quotes: "'" * _shown(len(quotes[0])), marked)


def _is_unpaired(line: str) -> bool:
    """Tell whether a line is a piece of a template or table that is never closed."""
    begin = line.lstrip()
    row = begin.startswith("|") or (begin.startswith("!") and "!!" in begin)
    return row or any(mark in line for mark in _UNPAIRED)


def _shown(quotes: int) -> int:
    """Count the apostrophes of a run that MediaWiki shows: one of four, and those beyond five."""
    return 1 if quotes == 4 else max(0, quotes - 5)
