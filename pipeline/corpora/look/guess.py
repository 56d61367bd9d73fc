"""Which format a file is in: told by its beginning rather than by its name, with the reason."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpora.look.columns import guess_mapping, most_hangul
from pipeline.corpora.readers.base import DamagedFileError, InputFile, TextOptions
from pipeline.corpora.readers.compression import codec_of
from pipeline.corpora.readers.json_stream import JsonStream
from pipeline.corpora.readers.registry import FORMATS
from pipeline.corpora.readers.streams import local_copy, open_bytes, open_text
from pipeline.yamlfile import Json

_LINES = 200
_KLUE = (
    *({"premise", "hypothesis"}, {"sentence1", "sentence2"}, {"subject_entity", "object_entity"}),
    *({"domains", "dialogue"}, {"title", "predefined_news_category"}),
)
_CONLLU_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Guess:
    """A format, what is to be said of it, and why it is thought to be this one."""

    format: str
    because: str
    options: Mapping[str, object] = field(default_factory=dict)


def guess_format(file: InputFile, encoding: str | None = None) -> Guess:
    """Tell the format of a file, and for records the fields to read.

    Raises:
        DamagedFileError: not even the beginning can be read, or it is in none of the formats.
    """
    suffix = _suffix(file.name)
    with open_bytes(file) as stream:
        magic = stream.read(6)
    if magic.startswith(b"PAR1"):
        return _of_parquet(file)
    if magic == b"ARROW1" or suffix == ".arrow":
        return Guess("huggingface", "an Arrow file", _of_names(_arrow_rows(file)))
    options = TextOptions(encoding=encoding)
    with open_text(file, options) as text:
        lines = list(itertools.islice(text, _LINES))
    given = {} if encoding is None else {"encoding": encoding}
    guess = _of_lines(file, suffix, [line.removesuffix("\n") for line in lines], options)
    return Guess(guess.format, guess.because, {**guess.options, **given})


def _of_lines(file: InputFile, suffix: str, lines: list[str], options: TextOptions) -> Guess:
    filled = [line for line in lines if line.strip()]
    beginning = filled[0].lstrip() if filled else ""
    if "<mediawiki" in "".join(filled[:5]):
        return Guess("mediawiki", "its root element is mediawiki")
    if beginning.startswith("<"):
        raise _unknown(file, "looks like markup of no format that can be read")
    if beginning.startswith("["):
        return _of_array(file, options)
    if beginning.startswith("{"):
        return _of_objects(file, filled, options)
    if beginning.startswith("## ") and any(line.startswith("## ") and "\t" in line for line in filled[:20]):
        return Guess("klue", "its blocks begin with `## guid`")
    if any(line.startswith("# text = ") for line in filled[:50]) and any(map(_is_conllu_row, filled[:50])):
        return Guess("conllu", f"rows of {_CONLLU_COLUMNS} columns under `# text`")
    if suffix in (".csv", ".tsv") or _is_tabbed(filled):
        return _of_table(file, suffix, filled)
    return _of_text(lines)


def _of_array(file: InputFile, options: TextOptions) -> Guess:
    with open_text(file, options) as text:
        records = [
            record for _, record in itertools.islice(JsonStream(text.blocks(), file.name).elements(), _LINES)
        ]
    first = records[0] if records else None
    if isinstance(first, dict) and "guid" in first and any(first.keys() >= keys for keys in _KLUE):
        return Guess("klue", "an array of records with the keys of a KLUE task")
    return Guess("jsonlines", "a JSON array of records", _of_names(records))


def _of_objects(file: InputFile, lines: list[str], options: TextOptions) -> Guess:
    records = [record for record in map(_parse, lines) if record is not None]
    if len(records) >= max(1, len(lines) - 1) and (len(records) > 1 or "data" not in records[0]):
        if "cirrus" in FORMATS and "index" in records[0]:
            return Guess("cirrus", "lines of an index and a document in turn")
        return Guess("jsonlines", "a JSON object a line", _of_names(records))
    with open_text(file, options) as text:
        stream = JsonStream(text.blocks(), file.name)
        for key in stream.members():
            if key == "data":
                return Guess("squad", "a JSON object with the articles under `data`")
            stream.value()
    raise _unknown(file, "is one JSON object without `data`, which no format has")


def _of_table(file: InputFile, suffix: str, lines: list[str]) -> Guess:
    delimiter = "\t" if suffix == ".tsv" or _is_tabbed(lines) else max(",;|", key=lines[0].count)
    quoted = delimiter != "\t" or any(map(_is_enclosed, "\t".join(lines).split("\t")))
    options: dict[str, object] = {"delimiter": delimiter, "quoted": quoted}
    try:
        rows = list(csv.reader(lines, delimiter=delimiter)) if quoted else [x.split(delimiter) for x in lines]
    except csv.Error as error:
        raise DamagedFileError(file.name, "file.syntax", f"its quotes do not match ({error})") from None
    header, *body = rows
    body = [row for row in body if len(row) == len(header)]
    found = guess_mapping([dict(zip(header, row, strict=True)) for row in body])
    if (
        len(set(header)) == len(header)
        and found is not None
        and found[1].endswith(("names of pairs", "texts", "name"))
    ):
        return Guess("delimited", f"columns with a header; {found[1]}", {**options, **found[0]})
    column = most_hangul(body or rows)
    if column is None:
        return Guess("delimited", "columns, none of which holds Hangul", options)
    has_header = bool(body) and not header[column - 1].strip().count(" ") and len(set(header)) == len(header)
    has_header = has_header and all(cell.strip() and len(cell) < 30 and not cell.isdigit() for cell in header)
    because = f"columns {'with' if has_header else 'without'} a header; column {column} has most Hangul"
    return Guess("delimited", because, {**options, "header": has_header, "text": [column]})


def _of_parquet(file: InputFile) -> Guess:
    try:
        with local_copy(file) as path, pq.ParquetFile(path) as table:
            rows = next(table.iter_batches(_LINES), None)
            records: Sequence[Json] = [] if rows is None else rows.to_pylist()
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise DamagedFileError(
            file.name, "file.broken", f"is no Parquet that can be read ({error})"
        ) from None
    return Guess("parquet", "a Parquet file", _of_names(records))


def _arrow_rows(file: InputFile) -> Sequence[Json]:
    try:
        with local_copy(file) as path, pa.OSFile(str(path), "rb") as source:
            batch = next(iter(pa.ipc.open_stream(source)), None)
            return [] if batch is None else batch.slice(0, _LINES).to_pylist()
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise DamagedFileError(
            file.name, "file.broken", f"is no Arrow file that can be read ({error})"
        ) from None


def _of_names(records: Sequence[Json]) -> Mapping[str, object]:
    rows = [
        {key: str(value) for key, value in record.items() if isinstance(value, str | int) or value is None}
        for record in records
        if isinstance(record, dict)
    ]
    found = guess_mapping(rows)
    return {} if found is None else found[0]


def _of_text(lines: list[str]) -> Guess:
    blank = any(not line.strip() for line in lines[:-1])
    if blank:
        return Guess("plain", "text with blank lines between paragraphs", {"unit": "paragraph"})
    unit = "line" if len(lines) > 1 else "document"
    return Guess("plain", f"text of {'many lines' if len(lines) > 1 else 'one line'}", {"unit": unit})


def _unknown(file: InputFile, problem: str) -> DamagedFileError:
    return DamagedFileError(file.name, "file.format", problem, "state --format")


def _is_conllu_row(line: str) -> bool:
    return line[:1].isdigit() and line.count("\t") == _CONLLU_COLUMNS - 1


def _parse(line: str) -> dict[str, Json] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _is_enclosed(cell: str) -> bool:
    """Tell whether quotes round a cell enclose it, and are not characters of it."""
    return len(cell) > 2 and cell[0] == cell[-1] == '"' and '""' in cell[1:-1]


def _is_tabbed(lines: list[str]) -> bool:
    """Tell whether nearly all lines have as many tabs as the first."""
    tabs = lines[0].count("\t") if lines else 0
    return tabs > 0 and sum(line.count("\t") == tabs for line in lines) > 0.9 * len(lines)


def _suffix(name: str) -> str:
    path = PurePosixPath(name.lower())
    return (PurePosixPath(path.stem) if codec_of(name) else path).suffix
