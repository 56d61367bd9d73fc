"""``klue agreement``: of the workspace, of any long table, and what it takes to know it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import (
    CONFIG,
    AsJson,
    ConfigFile,
    Force,
    Workers,
    WorkspaceFolder,
    open_context,
)


class Level(StrEnum):
    """Levels of measurement."""

    nominal = "nominal"
    ordinal = "ordinal"
    interval = "interval"
    ratio = "ratio"


agreement = typer.Typer(invoke_without_command=True)


@agreement.callback()
def measure_agreement(
    context: typer.Context,
    config: ConfigFile = CONFIG,
    workspace: WorkspaceFolder = None,
    workers: Workers = None,
    input_file: Annotated[
        Path | None,
        typer.Option("--input", help="Measure any long table: CSV, TSV, JSON lines, Parquet (.gz)."),
    ] = None,
    item: Annotated[str, typer.Option("--item", help="With --input: the column of items.")] = "item",
    annotator: Annotated[str, typer.Option("--annotator", help="With --input: of annotators.")] = "annotator",
    value: Annotated[str, typer.Option("--value", help="With --input: of values.")] = "value",
    group: Annotated[
        str | None, typer.Option("--group", help="With --input: of what resamples keep together.")
    ] = None,
    level: Annotated[
        Level, typer.Option("--level", help="With --input: the level of measurement.")
    ] = Level.nominal,
    seed: Annotated[int, typer.Option("--seed", help="With --input: seed of the bootstrap.")] = 0,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Measure how far annotators agree, each figure with its 95% bootstrap interval."""
    if context.invoked_subcommand is not None:
        return
    if input_file is not None:
        from pipeline.cli.long_table import Columns, measure_file

        measure_file(input_file, Columns(item, annotator, value, group), level.value, seed, as_json)
        return
    from pipeline.cli.stages import run_agreement

    run_agreement(open_context(config, workspace, workers), force, as_json)


@agreement.command("plan")
def plan_agreement(
    input_file: Annotated[
        Path,
        typer.Option("--input", help="A pilot's long table: CSV, TSV, JSON lines, Parquet (.gz)."),
    ],
    item: Annotated[str, typer.Option("--item", help="The column of items.")] = "item",
    annotator: Annotated[str, typer.Option("--annotator", help="The column of annotators.")] = "annotator",
    value: Annotated[str, typer.Option("--value", help="The column of values.")] = "value",
    group: Annotated[
        str | None, typer.Option("--group", help="The column of what resamples keep together.")
    ] = None,
    level: Annotated[Level, typer.Option("--level", help="The level of measurement.")] = Level.nominal,
    width: Annotated[
        float, typer.Option("--width", help="Width of the 95% interval, from its low to its high end.")
    ] = 0.1,
    as_json: AsJson = False,
) -> None:
    """Say how many items and annotators it takes to know agreement to a width, going by a pilot."""
    from pipeline.cli.long_table import Columns
    from pipeline.cli.plan import run_plan

    run_plan(input_file, Columns(item, annotator, value, group), level.value, width, as_json)
