"""Named entity recognition: ``klue-ner-v1.1_dev.tsv``, a character and its tag a row."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.klue_format.base import KlueFile, KlueFormat, none_given
from pipeline.klue_format.blocks import (
    Block,
    BlockFrame,
    ShapeError,
    check_cells,
    check_head,
    read_blocks,
    source_in_guid,
    unwritable,
    write_blocks,
)
from pipeline.klue_format.files import Source
from pipeline.klue_format.problems import Problems
from pipeline.klue_format.records import Codec
from pipeline.tasks.ner.row import EntitySpan, NerRow

_HEADER = (
    r"## 토큰, 레이블 구분자 : \t",
    r"## 토큰 구분자 : \n",
    r"## 문장 구분자 : \n\n",
    "## 주석 : ##",
    "## 컬럼명 : CHAR\tNE_TAG",
)


def parse(source: Source, problems: Problems) -> KlueFile[NerRow, BlockFrame]:
    """Read a file: sentence and tags from the rows, the markup from the head, which may say otherwise."""
    return read_blocks(source, problems, _decode)


def render(rows: Sequence[NerRow], frame: BlockFrame) -> str:
    """Write a file; the entities are written as tags, so that both must say the same."""
    return write_blocks(frame, [(row.guid, row.inline, _encode(row)) for row in rows])


def entities_of(sentence: str, tags: Sequence[str]) -> tuple[EntitySpan, ...]:
    """Read entities off tags: B- begins one, I- of its type goes on, a stray I- belongs to none (IOB2).

    >>> entities_of("강릉 길", ("B-LC", "I-LC", "O", "I-LC"))
    (EntitySpan(start=0, end=2, type='LC', surface='강릉'),)
    """
    found = []
    start, kind = 0, None
    for index, tag in enumerate((*tags, "O")):
        if kind is not None and tag != f"I-{kind}":
            found.append(EntitySpan(start, index, kind, sentence[start:index]))
            kind = None
        if tag.startswith("B-"):
            start, kind = index, tag[2:]
    return tuple(found)


def _decode(block: Block) -> NerRow:
    characters, tags = [], []
    for number, line in block.rows:
        character, tab, tag = line[:1], line[1:2], line[2:]
        if tab != "\t" or character == "\t" or not tag or "\t" in tag:
            raise ShapeError(number, f"one character, a tab and its tag are wanted, not {line[:40]!r}")
        characters.append(character)
        tags.append(tag)
    sentence = "".join(characters)
    return NerRow(block.guid, sentence, entities_of(sentence, tags), tuple(tags), block.text)


def _encode(row: NerRow) -> list[str]:
    check_head(row.guid, row.inline)
    check_cells(row.guid, (row.sentence, *row.tags))
    if len(row.tags) != len(row.sentence) or not all(row.tags):
        raise unwritable(row.guid, f"{len(row.sentence)} characters need as many tags, not {len(row.tags)}")
    if row.entities != entities_of(row.sentence, row.tags):
        raise unwritable(row.guid, "entities and tags do not say the same")
    return [f"{character}\t{tag}" for character, tag in zip(row.sentence, row.tags, strict=True)]


FORMAT = KlueFormat(
    task="ner",
    row_type=NerRow,
    signs=frozenset({"CHAR", "NE_TAG"}),
    frame=BlockFrame(_HEADER),
    parse=parse,
    render=render,
    sources=source_in_guid,
    given=none_given,
    codec=Codec(NerRow, blanks={"guid": ""}),
)
