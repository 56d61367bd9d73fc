"""Machine reading comprehension: ``klue-mrc-v1.1_dev.json``, articles with paragraphs with questions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.klue_format.base import KlueFile, KlueFormat, named_source, none_given
from pipeline.klue_format.files import Source
from pipeline.klue_format.json_rows import encode_all, read_elements
from pipeline.klue_format.json_text import Scanner
from pipeline.klue_format.layout import KLUES, Layout
from pipeline.klue_format.problems import Problems
from pipeline.klue_format.records import Codec, MismatchError, Notes
from pipeline.tasks.mrc.row import AnswerText, MrcRow
from pipeline.tasks.mrc.values import PARAPHRASE, UNANSWERABLE
from pipeline.yamlfile import Json

NoCategory = Literal["empty", "null", "absent"]
"""What a file has in ``news_category`` where there is none."""
_NO_CATEGORY: NoCategory = "empty"


@dataclass(frozen=True, slots=True)
class MrcFrame:
    """Layout of the file, and what its rows do not say.

    ``stated`` are the texts beside ``data``, such as a version. ``articles`` has, for each article, the
    number of questions of each paragraph; if it does not fit the rows, neighbours of equal title and context
    are taken together.
    """

    layout: Layout = KLUES
    stated: tuple[tuple[str, str], ...] = ()
    no_category: NoCategory = _NO_CATEGORY
    articles: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    question: str
    answers: tuple[AnswerText, ...]
    plausible_answers: tuple[AnswerText, ...] | None = None
    question_type: int
    is_impossible: bool
    guid: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    context: str
    qas: tuple[_Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    title: str = ""
    paragraphs: tuple[_Paragraph, ...]
    news_category: str | None = None
    source: str


_UNSTATED = -1
"""Type of a question of which a file gives none, until it is told from whether the question is impossible."""
_BLANKS = {
    "title": "",
    "source": "",
    "guid": "",
    "question_type": _UNSTATED,
    "is_impossible": False,
    "answers": (),
}
_CODEC = Codec(_Article, blanks=_BLANKS)
_SQUADS_CODEC = Codec(_Article, {"guid": "id"}, _BLANKS)
"""Reads, leniently, the files from which the shape is taken."""


def parse(source: Source, problems: Problems) -> KlueFile[MrcRow, MrcFrame]:
    """Read a file; the first article without a category tells how that is written."""
    scanner = Scanner(source)
    stated: list[tuple[str, str]] = []
    found: tuple[tuple[_Article, NoCategory | None], ...] | None = None
    for key in scanner.members():
        if key == "data":
            found = read_elements(scanner.elements(), problems, _decode)
        elif isinstance(text := scanner.value(), str):
            stated.append((key, text))
        elif not problems.lenient:
            problems.add(scanner.line, f"the value of {key!r} is no text and cannot be kept")
    scanner.end()
    if found is None:
        raise source.error(1, "there is no key 'data'")
    articles = [article for article, _ in found]
    frame = MrcFrame(
        layout=Layout.of(source.text),
        stated=tuple(stated),
        no_category=next((kind for _, kind in found if kind is not None), _NO_CATEGORY),
        articles=tuple(tuple(len(each.qas) for each in article.paragraphs) for article in articles),
    )
    rows = tuple(row for article in articles for row in _rows(article))
    return KlueFile(rows, frame, source.newline)


def render(rows: Sequence[MrcRow], frame: MrcFrame) -> str:
    """Write a file; plausible answers stand with impossible questions, and wherever there are any."""
    nested = _nest(rows, frame.articles)

    def encode(article: _Article) -> Json:
        record = _CODEC.encode(article)
        if frame.no_category == "null" and article.news_category is None:
            record |= {"news_category": None, "source": record.pop("source")}
        return dict(record)

    empty = "" if frame.no_category == "empty" else None
    data = encode_all([_article(paragraphs, empty) for paragraphs in nested], encode)
    return frame.layout.dump({**dict(frame.stated), "data": data})


def _decode(value: Json, notes: Notes) -> tuple[_Article, NoCategory | None]:
    codec = _CODEC if notes is None or _names_guids(value) else _SQUADS_CODEC
    article = codec.decode(value, notes)
    assert isinstance(value, dict)
    empty = [MismatchError("an article without questions")] if not article.paragraphs else []
    empty += [
        MismatchError("a paragraph without questions", ("paragraphs", index))
        for index, paragraph in enumerate(article.paragraphs)
        if not paragraph.qas
    ]
    if notes is not None:
        notes += empty
    elif empty:
        raise empty[0]
    if article.news_category:
        return article, None
    if "news_category" not in value:
        return article, "absent"
    return article, "null" if article.news_category is None else "empty"


def _names_guids(value: Json) -> bool:
    """Tell whether the first question of an article has the key that KLUE's questions have."""
    try:
        return "guid" in value["paragraphs"][0]["qas"][0]  # type: ignore[index, call-overload, operator]
    except (TypeError, KeyError, IndexError):
        return True


