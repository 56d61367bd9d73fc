"""All candidate mentions of a sentence, without overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.model import Document, Sentence
from pipeline.tasks.entities.expressions import expressions
from pipeline.tasks.entities.gazetteer import Gazetteer, gazetteer
from pipeline.tasks.entities.mention import Mention, MentionType
from pipeline.tasks.entities.names import guess, names

_QUOTED = re.compile(
    r"《([^《》]+)》|〈([^〈〉]+)〉|『([^『』]+)』|「([^「」]+)」|‘([^‘’]{1,20})’|(?<!\w)'([^']{1,20})'(?![a-zA-Z])"
)
_DISAMBIGUATION = re.compile(r"\s*\([^()]*\)$")
_AFTER_NAME = re.compile(
    r"(?:(?:은|는|이|가|을|를|의|에|에서|에게|한테|와|과|랑|도|만|로|으로|까지|부터|처럼|보다)(?:는|도|만|의)?"
    r"|이?(?:다|며|나|고|란|라는|라고|자|었다|었고))?(?!\w)"
)
_TIMES: frozenset[MentionType] = frozenset({"DT", "TI"})


def mentions(document: Document, sentence: Sentence) -> tuple[Mention, ...]:
    """Find the candidate mentions of a sentence of ``document``, in order.

    Of candidates that overlap the longest stays, so that what a quoted title contains is none; of equally
    long ones one whose type is told, then a date, time or quantity before a link before another name.
    """
    known = gazetteer()
    sources = (
        _joined(expressions(sentence, known), sentence.text),
        _links(document, sentence, known),
        names(sentence, known),
        _quoted(sentence.text),
    )
    return _longest((mention, priority) for priority, source in enumerate(sources) for mention in source)


def _links(document: Document, sentence: Sentence, known: Gazetteer) -> Iterator[Mention]:
    """Take what the document links to, wherever the sentence names it, and the subject of an article.

    The title of the page behind the link tells the type better than the label. A common noun is no name.
    """
    labels = {document.text[link.start : link.end]: link.target for link in document.links}
    if document.genre == "encyclopaedia" and document.title is not None:
        labels[_DISAMBIGUATION.sub("", document.title)] = document.title
    linked = {(link.start - sentence.start, link.end - sentence.start) for link in document.links}
    common = {(m.start, m.end) for m in sentence.morphemes if m.tag == "NNG"}
    for label, target in labels.items():
        for span in _occurrences(label, sentence.text):
            if span in linked or _is_whole(sentence.text, *span):
                proper = span not in common
                title = _DISAMBIGUATION.sub("", target)
                type_ = guess(title, proper, known) or guess(label, proper, known)
                if type_ is not None or proper:
                    yield Mention(*span, type_ or "NAME")


def _occurrences(label: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(label)
    while label and start >= 0:
        yield start, start + len(label)
        start = text.find(label, start + len(label))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is a word, or a word before its particle."""
    return not text[:start][-1:].isalnum() and _AFTER_NAME.match(text, end) is not None


def _quoted(text: str) -> Iterator[Mention]:
    for match in _QUOTED.finditer(text):
        start, end = match.span(match.lastindex or 0)
        quoted = text[start:end]
        if quoted.strip():
            blank = len(quoted) - len(quoted.lstrip())
            yield Mention(start + blank, start + blank + len(quoted.strip()), "NAME")


def _joined(found: Iterable[Mention], text: str) -> Iterator[Mention]:
    """Join dates to dates and times to times that only a space parts: 이듬해 3월, 저녁 8시."""
    run: Mention | None = None
    for mention in _longest((mention, place) for place, mention in enumerate(found)):
        between = None if run is None else text[run.end : mention.start]
        if run is not None and mention.type == run.type and mention.type in _TIMES and between in ("", " "):
            run = Mention(run.start, mention.end, run.type)
            continue
        if run is not None:
            yield run
        run = mention
    if run is not None:
        yield run


def _longest(found: Iterable[tuple[Mention, int]]) -> tuple[Mention, ...]:
    chosen: list[Mention] = []
    for mention, _ in sorted(found, key=_precedence):
        if all(mention.end <= other.start or other.end <= mention.start for other in chosen):
            chosen.append(mention)
    return tuple(sorted(chosen))


def _precedence(entry: tuple[Mention, int]) -> tuple[int, bool, int, Mention]:
    mention, source = entry
    return mention.start - mention.end, mention.type == "NAME", source, mention
