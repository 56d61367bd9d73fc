"""A text of Markdown, HTML or plain lines, cut into statements that know their line and their headings."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import unquote

LONGEST = 2000
"""Characters of a statement; a longer sentence is cut, a longer row or heading shortened."""

_TITLE = 200
"""Characters of a heading that the statements below it remember."""

_HEADING = re.compile(r"\s{0,3}(#{1,6})")
_BETWEEN = re.compile(r"\s{0,3}(={2,})\s*(?P<title>[^=\s][^=]{0,60}?)\s*=+\s*$")
_FIELD = re.compile(r"\s*[*`_]*(?:[A-Z][\w /-]{1,30}|[가-힣 ]{2,12}|license|licence)[*`_]*\s*[:：]")
_UNDERLINE = re.compile(r"\s{0,3}([=\-~^*+#\"'`])\1{2,}\s*$")
_BOLD = re.compile(r"\s{0,3}(?:\*\*|__)(?P<title>[^*_]{1,60})(?:\*\*|__)\s*:?\s*$")
_NUMBERED = re.compile(r"\s{0,3}(?:\d+[.)]|[가-하][.)]|■|●|◆|▶|\[)\s*(?P<title>[^.!?]{1,30})\]?\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•·]|\d+[.)])\s+")
_ROW = re.compile(r"\s*\|?[^|]+\|.*")
_RULE = re.compile(r"[\s|:\-+=]+$")
_SENTENCE = re.compile(r"(?<=[.!?。])[\s)\"'”*_`]+(?=[A-Z가-힣\"'“(\[<*_`☞※])")
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|etc|cf|vs|v|ver|no|al|inc|ltd|co)\.|\b[A-Z]\.)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, a list item, a table row: text on one line, and where its pieces stand in the file.

    ``starts`` are offsets into ``text`` and ``lines`` the line on which each begins. ``headings`` are those
    above it, from the top. ``columns`` are the heads of its table.
    """

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def line(self, offset: int) -> int:
        """Give the line of an offset."""
        return self.lines[bisect_right(self.starts, offset) - 1]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a table row."""
        return tuple(cell.strip() for cell in self.text.strip().strip("|").split("|")) if self.columns else ()


def statements(text: str) -> Iterator[Statement]:
    """Cut a text into statements; tags of HTML are replaced by what they show or point to."""
    lines = _plain(text).split("\n")
    headings: list[tuple[int, str]] = []
    columns: tuple[str, ...] = ()
    paragraph: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            if paragraph:
                yield from _sentences(paragraph, headings)
                paragraph = []
            columns = ()
            continue
        after = lines[number] if number < len(lines) else ""
        level, title = _heading(line, after, alone=not paragraph)
        row = bool(_ROW.fullmatch(line)) and line.count("|") >= (1 if columns else 2)
        begins = level or row or _ITEM.match(line) or _FIELD.match(line)
        if begins or _UNDERLINE.fullmatch(line):
            yield from _sentences(paragraph, headings)
            paragraph = []
        if not row:
            columns = ()
        if level:
            headings = [*(h for h in headings if h[0] < level), (level, title[:_TITLE])]
            yield Statement(title[:LONGEST], (0,), (number,), tuple(t for _, t in headings[:-1]))
        elif row and _RULE.fullmatch(line):
            continue
        elif row:
            heads = columns or tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
            yield Statement(line.strip()[:LONGEST], (0,), (number,), tuple(t for _, t in headings), heads)
            columns = heads
        elif not _UNDERLINE.fullmatch(line):
            paragraph.append((number, line))
    yield from _sentences(paragraph, headings)


def _heading(line: str, after: str, *, alone: bool) -> tuple[int, str]:
    """Tell the level of a heading, 0 where the line is none, and its title."""
    if marked := _HEADING.match(line):
        return len(marked[1]), line[marked.end() :].lstrip().rstrip("# \t\r\v\u00a0\u3000")
    if between := _BETWEEN.fullmatch(line):
        return 2, between["title"]
    if alone and line.strip() and len(line) < 80 and _UNDERLINE.fullmatch(after) and "|" not in line:
        return (1 if after.strip()[0] == "=" else 2), line.strip()
    if alone and (bold := _BOLD.fullmatch(line) or _NUMBERED.fullmatch(line)) and not after.strip():
        return 6, bold["title"].strip()
    return 0, ""


def _sentences(paragraph: list[tuple[int, str]], headings: list[tuple[int, str]]) -> Iterator[Statement]:
    pieces = [line.strip() for _, line in paragraph]
    starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))[:-1]
    joined = " ".join(pieces)
    numbers = [number for number, _ in paragraph]
    above = tuple(title for _, title in headings)
    begin = 0
    ends = [
        m.end()
        for m in _SENTENCE.finditer(joined)
        if not _ABBREVIATED.search(joined, max(0, m.start() - 12), m.start())
    ]
    for end in _bounded((*ends, len(joined))):
        sentence = joined[begin:end]
        if sentence.strip():
            first = bisect_right(starts, begin) - 1
            inside = range(first, bisect_left(starts, end))
            offsets = tuple(max(0, starts[k] - begin) for k in inside)
            yield Statement(sentence, offsets, tuple(numbers[k] for k in inside), above)
        begin = end


def _bounded(ends: tuple[int, ...]) -> Iterator[int]:
    """Put further ends where two lie too far apart."""
    begin = 0
    for end in ends:
        yield from range(begin + LONGEST, end, LONGEST)
        yield end
        begin = end


_GAP = " " * 8
_WIDE = re.compile(r"[^\S\n]{9,}")
"""White space of which no more says anything; the patterns above and elsewhere may try each of its cuts."""

_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\]^\n]{1,200})\]:[ \t]+<?(?P<address>[^\s>]{1,500})>?.*$", re.MULTILINE
)
_REFERENCE = re.compile(r"\[(?P<shown>[^\[\]]+)\](?:[ ]?\[(?P<name>[^\[\]]*)\])?(?![(\w])")
_COMMENT = re.compile(r"(?P<opens><!--)|-->")
_HIDDEN = tuple(
    re.compile(rf"(?P<opens><{name}\b[^<>]*>)|</{name}\s*>", re.IGNORECASE) for name in ("script", "style")
)
_LONGEST_HIDDEN = 20_000
"""Characters between the beginning and the end of what is not shown; what is longer was never closed."""
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b(?P<attributes>[^<>]*)>")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([\w:.-]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.DOTALL)
_SHIELD = re.compile(r"img\.shields\.io/[^\s)\"'>]+")
_SHOWN = ("href", "src", "alt", "title", "data-license", "resource")
_META = re.compile(r"licen[cs]e|rights|copyright", re.IGNORECASE)


def _plain(text: str) -> str:
    """Take the tags out of a text; every line stays on its line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = _SHIELD.sub(
        lambda m: (
            unquote(m[0]).replace("--", "\x00").replace("_", " ").replace("-", " ").replace("\x00", "-")
        ),
        text,
    )
    text = _resolved(text)
    if "<" not in text:
        return _WIDE.sub(_GAP, text)
    text = _without(text, _COMMENT)
    for hidden in _HIDDEN:
        text = _without(text, hidden)
    return _WIDE.sub(_GAP, html.unescape(_TAG.sub(_tag, text)))


