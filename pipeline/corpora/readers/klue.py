"""The eight KLUE formats: the texts of a file of any of the tasks, without what people said of them.

A file tells its task by its own keys: rows of dp and ner are blocks under a ``## guid`` line, mrc is SQuAD,
and the others are arrays of records. Pairs are two documents of one group.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.corpora.checks import incident
from pipeline.corpora.readers import base, squad
from pipeline.corpora.readers.base import Format, Found, InputFile, RawDocument
from pipeline.corpora.readers.json_stream import JsonStream
from pipeline.corpora.readers.streams import open_text
from pipeline.yamlfile import Json


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which keys of a record hold its texts, and which what else is known of them."""

    task: str
    texts: tuple[str, ...]
    category: str = "source"


_SHAPES = (
    _Shape("nli", ("premise", "hypothesis")),
    _Shape("sts", ("sentence1", "sentence2")),
    _Shape("re", ("sentence",)),
    _Shape("tc", ("title",), category="predefined_news_category"),
)


class Options(base.TextOptions):
    """Nothing but the encoding: the files say the rest."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read the texts of a file of any task.

    Raises:
        DamagedFileError: the file is malformed, breaks off, or is of none of the tasks.
    """
    with open_text(file, options) as text:
        beginning = "".join(itertools.islice(text.blocks(), 1)).lstrip()[:1]
    if beginning == "{":
        yield from squad.read(file, squad.Options(encoding=options.encoding))
        return
    with open_text(file, options) as text:
        if beginning == "[":
            stream = JsonStream(text.blocks(), file.name)
            for row, record in stream.elements():
                yield from _of_record(record, row, file)
            stream.end()
        else:
            yield from _blocks(text, file)
            yield from text.incidents()


def _of_record(record: Json, row: int, file: InputFile) -> Iterator[Found]:
    guid = _text(record, "guid")
    if isinstance(record, dict) and isinstance(record.get("dialogue"), list):
        turns = [_text(turn, "text") for turn in _list(record["dialogue"])]
        spoken = "\n".join(turn for turn in turns if turn)
        yield RawDocument(row=row, text=spoken, native_id=guid)
        return
    for shape in _SHAPES:
        texts = [_text(record, key) for key in shape.texts]
        if all(text is not None for text in texts):
            break
    else:
        problem = f"the record {guid or ''} is of none of KLUE's tasks".replace("  ", " ")
        yield incident("record.field", problem, file=file.name, row=row)
        return
    several = len(texts) > 1
    for key, text in zip(shape.texts, texts, strict=True):
        yield RawDocument(
            row=row,
            text=text or "",
            native_id=f"{guid}#{key}" if guid and several else guid,
            native_group=guid or f"{file.stem}:{row}" if several else None,
            title=text if key == "title" else None,
            url=_text(record, "url"),
            category=_text(record, shape.category),
        )


def _blocks(lines: Iterable[str], file: InputFile) -> Iterator[Found]:
    """Read blocks of rows, each under its ``## guid<TAB>text`` line; lines of the header have no rows.

    Of ner the text has the entities marked, so that it is put together from the rows' characters; a row of dp
    is a word, and the text is what the head says.
    """
    head: tuple[int, str, str] | None = None
    rows: list[list[str]] = []
    for row, line in enumerate(itertools.chain(lines, ["\n"]), start=1):
        content = line.removesuffix("\n")
        if content.startswith("## ") and "\t" in content and not rows:
            guid, _, text = content.removeprefix("## ").partition("\t")
            head = row, guid, text
        elif content:
            if not content.startswith("## "):
                rows.append(content.split("\t"))
        elif rows:
            yield _block(head, rows, row, file)
            head, rows = None, []


def _block(head: tuple[int, str, str] | None, rows: list[list[str]], end: int, file: InputFile) -> Found:
    if head is None:
        return incident("record.field", "rows without a `## guid` line", file=file.name, row=end - len(rows))
    row, guid, text = head
    if all(len(cells) == 2 and len(cells[0]) == 1 for cells in rows):
        text = "".join(cells[0] for cells in rows)
    return RawDocument(row=row, text=text, native_id=guid)


def _text(record: Json, key: str) -> str | None:
    value = record.get(key) if isinstance(record, dict) else None
    return value if isinstance(value, str) else None


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


FORMAT = Format("klue", Options, read)
