"""Natural language inference: ``klue-nli-v1.1_dev.json``; the train file calls the source ``genre``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline import canonical
from pipeline.klue_format.base import Given, KlueFile, KlueFormat, named_source
from pipeline.klue_format.files import Source
from pipeline.klue_format.json_rows import encode_all, first_of, read_array
from pipeline.klue_format.layout import KLUES, Layout
from pipeline.klue_format.problems import Problems
from pipeline.klue_format.records import Codec
from pipeline.tasks.nli.row import NliRow
from pipeline.tasks.nli.values import Relation
from pipeline.tasks.release_row import RawAnswer

SourceKey = Literal["source", "genre"]

_BLANKS = {"guid": "", "source": "", "author": "", **dict.fromkeys(("label2", "label3", "label4", "label5"))}
_CODECS: dict[SourceKey, Codec[NliRow]] = {
    "source": Codec(NliRow, blanks=_BLANKS),
    "genre": Codec(NliRow, {"source": "genre"}, _BLANKS),
}


@dataclass(frozen=True, slots=True)
class NliFrame:
    """Layout of the file, and what it calls the source."""

    layout: Layout = KLUES
    source_key: SourceKey = "source"


def parse(source: Source, problems: Problems) -> KlueFile[NliRow, NliFrame]:
    """Read a file; the first pair tells what the source is called."""
    first = first_of(source)
    key: SourceKey = "genre" if isinstance(first, dict) and "genre" in first else "source"
    rows = read_array(source, problems, _CODECS[key].decode)
    return KlueFile(rows, NliFrame(Layout.of(source.text), key), source.newline)


def render(rows: Sequence[NliRow], frame: NliFrame) -> str:
    """Write a file."""
    return frame.layout.dump(encode_all(rows, _CODECS[frame.source_key].encode))


def given(row: NliRow) -> Given:
    """Give what author and validators chose; they go by their keys, the file has no names."""
    labels = {
        "author": row.author,
        "label2": row.label2,
        "label3": row.label3,
        "label4": row.label4,
        "label5": row.label5,
    }
    chosen = {who: label for who, label in labels.items() if label is not None}
    return Given(
        tuple(
            RawAnswer(who, "write" if who == "author" else "label", canonical.dump(Relation(label)))
            for who, label in chosen.items()
        ),
        list(chosen.values()).count(row.gold_label) / len(chosen),
    )


FORMAT = KlueFormat(
    task="nli",
    row_type=NliRow,
    signs=frozenset({"premise", "hypothesis"}),
    frame=NliFrame(),
    parse=parse,
    render=render,
    sources=named_source,
    given=given,
    codec=_CODECS["source"],
)
