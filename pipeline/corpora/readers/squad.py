"""SQuAD: articles with paragraphs that questions are asked about; the paragraphs are the documents."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.corpora.checks import incident
from pipeline.corpora.readers import base
from pipeline.corpora.readers.base import Format, Found, InputFile, RawDocument
from pipeline.corpora.readers.json_stream import JsonStream
from pipeline.corpora.readers.streams import open_text
from pipeline.yamlfile import Json


class Options(base.TextOptions):
    """Nothing but the encoding: the format says the rest."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read the paragraphs of each article; questions and answers are not looked at.

    Raises:
        DamagedFileError: the file is malformed, breaks off, or has no ``data``.
    """
    with open_text(file, options) as text:
        stream = JsonStream(text.blocks(), file.name)
        has_data = False
        for key in stream.members():
            if key == "data":
                has_data = True
                for row, article in stream.elements():
                    yield from paragraphs(article, row, file)
            else:
                stream.value()
        if not has_data:
            raise stream.error("there is no `data`")
        stream.end()


def paragraphs(article: Json, row: int, file: InputFile) -> Iterator[Found]:
    """Give the paragraphs of an article, which begins at ``row``; they form a group."""
    parts = article.get("paragraphs") if isinstance(article, dict) else None
    if not isinstance(article, dict) or not isinstance(parts, list):
        yield incident("record.field", "the article has no `paragraphs`", file=file.name, row=row)
        return
    title, category = _text(article, "title"), _text(article, "news_category")
    for part in parts:
        context = _text(part, "context")
        if context is None:
            yield incident("record.field", "a paragraph has no `context`", file=file.name, row=row)
        else:
            group = title or f"{file.stem}:{row}"
            yield RawDocument(row=row, text=context, native_group=group, title=title, category=category)


def _text(record: Json, key: str) -> str | None:
    value = record.get(key) if isinstance(record, dict) else None
    return value if isinstance(value, str) and value else None


FORMAT = Format("squad", Options, read)
