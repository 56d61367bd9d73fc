"""Marked text: what a converter writes while the places of links and of dropped things are still known.

The marks are noncharacters, which :func:`without_marks` keeps out of what comes from outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Link
from pipeline.text.normalise import clean

GAP = "\ufdd0"
"""Something inside a line was dropped here."""
ITEM = "\ufdd1"
"""The line is a list item."""
BREAK = "\n\n"
"""A paragraph ends here."""
_OPEN, _NUMBERED, _CLOSE = "\ufdd2", "\ufdd3", "\ufdd4"

_MARKS = re.compile("[\ufdd0-\ufdd4]")
_MARK = re.compile(f"[{_OPEN}{_CLOSE}][0-9]+{_NUMBERED}")
_TOKEN = re.compile(
    rf"{_OPEN}(?P<open>[0-9]+){_NUMBERED}|{_CLOSE}(?P<close>[0-9]+){_NUMBERED}|(?P<space>\s+)|[^\s{_OPEN}{_CLOSE}]+"
)
_SPACES = re.compile(r"[^\S\n]+")
_GAPS = re.compile(rf"{GAP}(?: ?{GAP})+")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
_BRACKETS = [
    re.compile(rf" ?(?P<open>[{a}])(?P<inside>[^{a}{b}\n]*{GAP}[^{a}{b}\n]*)(?P<close>[{b}])")
    for a, b in ("()", "（）", (r"\[", r"\]"), "〔〕", "《》", "〈〉", "「」", "『』")
]
_GAP_BEFORE_PUNCTUATION = re.compile(rf" ?{GAP} ?(?=[,.;:!?…·)）\]])")
_REPEATED_SEPARATOR = re.compile(r"([,;·/])(?:\s*[,;·/])+")
_SEPARATORS = " \t,;:·/|"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A clean text with the links in it in their order; links do not overlap and are not empty."""

    text: str
    links: tuple[Link, ...]


def without_marks(text: str) -> str:
    """Remove the noncharacters that are our marks."""
    return _MARKS.sub("", text)


def link(number: int, label: str) -> str:
    """Mark a label as a link to the target of that number."""
    return f"{_OPEN}{number}{_NUMBERED}{label}{_CLOSE}{number}{_NUMBERED}"


def to_plain_text(marked: str, targets: Sequence[str]) -> PlainText:
    """Take the marks out: close the gaps, drop the list items, fold white space, and place the links.

    Lines that no blank line divides are one paragraph. A bracket that held nothing but dropped things goes
    with them; a paragraph without a letter or digit goes too.

    >>> to_plain_text(f"{link(0, '베를린')} ({GAP}, {GAP})은  도시다.", ["베를린"])
    PlainText(text='베를린은 도시다.', links=(Link(start=0, end=3, target='베를린'),))
    """
    lines = ("" if ITEM in line else line for line in clean(marked).split("\n"))
    texts: list[str] = []
    links: list[Link] = []
    length = 0
    for part in _PARAGRAPH_END.split(_without_gaps("\n".join(lines))):
        text, inside = _paragraph(part, targets)
        if any(char.isalnum() for char in text):
            links += [Link(length + at.start, length + at.end, at.target) for at in inside]
            texts.append(text)
            length += len(text) + len(BREAK)
    return _cleaned(BREAK.join(texts), links)


def _without_gaps(marked: str) -> str:
    marked = _GAPS.sub(GAP, _SPACES.sub(" ", marked))
    for brackets in _BRACKETS:
        before = ""
        while before != marked:
            before, marked = marked, brackets.sub(_bracket, marked)
    return _GAP_BEFORE_PUNCTUATION.sub("", marked).replace(GAP, "")


def _bracket(match: re.Match[str]) -> str:
    inside = _GAP_BEFORE_PUNCTUATION.sub("", match["inside"]).replace(GAP, "")
    inside = _REPEATED_SEPARATOR.sub(r"\1", inside).strip(_SEPARATORS)
    if not any(char.isalnum() for char in _MARK.sub("", inside)):
        return GAP
    before = match[0][: match.start("open") - match.start()]
    return f"{before}{match['open']}{inside}{match['close']}"


def _paragraph(marked: str, targets: Sequence[str]) -> tuple[str, list[Link]]:
    pieces: list[str] = []
    links: list[Link] = []
    length, number, start = 0, "", -1
    space = False
    for token in _TOKEN.finditer(marked):
        if token["open"]:
            number, start = token["open"], -1
        elif token["close"]:
            if token["close"] == number and start >= 0:
                links.append(Link(start, length, targets[int(number)]))
            number = ""
        elif token["space"]:
            space = True
        else:
            piece = f" {token[0]}" if space and pieces else token[0]
            if number and start < 0:
                start = length + len(piece) - len(token[0])
            pieces.append(piece)
            length += len(piece)
            space = False
    return "".join(pieces), links


def _cleaned(text: str, links: list[Link]) -> PlainText:
    """Clean again what has only now come together; a link whose edge composes with its neighbour is lost."""
    cleaned = clean(text)
    if cleaned == text:
        return PlainText(text, tuple(links))
    kept = []
    for at in links:
        before, label, after = (clean(part) for part in _cut(text, at))
        if label and before + label + after == cleaned:
            kept.append(Link(len(before), len(before) + len(label), at.target))
    return PlainText(cleaned, tuple(kept))


def _cut(text: str, at: Link) -> tuple[str, str, str]:
    return text[: at.start], text[at.start : at.end], text[at.end :]
