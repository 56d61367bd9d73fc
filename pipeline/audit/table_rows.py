"""Tables as dictionaries with the lines they stand on."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.audit.foreign import Raw, unfold
from pipeline.errors import BadInputError
from pipeline.klue_format.files import Source, load

_FEATURES = b"huggingface"
"""Where the `datasets` library notes, beside a table, what numbers stand for."""
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table; ``broken`` are lines that hold none, with what is wrong with them.

    ``table`` is there for Parquet, ``read`` for the others.
    """

    columns: tuple[str, ...]
    lines: Sequence[int]
    broken: tuple[tuple[int, str], ...] = ()
    table: pa.Table | None = None
    read: tuple[Raw, ...] = ()

    def records(self) -> Iterator[Raw]:
        """Give each row by its columns; numbers that the table itself has names for are named."""
        if self.table is None:
            yield from self.read
            return
        names = _class_names(self.table.schema)
        for batch in self.table.to_batches(_BATCH):
            for record in batch.to_pylist():
                yield {key: _named(value, names.get(key)) for key, value in record.items()}


def is_table(path: Path) -> bool:
    """Tell whether a file has columns, or objects with keys, at all."""
    if path.suffix == ".parquet":
        return True
    text = load(path).text
    return bool(text.strip()) if path.suffix != ".jsonl" else text.lstrip().startswith("{")


def read_rows(path: Path) -> TableRows:
    """Read a table by the ending of its name: ``.parquet``, ``.csv``, ``.tsv`` (unquoted) or ``.jsonl``.

    Raises:
        BadInputError: it is missing, not UTF-8, empty or no table.
    """
    if path.suffix == ".parquet":
        return _parquet(path)
    source = load(path)
    if not source.text.strip():
        raise source.error(1, "the file is empty", "fetch it again")
    return _json_lines(source) if path.suffix == ".jsonl" else _separated(source, path.suffix == ".tsv")


def _parquet(path: Path) -> TableRows:
    try:
        table = pq.read_table(path)
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise BadInputError(f"{path}: is no Parquet table ({error})") from None
    return TableRows(tuple(table.schema.names), range(1, table.num_rows + 1), table=table)


def _json_lines(source: Source) -> TableRows:
    records: list[Raw] = []
    lines, broken = [], []
    for number, line in enumerate(source.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise source.error(number, f"is not JSON: {error}", "a line of JSON lines is an object") from None
        if isinstance(value, dict):
            records.append(value)
            lines.append(number)
        else:
            broken.append((number, "the line is no object"))
    columns = tuple(dict.fromkeys(itertools.chain.from_iterable(records)))
    return TableRows(columns, lines, tuple(broken), read=tuple(records))


def _separated(source: Source, by_tabs: bool) -> TableRows:
    csv.field_size_limit(max(csv.field_size_limit(), len(source.text)))
    text = io.StringIO(source.text, newline="")
    reader = (
        csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE) if by_tabs else csv.reader(text, strict=True)
    )
    records: list[Raw] = []
    lines, broken = [], []
    try:
        columns = tuple(next(reader))
        begins = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(columns):
                records.append({name: unfold(cell) for name, cell in zip(columns, cells, strict=True)})
                lines.append(begins)
            elif cells:
                broken.append((begins, f"{len(columns)} cells are wanted, not {len(cells)}"))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise source.error(max(reader.line_num, 1), f"is no table: {error}") from None
    return TableRows(columns, lines, tuple(broken), read=tuple(records))


def _class_names(schema: pa.Schema) -> Mapping[str, Sequence[str]]:
    """Give the names that a column's numbers stand for, as `datasets` notes them."""
    try:
        features = json.loads((schema.metadata or {})[_FEATURES])["info"]["features"]
        kinds = {key: kind.get("feature", kind) for key, kind in features.items() if isinstance(kind, dict)}
        return {key: kind["names"] for key, kind in kinds.items() if "names" in kind}
    except (KeyError, ValueError, TypeError, AttributeError):
        return {}


def _named(value: Any, names: Sequence[str] | None) -> object:  # noqa: ANN401 (a cell of a table)
    if names is None:
        return value
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    return names[value] if isinstance(value, int) and 0 <= value < len(names) else value