def _resolved(text: str) -> str:
    """Write the addresses of Markdown's reference links where they are used, up to the text's length."""
    addresses = {m["name"].lower(): m["address"] for m in _DEFINITION.finditer(text)}
    if not addresses:
        return text
    room = len(text)

    def address(match: re.Match[str]) -> str:
        nonlocal room
        target = addresses.get((match["name"] or match["shown"]).lower())
        if target is None or room < len(target):
            return match[0]
        room -= len(target)
        return f"{match['shown']} ({target})"

    return _REFERENCE.sub(address, _DEFINITION.sub("", text))


def _without(text: str, mark: re.Pattern[str]) -> str:
    """Take out what stands between two marks, except its line breaks and data on licences (JSON-LD)."""
    kept: list[str] = []
    opened: deque[re.Match[str]] = deque()
    begin = 0
    for match in mark.finditer(text):
        if match["opens"]:
            opened.append(match)
            continue
        while opened and match.start() - opened[0].end() > _LONGEST_HIDDEN:
            opened.popleft()
        if opened:
            first = opened[0]
            data = text[first.end() : match.start()] if "ld+json" in first[0] else ""
            breaks = text.count("\n", first.start(), match.end()) - data.count("\n")
            kept += (text[begin : first.start()], data, "\n" * breaks)
            begin = match.end()
            opened.clear()
    return "".join((*kept, text[begin:]))


def _tag(match: re.Match[str]) -> str:
    breaks = "\n" * match[0].count("\n")
    name = match["name"].lower()
    if match["close"]:
        return breaks + (" " if len(name) > 1 else "")
    attributes = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(match["attributes"])}
    said = " ".join(" ".join(attributes[key].split()) for key in _SHOWN if key in attributes)
    marked = attributes.get("rel", "") + attributes.get("name", "") + attributes.get("property", "")
    if _META.search(marked):
        content = " ".join(attributes.get("content", "").split())
        said = f"license: {content}" if content else f"{said} (license)"
    if re.fullmatch(r"h[1-6]", name):
        return f"{'#' * int(name[1])} {breaks}"
    if name == "footer":
        return breaks
    return f" {said} {breaks}" if said else breaks + (" " if len(name) > 1 else "")
