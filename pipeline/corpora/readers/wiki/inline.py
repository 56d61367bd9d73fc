"""What stands inside a line: links, addresses, tags, quotes, entities, magic words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from pipeline.corpora.readers.wiki.marks import (
    BREAK,
    CLOSE,
    GAP,
    LOST,
    NUMBERED,
    OPEN,
    opening,
    without_marks,
)
from pipeline.corpora.readers.wiki.namespaces import kind
from pipeline.text.normalise import clean

_DROPPED = frozenset({"file", "category", "language"})
"""Links that show nothing in running text."""

_CAPTION = 2_000
"""Characters that the caption of a file has at most, if there are paragraphs in it."""

_PLAIN_LINK = re.compile(rf"\[\[(?!\s*[|\]])([^\[\]|\n:#&_{GAP}]+)(?:\|([^\[\]\n]+))?\]\](?!\])")
"""A link to a page whose title needs no looking into, with a label without brackets: nearly all are so."""
_PREFIXED_LINK = re.compile(r"\[\[([^\[\]|\n:&]+:[^\[\]|\n&]*)(?:\|[^\[\]\n]*)?\]\](?!\])")
"""A link with a prefix, which may be a category or a file without a link in its caption."""
_LINK = re.compile(r"\[\[(?P<title>[^\[\]|\n]*)(?P<pipe>\|?)|\]\](?P<close>\]*)|\n\n+")
_LOST = re.compile(f"{LOST}[^\n]*")
_SCHEME = r"(?:https?:|ftps?:|mailto:|news:|irc:|ircs:|gopher:)?//|mailto:"
_EXTERNAL = re.compile(rf"\[(?:{_SCHEME})[^\s\[\]]*(?:[ \t]+(?P<label>[^\[\]\n]*))?\]")
_OPEN_EXTERNAL = re.compile(rf"\[(?:{_SCHEME})[^\s\[\]]*")
_CONVERSION = re.compile(r"-\{(?P<text>[^{}\n]*)\}-")
_LINE_BREAK = re.compile(r"<[bB][rR](?:[\s/][^<>]*)?>|</[bB][rR]\s*>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_OPEN_REFERENCE = re.compile(r"<(?i:ref)\b[^\n]*")
_MAGIC_WORD = re.compile(r"__[A-Z가-힣_]{2,}?__")
_QUOTES = re.compile(r"''+")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};")
_UNPAIRED = re.compile(r"\[\[|\]\]|\{\{+|\}\}+|\{\||\|\}")


def with_links_marked(text: str, namespaces: frozenset[str], targets: list[str]) -> str:
    """Mark links to articles, whose titles are added to ``targets``; take out files and categories.

    Links do not reach beyond a paragraph, captions of files may. A link that is never closed becomes its
    label, a file that is never closed takes its line with it.
    """
    pieces = _PLAIN_LINK.split(text)
    titles = [title.strip() for title in pieces[1::3]]
    numbers = range(len(targets), len(targets) + len(titles))
    pieces[1::3] = [f"{OPEN}{number}{NUMBERED}" for number in numbers]
    labels = zip(pieces[2::3], titles, strict=True)
    pieces[2::3] = [f"{label or title}{CLOSE}" for label, title in labels]
    targets += titles
    text = "".join(pieces)
    if "[[" not in text:
        return text

    def dropped(link: re.Match[str]) -> str:
        return GAP if kind(_title(link[1]), namespaces) in _DROPPED else link[0]

    text = _PREFIXED_LINK.sub(dropped, text)
    return _Linker(namespaces, targets).run(text) if "[[" in text else text


@dataclass(slots=True)
class _Begun:
    """A link whose end is still to come; ``index`` is where in the pieces it stands as if it never came."""

    index: int
    position: int
    title: str
    is_piped: bool
    is_dropped: bool


class _Linker:
    """Writes ``pieces`` of text with links marked."""

    def __init__(self, namespaces: frozenset[str], targets: list[str]) -> None:
        self._pieces: list[str] = []
        self._has_lost = False
        self._namespaces = namespaces
        self._targets = targets
        self._begun: list[_Begun] = []

    def run(self, text: str) -> str:
        position = 0
        for token in _LINK.finditer(text):
            self._pieces.append(text[position : token.start()])
            position = token.end()
            match token.lastgroup:
                case "pipe":
                    self._begin(token["title"], bool(token["pipe"]), position)
                case "close":
                    self._end(len(token[0]))
                case _:
                    self._end_paragraph(position)
        self._pieces.append(text[position:])
        marked = "".join(self._pieces)
        return _LOST.sub("", marked) if self._has_lost else marked

    def _begin(self, raw: str, is_piped: bool, position: int) -> None:
        title = _title(raw)
        is_dropped = self._is_dropped(title)
        self._begun.append(_Begun(len(self._pieces), position, title, is_piped, is_dropped))
        self._has_lost = self._has_lost or is_dropped
        self._pieces.append(LOST if is_dropped else "" if is_piped else title)

    def _end(self, brackets: int) -> None:
        self._pieces.append("]" * (brackets % 2))
        for _ in range(min(brackets // 2, len(self._begun))):
            self._close(self._begun.pop())

    def _end_paragraph(self, position: int) -> None:
        self._begun = [
            link for link in self._begun if link.is_dropped and position < link.position + _CAPTION
        ]
        self._pieces.append(BREAK)

    def _close(self, link: _Begun) -> None:
        pieces, index = self._pieces, link.index
        if link.is_dropped:
            pieces[index:] = [GAP]
            return
        if not any(pieces[place] for place in range(index + 1, len(pieces))):
            del pieces[index + 1 :]
            pieces[index] = link.title.removeprefix(":").strip()
        elif not link.is_piped:  # No title: there is a bracket or the end of a line in it.
            return
        if self._is_article(link.title):
            pieces[index] = f"{self._opening(link.title)}{pieces[index]}"
            pieces.append(CLOSE)

    def _opening(self, title: str) -> str:
        self._targets.append(title.removeprefix(":").partition("#")[0].strip())
        return opening(len(self._targets) - 1)

    def _is_dropped(self, title: str) -> bool:
        return ":" in title and kind(title, self._namespaces) in _DROPPED

    def _is_article(self, title: str) -> bool:
        page = title.removeprefix(":").partition("#")[0].strip()
        return page != "" and (":" not in page or kind(page, self._namespaces) == "article")


def _title(raw: str) -> str:
    if "&" in raw:
        raw = clean(_ENTITY.sub(_character, raw))
    return raw.replace("_", " ").replace(GAP, "").strip()


def without_inline_markup(text: str) -> str:
    """Take out what is left of markup but its text."""
    if "[" in text:
        text = _EXTERNAL.sub(lambda link: link["label"] or GAP, text)
        text = _OPEN_EXTERNAL.sub(GAP, text)
    if "-{" in text:
        text = _CONVERSION.sub(_converted, text)
    if "<" in text:
        text = _TAG.sub("", _OPEN_REFERENCE.sub(GAP, _LINE_BREAK.sub(" ", text)))
    if "__" in text:
        text = _MAGIC_WORD.sub("", text)
    text = _UNPAIRED.sub("", text)
    if "''" in text:
        text = _QUOTES.sub(lambda quotes: "'" * _shown(len(quotes[0])), text)
    return _ENTITY.sub(_character, text) if "&" in text else text


def _converted(match: re.Match[str]) -> str:
    """Give the text that is shielded from conversion; of variants that are told apart, none."""
    text = match["text"]
    return GAP if ":" in text or "|" in text else text


def _shown(quotes: int) -> int:
    """Count the apostrophes of a run that MediaWiki shows: one of four, and those beyond five."""
    return 1 if quotes == 4 else max(0, quotes - 5)


def _character(entity: re.Match[str]) -> str:
    return without_marks(html.unescape(entity[0]))
