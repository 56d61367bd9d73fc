"""Parquet and Arrow files of records, read batch by batch."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpora.readers import fields
from pipeline.corpora.readers.base import DamagedFileError, Format, Found, InputFile
from pipeline.corpora.readers.streams import local_copy
from pipeline.errors import BadInputError
from pipeline.yamlfile import Json

_ROWS = 1_000
_BUFFER = 1 << 20
_ARROW_FILE = b"ARROW1"


class Options(fields.FieldOptions[str]):
    """Names of the columns; ``answers.text`` is a part of a column of structures."""


def read_parquet(file: InputFile, options: Options) -> Iterator[Found]:
    """Read the rows of a Parquet file; only the columns that are mapped are looked at.

    Raises:
        DamagedFileError: the file is no Parquet, or damaged.
        BadInputError: a column that the catalogue maps is not there.
    """
    with local_copy(file) as path:
        try:
            with pq.ParquetFile(path, pre_buffer=False, buffer_size=_BUFFER) as table:
                columns = _columns(table.schema_arrow.names, options, file)
                batches = table.iter_batches(_ROWS, columns=columns)
                yield from fields.read_records(_records(batches), options, file)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise _damaged(file, error) from None


def read_arrow(file: InputFile, options: Options) -> Iterator[Found]:
    """Read the rows of an Arrow file, of the streaming or of the random access kind.

    Raises:
        DamagedFileError: the file is no Arrow file, or damaged.
        BadInputError: a column that the catalogue maps is not there.
    """
    with local_copy(file) as path:
        try:
            with pa.OSFile(str(path), "rb") as source:
                schema, batches = _open(source)
                columns = _columns(schema.names, options, file)
                selected = (batch.select(columns) for batch in batches)
                yield from fields.read_records(_records(selected), options, file)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise _damaged(file, error) from None


def _open(source: pa.OSFile) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    beginning = source.read(len(_ARROW_FILE))
    source.seek(0)
    if beginning == _ARROW_FILE:
        reader = pa.ipc.open_file(source)
        return reader.schema, (reader.get_batch(number) for number in range(reader.num_record_batches))
    stream = pa.ipc.open_stream(source)
    return stream.schema, iter(stream)


def _columns(names: list[str], options: Options, file: InputFile) -> list[str]:
    """Give the columns that the options map, in the order of the file."""
    wanted = options.mapped()
    for key in wanted:
        if key not in names and key.partition(".")[0] not in names:
            raise BadInputError(
                f"{file.name}: there is no column {key!r}",
                f"the columns are: {', '.join(names)}; set `options` in the catalogue",
            )
    return [name for name in names if any(name in (key, key.partition(".")[0]) for key in wanted)]


def _records(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, Json]]:
    row = 0
    for batch in batches:
        for record in batch.to_pylist():
            row += 1
            yield row, {name: _plain(value) for name, value in record.items()}


def _plain(value: Any) -> Json:  # noqa: ANN401 (what Arrow gives)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value  # type: ignore[no-any-return]


def _damaged(file: InputFile, error: Exception) -> DamagedFileError:
    problem = f"cannot be read as a table: {str(error).splitlines()[0]}"
    return DamagedFileError(file.name, "file.broken", problem, "fetch the file again")


FORMAT = Format("parquet", Options, read_parquet)
