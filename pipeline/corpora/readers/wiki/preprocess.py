"""What MediaWiki's preprocessor looks at before lines and links: comments, extension tags, templates.

One pass with two stacks; nothing is looked at twice, whatever is nested or left open.
"""

from __future__ import annotations

import html
import re

from pipeline.corpora.readers.wiki.marks import GAP

_DROPPED = (
    "ref|references|gallery|imagemap|timeline|graph|chart|mapframe|maplink|score|hiero|math|chem|ce|phonos|"
    "syntaxhighlight|source|pre|script|style|templatedata|templatestyles|indicator|inputbox|categorytree|"
    "charinsert|section|includeonly|rt|rp"
)
"""Tags that go with all that is in them, which is not wikitext or not running text."""

_TOKEN = re.compile(
    r"<!--|\{\{(?P<open>\{*)|\}\}(?P<close>\}*)"
    rf"|<(?P<tag>(?i:nowiki|{_DROPPED}))(?:[\s/][^<>]*)?>"
    r"|<(?P<table>/?)(?i:table)(?:\s[^<>]*)?>"
)
_TAG_END = {name: re.compile(rf"</(?i:{name})\s*>") for name in ("nowiki", *_DROPPED.split("|"))} | {
    "ref": re.compile(r"<(?:/(?i:ref)\s*>|(?=(?i:ref)(?:\s[^<>]*)?(?<!/)>))")
}
"""Where a tag ends; a reference that another one begins in was never closed."""

_PAIRED = re.compile(r"\[\[|\]\]|\{\{+|\}\}+|''+")
_MARKUP = re.compile(r"[\[\]{}|=*#:;!<>&'_~-]")
_OPEN_TEMPLATE = re.compile(r"\{\{+[^{}\n]*\}?")
_CLOSED_ONLY = re.compile(r"(?:\{[^{}\n]*|^[^\n}]*)\}\}+", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?。]\s")


def preprocess(wikitext: str) -> str:
    """Take out comments, and leave a gap for templates, parameters, tables in HTML and dropped tags.

    What is never closed does not reach beyond its line.

    >>> preprocess("가<!-- 나 -->({{lang|en|{{{1}}}}})다<ref>라</ref>").replace(GAP, "_")
    '가(_)다_'
    """
    pass_ = _Pass(wikitext)
    return _without_unpaired(pass_.run())


class _Pass:
    """``pieces`` is what has been written; a stack knows where in it something was opened."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[str] = []
        self._braces: list[tuple[int, int]] = []
        self._tables: list[int] = []
        self._never_ends: set[str] = set()

    def run(self) -> str:
        text, position = self._text, 0
        for token in _TOKEN.finditer(text):
            if token.start() < position:
                continue
            self._pieces.append(text[position : token.start()])
            position = token.end()
            match token.lastgroup:
                case "open":
                    self._braces.append((len(self._pieces), position - token.start()))
                    self._pieces.append(token[0])
                case "close":
                    self._close_braces(position - token.start())
                case "tag":
                    position = self._tag(token["tag"].lower(), token[0].endswith("/>"), position)
                case "table":
                    self._table(is_end=token["table"] != "")
                case _:
                    position = self._comment(position)
        self._pieces.append(text[position:])
        return "".join(self._pieces)

    def _close_braces(self, count: int) -> None:
        """Match a run of closing braces with what is open, three at a time where both have three."""
        while count >= 2 and self._braces:
            index, opened = self._braces.pop()
            while count >= 2 and opened >= 2:
                size = 3 if opened >= 3 and count >= 3 else 2
                count -= size
                opened -= size
            self._drop_from(index)
            if opened >= 2:
                self._braces.append((index, opened))
            self._pieces += ["{" * min(opened, 2), GAP]
        self._pieces.append("}" * count)

    def _table(self, *, is_end: bool) -> None:
        if not is_end:
            self._tables.append(len(self._pieces))
        elif self._tables:
            self._drop_from(self._tables.pop())
        self._pieces.append(GAP)

    def _drop_from(self, index: int) -> None:
        del self._pieces[index:]
        while self._braces and self._braces[-1][0] >= index:
            self._braces.pop()
        while self._tables and self._tables[-1] >= index:
            self._tables.pop()

    def _comment(self, position: int) -> int:
        end = -1 if "--" in self._never_ends else self._text.find("-->", position)
        if end >= 0:
            return end + len("-->")
        self._never_ends.add("--")
        return self._line_end(position)

    def _tag(self, name: str, is_empty: bool, position: int) -> int:
        if is_empty:
            self._pieces.append(GAP)
            return position
        end = None if name in self._never_ends else _TAG_END[name].search(self._text, position)
        if end is None:
            self._never_ends.add(name)
            self._pieces.append(GAP)
            return position if name == "nowiki" else self._line_end(position)
        if end[0] == "<":
            self._pieces.append(GAP)
            return self._line_end(position, end.start())
        content = self._text[position : end.start()]
        self._pieces.append(_literal(content) if name == "nowiki" else GAP)
        return end.end()

    def _line_end(self, position: int, limit: int | None = None) -> int:
        end = self._text.find("\n", position, limit)
        return end if end >= 0 else len(self._text) if limit is None else limit


def _literal(text: str) -> str:
    """Write what wikitext shall not interpret as entities; paired signs of markup would read as leftovers."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", _PAIRED.sub("", html.unescape(text)))


def _without_unpaired(text: str) -> str:
    """Take out braces that lack their partner, with what seems to belong to them on the line."""
    if "{{" in text:
        text = _OPEN_TEMPLATE.sub(GAP, text)
    if "}}" in text:
        text = _CLOSED_ONLY.sub(_unopened, text)
    return text


def _unopened(match: re.Match[str]) -> str:
    before = match[0].rstrip("}")
    return f"{before}{GAP}" if _SENTENCE_END.search(f"{before} ") else GAP
