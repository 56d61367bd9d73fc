"""Rows to Arrow and back, and Parquet files that are the same bytes for the same rows."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterable, Sequence
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
    held = list(rows)
    columns = [_array([getattr(row, field.name, None) for row in held], field.type) for field in schema]
    table = pa.Table.from_arrays(columns, schema=schema)
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


def _array(values: Sequence[Any], kind: pa.DataType) -> Any:  # noqa: ANN401 (an array, or one in chunks)
    """Build a column of what fields of dataclasses hold, part by part rather than row by row.

    A list is a sequence, a struct a dataclass; either may be None.
    """
    if isinstance(kind, pa.StructType):
        there = [value for value in values if value is not None]
        parts = [_array([getattr(value, part.name) for value in there], part.type) for part in kind]
        structs: Any = pa.StructArray.from_arrays(parts, fields=list(kind))
        if len(there) == len(values):
            return structs
        records = iter(structs.to_pylist())
        return pa.array([None if value is None else next(records) for value in values], kind)
    if isinstance(kind, pa.ListType) and isinstance(kind.value_type, pa.StructType | pa.ListType):
        items = [item for value in values if value is not None for item in value]
        ends = itertools.accumulate((len(value or ()) for value in values), initial=0)
        starts = [None if value is None else start for value, start in zip(values, ends, strict=False)]
        offsets = pa.array([*starts, len(items)], pa.int32())
        return pa.ListArray.from_arrays(offsets, _array(items, kind.value_type), type=kind)
    return pa.array(values, kind)


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
