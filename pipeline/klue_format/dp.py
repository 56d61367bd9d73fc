"""Dependency parsing: ``klue-dp-v1.1_dev.tsv``, an eojeol a row."""

from __future__ import annotations

import re
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
from pipeline.tasks.dp.row import DpRow

_COLUMNS = ("INDEX", "WORD_FORM", "LEMMA", "POS", "HEAD", "DEPREL")
_HEADER = (
    r"## 토큰, 레이블 구분자 : \t",
    r"## 토큰 구분자 : \n",
    r"## 문장 구분자 : \n\n",
    "## 주석 : ##",
    "## 칼럼명 : " + "\t".join(_COLUMNS),
)
_WHOLE = re.compile("0|-?[1-9][0-9]{0,8}")


def parse(source: Source, problems: Problems) -> KlueFile[DpRow, BlockFrame]:
    """Read a file."""
    return read_blocks(source, problems, _decode)


def render(rows: Sequence[DpRow], frame: BlockFrame) -> str:
    """Write a file."""
    return write_blocks(frame, [(row.guid, row.sentence, _encode(row)) for row in rows])


def _decode(block: Block) -> DpRow:
    rows = [(number, line.split("\t")) for number, line in block.rows]
    for number, cells in rows:
        if len(cells) != len(_COLUMNS):
            raise ShapeError(number, f"{len(_COLUMNS)} columns are wanted, not {len(cells)}")
        for index in (0, 4):
            if not _WHOLE.fullmatch(cells[index]):
                raise ShapeError(number, f"{_COLUMNS[index]} is no whole number but {cells[index][:40]!r}")
    return DpRow(
        guid=block.guid,
        sentence=block.text,
        index=tuple(int(cells[0]) for _, cells in rows),
        word_form=tuple(cells[1] for _, cells in rows),
        lemma=tuple(cells[2] for _, cells in rows),
        pos=tuple(cells[3] for _, cells in rows),
        head=tuple(int(cells[4]) for _, cells in rows),
        deprel=tuple(cells[5] for _, cells in rows),
    )


def _encode(row: DpRow) -> list[str]:
    check_head(row.guid, row.sentence)
    lists = (row.index, row.word_form, row.lemma, row.pos, row.head, row.deprel)
    if len({len(each) for each in lists}) > 1:
        raise unwritable(row.guid, f"its lists differ in length: {[len(each) for each in lists]}")
    check_cells(row.guid, (*row.word_form, *row.lemma, *row.pos, *row.deprel))
    return ["\t".join(map(str, cells)) for cells in zip(*lists, strict=True)]


FORMAT = KlueFormat(
    task="dp",
    row_type=DpRow,
    signs=frozenset({"WORD_FORM", "DEPREL"}),
    frame=BlockFrame(_HEADER),
    parse=parse,
    render=render,
    sources=source_in_guid,
    given=none_given,
    codec=Codec(DpRow, blanks={"guid": ""}),
)
