"""Marked text to plain text: gaps are closed, white space is folded, links get their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.corpora.readers.wiki.marks import BREAK, CLOSE, GAP, LOST, NUMBERED, OPEN
from pipeline.model import Link
from pipeline.text.normalise import clean

_MARK = f"(?:{OPEN}[0-9]+{NUMBERED}|{CLOSE})"
_ONE_MARK = re.compile(_MARK)
_LINK = re.compile(f"{OPEN}([0-9]+){NUMBERED}([^{OPEN}{CLOSE}]*){CLOSE}")
"""A link; of one in another, the inner one, and the marks of the outer one are left over."""
_MARKS_AND_SPACES = re.compile(rf"(?: |{_MARK})+")
_EMPTY_LINK = re.compile(f"{OPEN}[0-9]+{NUMBERED}( ?){CLOSE}")
_SPACES = re.compile("  +")
_GAPS = re.compile(rf"{GAP}(?: ?{GAP})+")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
_BRACKETS = [
    (a, re.compile(rf"(?P<open>[{a}])(?P<inside>[^{a}{b}\n]*{GAP}[^{a}{b}\n]*)(?P<close>[{b}])"))
    for a, b in ("()", "（）", (r"\[", r"\]"), "〔〕", "《》", "〈〉", "「」", "『』")
]
_DEPTH = 3
"""Brackets in brackets that are looked into: real ones go no deeper."""
_GAP_BEFORE_PUNCTUATION = re.compile(rf"{GAP} ?(?=[,.;:!?…·)）\]])")
_REPEATED_SEPARATOR = re.compile(r"([,;·/])(?:\s*[,;·/])+")
_SEPARATORS = " \t,;:·/|"
_BACKSPACE = LOST
"""Takes the place of something that goes with the space before it."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A clean text with the links in it in their order; links do not overlap and are not empty."""

    text: str
    links: tuple[Link, ...]


def to_plain_text(marked: str, targets: Sequence[str]) -> PlainText:
    """Take the marks out: close the gaps, fold white space, and place the links.

    Lines that no blank line divides are one paragraph. A bracket that held nothing but dropped things goes
    with them; a paragraph without a letter or digit goes too.

    >>> from pipeline.corpora.readers.wiki.marks import opening
    >>> to_plain_text(f"{opening(0)}베를린{CLOSE} ({GAP}, {GAP})은  도시다.", ["베를린"])
    PlainText(text='베를린은 도시다.', links=(Link(start=0, end=3, target='베를린'),))
    """
    texts: list[str] = []
    links: list[Link] = []
    length = 0
    for part in _PARAGRAPH_END.split(_without_gaps(clean(marked))):
        text, inside = _paragraph(part, targets, length)
        if any(map(str.isalnum, text)):
            links += inside
            texts.append(text)
            length += len(text) + len(BREAK)
    return _cleaned(BREAK.join(texts), links)


def _without_gaps(marked: str) -> str:
    marked = _SPACES.sub(" ", marked.replace("\t", " "))
    if GAP not in marked:
        return marked
    marked = _GAPS.sub(GAP, marked)
    for sign, brackets in _BRACKETS:
        for _ in range(_DEPTH if sign[-1] in marked else 0):
            marked, changes = brackets.subn(_bracket, marked)
            if not changes:
                break
            marked = _backspaced(marked)
    return _without_gaps_before_punctuation(marked).replace(GAP, "")


def _without_gaps_before_punctuation(marked: str) -> str:
    return _backspaced(_GAP_BEFORE_PUNCTUATION.sub(_BACKSPACE, marked))


def _backspaced(marked: str) -> str:
    return marked.replace(f" {_BACKSPACE}", "").replace(_BACKSPACE, "")


def _bracket(match: re.Match[str]) -> str:
    inside = _without_gaps_before_punctuation(match["inside"]).replace(GAP, "")
    inside = _REPEATED_SEPARATOR.sub(r"\1", inside).strip(_SEPARATORS)
    if not any(map(str.isalnum, _ONE_MARK.sub("", inside))):
        return f"{_BACKSPACE}{GAP}"
    return f"{match['open']}{inside}{match['close']}"


def _paragraph(marked: str, targets: Sequence[str], offset: int) -> tuple[str, list[Link]]:
    """Write a paragraph that begins at an offset in the whole text."""
    marked = _folded(marked)
    if NUMBERED not in marked:
        return _folded(_unmarked(marked)), []
    if f"{NUMBERED}{CLOSE}" in marked or f"{NUMBERED} {CLOSE}" in marked:
        marked = _folded(_EMPTY_LINK.sub(r"\1", marked))
    if f"{NUMBERED} " in marked or f" {CLOSE}" in marked:
        marked = _MARKS_AND_SPACES.sub(_tight, marked).strip()
    pieces = _LINK.split(marked)
    numbers = pieces[1::3]
    del pieces[1::3]
    if marked.count(OPEN) > len(numbers) or marked.count(CLOSE) > len(numbers):
        pieces[::2] = map(_unmarked, pieces[::2])
    places = list(accumulate(map(len, pieces), initial=offset))
    links = [
        Link(begin, end, targets[int(number)])
        for begin, end, number in zip(places[1::2], places[2::2], numbers, strict=False)
        if begin < end
    ]
    return "".join(pieces), links


def _folded(text: str) -> str:
    """Make white space, of which a clean text has spaces, tabs and line feeds, one space."""
    text = text.replace("\n", " ").strip()
    return _SPACES.sub(" ", text) if "  " in text else text


def _unmarked(text: str) -> str:
    return _ONE_MARK.sub("", text) if OPEN in text or CLOSE in text else text


def _tight(match: re.Match[str]) -> str:
    """Move spaces out of the links that they begin or end, and make them one."""
    run = match[0]
    if " " not in run or len(run) == 1:
        return run
    marks = run.replace(" ", "")
    opens = marks.lstrip(CLOSE)
    return f"{marks[: len(marks) - len(opens)]} {opens}"


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