def _rows(article: _Article) -> Iterator[MrcRow]:
    for paragraph in article.paragraphs:
        for question in paragraph.qas:
            kind = question.question_type
            if kind == _UNSTATED:
                kind = UNANSWERABLE if question.is_impossible else PARAPHRASE
            yield MrcRow(
                guid=question.guid,
                title=article.title,
                context=paragraph.context,
                news_category=article.news_category or "",
                source=article.source,
                question=question.question,
                question_type=kind,
                is_impossible=question.is_impossible,
                answers=question.answers,
                plausible_answers=question.plausible_answers or (),
            )


_Paragraphs = list[list[MrcRow]]


def _nest(rows: Sequence[MrcRow], articles: tuple[tuple[int, ...], ...]) -> list[_Paragraphs]:
    """Sort rows into articles and paragraphs."""
    if sum(map(sum, articles)) == len(rows):
        left = iter(rows)
        nested = [[list(itertools.islice(left, count)) for count in counts] for counts in articles]
        if all(_is_one(paragraphs) for paragraphs in nested):
            return nested
    return [
        [list(paragraph) for _, paragraph in itertools.groupby(article, _context_of)]
        for _, article in itertools.groupby(rows, _article_of)
    ]


def _is_one(paragraphs: _Paragraphs) -> bool:
    """Tell whether the rows are of one article, and those of each paragraph have one context."""
    return len({_article_of(row) for rows in paragraphs for row in rows}) == 1 and all(
        len({row.context for row in rows}) == 1 for rows in paragraphs
    )


def _article_of(row: MrcRow) -> tuple[str, str, str]:
    return (row.title, row.news_category, row.source)


def _context_of(row: MrcRow) -> str:
    return row.context


def _article(paragraphs: _Paragraphs, empty: str | None) -> _Article:
    first = paragraphs[0][0]
    return _Article(
        title=first.title,
        paragraphs=tuple(
            _Paragraph(rows[0].context, tuple(_question(row) for row in rows)) for rows in paragraphs
        ),
        news_category=first.news_category or empty,
        source=first.source,
    )


def _question(row: MrcRow) -> _Question:
    return _Question(
        question=row.question,
        answers=row.answers,
        plausible_answers=row.plausible_answers if row.is_impossible or row.plausible_answers else None,
        question_type=row.question_type,
        is_impossible=row.is_impossible,
        guid=row.guid,
    )


FORMAT = KlueFormat(
    task="mrc",
    row_type=MrcRow,
    signs=frozenset({"data"}),
    frame=MrcFrame(),
    parse=parse,
    render=render,
    sources=named_source,
    given=none_given,
    codec=Codec(MrcRow, blanks={**_BLANKS, "news_category": "", "plausible_answers": ()}),
)
