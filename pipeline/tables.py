"""Rows to Arrow and back, and Parquet files that are the same bytes for the same rows."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pydantic

from pipeline.errors import BadInputError

R = TypeVar("R")


def to_table(rows: Iterable[object], schema: pa.Schema) -> pa.Table:
    """Turn dataclass rows into a table of the given schema.

    Raises:
        pyarrow.ArrowInvalid: a row does not fit the schema.
    """
    table = pa.Table.from_pylist([_plain(row) for row in rows], schema=schema)
    table.validate(full=True)
    for field, column in zip(table.schema, table.columns, strict=True):
        _refuse_nulls(field, column, field.name)
    return table


def from_table(table: pa.Table, cls: type[R]) -> list[R]:
    """Turn a table into rows of the dataclass ``cls``."""
    adapter = pydantic.TypeAdapter(list[cls])  # type: ignore[valid-type]
    return adapter.validate_python(table.to_pylist())


def write_parquet(path: Path, table: pa.Table) -> None:
    """Write one Parquet file and see it on disk before returning."""
    pq.write_table(table, path, compression="zstd", use_dictionary=True, write_statistics=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def read_parquet(paths: Sequence[Path], schema: pa.Schema) -> pa.Table:
    """Read and join shards in the order given; no shard at all is an empty table.

    Raises:
        BadInputError: a shard is damaged, or lacks a required column.
    """
    return pa.concat_tables([schema.empty_table(), *(_read_shard(path, schema) for path in paths)])


def sha256(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_ATOMS = frozenset({str, int, float, bool, type(None)})


_Reader = Callable[[object], tuple[object, ...]]
_known_fields: dict[type, tuple[tuple[str, ...], _Reader] | None] = {}


def _fields(cls: type) -> tuple[tuple[str, ...], _Reader] | None:
    """Give the names of a dataclass's fields and what reads them; None for other classes."""
    if cls not in _known_fields:
        names = (
            tuple(field.name for field in dataclasses.fields(cls)) if dataclasses.is_dataclass(cls) else ()
        )
        read: _Reader = (
            attrgetter(*names) if len(names) > 1 else lambda row: tuple(getattr(row, name) for name in names)
        )
        _known_fields[cls] = (names, read) if names else None
    return _known_fields[cls]


def _plain(value: object) -> Any:  # noqa: ANN401 (what Arrow takes)
    """Turn dataclasses into dicts and tuples into lists, as ``dataclasses.asdict`` does four times slower."""
    if value.__class__ in _ATOMS:
        return value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    fields = _fields(value.__class__)
    if fields is None:
        return value
    names, read = fields
    # Most parts are atoms: not calling for them halves the time.
    return {
        name: part if part.__class__ in _ATOMS else _plain(part)
        for name, part in zip(names, read(value), strict=True)
    }


def _read_shard(path: Path, schema: pa.Schema) -> pa.Table:
    remedy = (
        "restore it from a backup; or, unless the stage is prepare, sample or assign, whose tables only grow,"
        " remove the stage's folder and run the stage again"
    )
    try:
        missing = {field.name for field in schema if not field.nullable} - set(pq.read_schema(path).names)
        if missing:
            raise BadInputError(f"{path}: this shard has no {', '.join(sorted(missing))}", remedy)
        return pq.read_table(path, schema=schema)
    except (pa.ArrowException, OSError) as error:
        raise BadInputError(f"{path}: this shard is damaged: {str(error).splitlines()[0]}", remedy) from error


def _refuse_nulls(
    field: pa.Field[pa.DataType], values: pa.ChunkedArray[Any] | pa.Array[Any], where: str
) -> None:
    """Refuse nulls where the schema allows none, also in parts, which Arrow does not check."""
    if not field.nullable and values.null_count:
        raise pa.ArrowInvalid(f"column {where} is required and holds {values.null_count} nulls")
    if isinstance(field.type, pa.ListType):
        _refuse_nulls(field.type.value_field, pc.list_flatten(values), f"{where}[]")
    elif isinstance(field.type, pa.StructType):
        present = values.drop_null()
        for index, part in enumerate(field.type):
            _refuse_nulls(part, pc.struct_field(present, [index]), f"{where}.{part.name}")
