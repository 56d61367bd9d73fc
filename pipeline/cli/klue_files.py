"""KLUE's own files, in and out."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.cli.output import print_json, say
from pipeline.errors import BadInputError, UsageError
from pipeline.klue_format.registry import FORMATS
from pipeline.klue_format.release import export_table, import_file
from pipeline.tables import write_parquet


def run_import(file: Path, output: Path, licence: str, task: str | None, as_json: bool) -> None:
    """Read a KLUE file and write its release table, whole or not at all."""
    _check_task(task)
    table = import_file(file, task, licence)
    temporary = output.with_name(f".{output.name}.{os.getpid()}")
    write_parquet(temporary, table)
    temporary.replace(output)
    _report(output, table.num_rows, as_json)


def run_export(file: Path, output: Path, task: str, as_json: bool) -> None:
    """Read a release table and write KLUE's file."""
    _check_task(task)
    try:
        table = pq.read_table(file)
    except FileNotFoundError:
        raise BadInputError(f"{file}: no such file") from None
    except (pa.ArrowInvalid, OSError) as error:
        raise BadInputError(f"{file}: is no Parquet table ({error})") from None
    export_table(table, task, output)
    _report(output, table.num_rows, as_json)


def _check_task(task: str | None) -> None:
    if task is not None and task not in FORMATS:
        raise UsageError(f"there is no task {task!r}", "the tasks are " + ", ".join(FORMATS))


def _report(output: Path, rows: int, as_json: bool) -> None:
    if as_json:
        print_json({"path": str(output), "rows": rows})
    else:
        say(f"{output}: {rows} rows")
