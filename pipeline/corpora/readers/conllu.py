"""CoNLL-U treebanks: a sentence, or what ``# newdoc`` holds together, is a document."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.corpora.checks import incident
from pipeline.corpora.readers import base
from pipeline.corpora.readers.base import Format, Found, InputFile, RawDocument
from pipeline.corpora.readers.streams import open_text


class Options(base.TextOptions):
    """What one document is."""

    unit: Literal["sentence", "newdoc"] = "sentence"
    """``sentence``, known by its sent_id; ``newdoc``: all sentences of a ``# newdoc``, one a line, known by
    its id. Sentences before the first ``# newdoc`` are documents of their own."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    row: int
    sent_id: str | None
    text: str
    begins_document: bool
    document_id: str | None
    begins_paragraph: bool


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read the ``# text`` of every sentence; trees are not looked at.

    A sentence without text is rejected; the document that it is in goes on without it.
    """
    with open_text(file, options) as text:
        held: list[_Sentence] = []
        for sentence in _sentences(text):
            if options.unit == "sentence":
                yield from _document([sentence], sentence.sent_id, file)
            elif sentence.begins_document or not (held and held[0].begins_document):
                yield from _document(held, _id(held), file)
                held = [sentence]
            else:
                held.append(sentence)
        yield from _document(held, _id(held), file)
        yield from text.incidents()


def _id(held: list[_Sentence]) -> str | None:
    if not held:
        return None
    return held[0].document_id if held[0].begins_document else held[0].sent_id


def _document(held: list[_Sentence], native_id: str | None, file: InputFile) -> Iterator[Found]:
    text = ""
    for sentence in held:
        if not sentence.text:
            problem = f"the sentence {sentence.sent_id or '(without sent_id)'} has no text"
            yield incident("conllu.no_text", problem, file=file.name, row=sentence.row)
        elif text:
            text += ("\n\n" if sentence.begins_paragraph else "\n") + sentence.text
        else:
            text = sentence.text
    if text:
        yield RawDocument(row=held[0].row, text=text, native_id=native_id)


def _sentences(lines: Iterable[str]) -> Iterator[_Sentence]:
    numbered = enumerate((line.strip() for line in lines), start=1)
    for filled, block in itertools.groupby(numbered, key=lambda line: bool(line[1])):
        if filled:
            (row, first), *rest = block
            yield _sentence(row, [first, *(content for _, content in rest)])


def _sentence(row: int, lines: list[str]) -> _Sentence:
    comments: dict[str, str] = {}
    for line in lines:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments.setdefault(key.strip(), value.strip())
    return _Sentence(
        row=row,
        sent_id=comments.get("sent_id") or None,
        text=comments.get("text", ""),
        begins_document=bool(comments.keys() & {"newdoc", "newdoc id"}),
        document_id=comments.get("newdoc id") or None,
        begins_paragraph=bool(comments.keys() & {"newpar", "newpar id"}),
    )


FORMAT = Format("conllu", Options, read)
