"""Commands that work on files of any origin, without a configuration or a workspace."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import AsJson


class Method(StrEnum):
    """Methods of aggregation."""

    hierarchical = "hierarchical"
    majority = "majority"
    dawid_skene = "dawid-skene"
    one_coin = "one-coin"
    mace = "mace"
    glad = "glad"
    bias_noise = "bias-noise"


def aggregate(
    input_file: Annotated[
        Path,
        typer.Option(
            "--input", help="Any long table: CSV, TSV, JSON, JSON lines, Parquet (also .gz, .bz2, .xz)."
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The table of item, value and confidence to write.")
    ],
    item: Annotated[str, typer.Option("--item", help="The column of items.")] = "item",
    annotator: Annotated[str, typer.Option("--annotator", help="The column of annotators.")] = "annotator",
    value: Annotated[str, typer.Option("--value", help="The column of values.")] = "value",
    method: Annotated[
        Method, typer.Option("--method", help="How answers become a value; bias-noise is for numbers.")
    ] = Method.hierarchical,
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold",
            help="Known values to score against, in the columns --item or `item`, and `gold` or --value; "
            "of two columns, one may have another name.",
        ),
    ] = None,
    use_gold: Annotated[
        bool, typer.Option("--use-gold", help="Fix items to their value in --gold instead of scoring.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the starts that are tried.")] = 0,
    starts: Annotated[
        int | None,
        typer.Option(
            "--starts",
            min=1,
            help="Starts instead of the method's own number; dawid-skene with several goes on until the "
            "likelihood settles.",
        ),
    ] = None,
    no_header: Annotated[
        bool, typer.Option("--no-header", help="The table has no header: its columns are 1, 2, 3 …")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Turn many people's answers into one value an item, and say how sure it is.

    Of values that are equally probable, the one that appears first in the table is taken.
    """
    from pipeline.cli.aggregate import Request, aggregate_file
    from pipeline.cli.answers import Gold
    from pipeline.cli.long_table import Columns
    from pipeline.errors import UsageError

    if use_gold and gold is None:
        raise UsageError("--use-gold needs known values", "name their file with --gold")
    known = None if gold is None else Gold(gold, use_gold)
    request = Request(
        path=input_file,
        columns=Columns(item, annotator, value),
        method=method.value,
        output=output,
        gold=known,
        seed=seed,
        starts=starts,
        header=not no_header,
    )
    aggregate_file(request, as_json)


def import_(
    file: Annotated[Path, typer.Argument(help="A file in KLUE's own format.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The Parquet table to write.")],
    licence: Annotated[str, typer.Option("--licence", help="SPDX licence of the file.")],
    task: Annotated[str | None, typer.Option("--task", help="The task, if the file does not tell.")] = None,
    as_json: AsJson = False,
) -> None:
    """Turn a file in KLUE's own format into a release table."""
    from pipeline.cli.klue_files import run_import

    run_import(file, output, licence, task, as_json)


def export(
    table: Annotated[Path, typer.Argument(help="A release table (Parquet).")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file in KLUE's own format to write.")],
    task: Annotated[str, typer.Option("--task", help="The task of the table.")],
    as_json: AsJson = False,
) -> None:
    """Turn a release table into a file in KLUE's own format."""
    from pipeline.cli.klue_files import run_export

    run_export(table, output, task, as_json)
