"""KLUE's own files, in and out."""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.cli.output import print_json, print_warning, say
from pipeline.corpora.licences import parse
from pipeline.corpora.terms import shipped_terms
from pipeline.errors import BadInputError, UsageError
from pipeline.klue_format.registry import FORMATS
from pipeline.klue_format.release import export_table, import_file
from pipeline.tables import write_parquet


def run_import(file: Path, output: Path, licence: str, task: str | None, as_json: bool) -> None:
    """Read a KLUE file and write its release table, whole or not at all.

    Raises:
        UsageError: there is no such task, the licence's terms are unknown, or the table cannot be written.
        BadInputError: the file is not in KLUE's format.
    """
    _check_task(task)
    _check_licence(licence)
    table = import_file(file, task, licence)
    temporary = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        temporary.touch()
        try:
            write_parquet(temporary, table)
            temporary.replace(output)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror or error})") from None
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


def _check_licence(expression: str) -> None:
    """Refuse a licence of unknown terms; warn of what one forbids, whichever alternative is chosen."""
    terms = shipped_terms()
    try:
        alternatives = parse(expression, terms)
    except BadInputError as error:
        raise UsageError(f"--licence: {error.what}", error.remedy) from None
    named = sorted(frozenset().union(*alternatives))
    unknown = [term.key for term in named if term.licence is None]
    if unknown:
        raise UsageError(
            f"--licence: the terms of {', '.join(unknown)} are unknown",
            "name it by an SPDX id that stands in data_contracts/licences.yaml, as CC-BY-SA-4.0 does",
        )
    closed = [{term.licence for term in a if term.licence and not term.licence.open} for a in alternatives]
    if all(closed):
        for licence in sorted(frozenset().union(*closed), key=attrgetter("id")):
            forbidden = sorted(licence.demands & {"no commercial use", "no derivatives"})
            print_warning(f"{licence.id} allows {' and '.join(forbidden)}: no release may hold these texts")


def _report(output: Path, rows: int, as_json: bool) -> None:
    if as_json:
        print_json({"path": str(output), "rows": rows})
    else:
        say(f"{output}: {rows} rows")
