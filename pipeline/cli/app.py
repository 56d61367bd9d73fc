"""The commands, each a thin wrapper around one stage."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline import __version__
from pipeline.cli.agreement import agreement
from pipeline.cli.audit import audit
from pipeline.cli.options import (
    CONFIG,
    AsJson,
    CatalogPath,
    ConfigFile,
    CorporaRoot,
    Force,
    Workers,
    WorkspaceFolder,
    open_context,
)
from pipeline.cli.output import say
from pipeline.cli.read import read
from pipeline.cli.retrieve import retrieve
from pipeline.cli.sources import sources
from pipeline.cli.tools import aggregate, export, import_

_ORDER = (
    *("init", "build", "demo", "studio"),
    *("sources", "retrieve", "ingest", "prepare", "sample", "push", "pull", "agreement", "adjudicate"),
    *("validate", "release", "report", "audit", "read", "aggregate", "import", "export"),
)


STAGES = "Stages, in the order of a sentence's journey"
RUN = "Run"
TOOLS = "Tools"


class InOrder(TyperGroup):
    """Lists commands in an order of ours; Typer puts those that have subcommands last."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 (Typer's copy of click is private)
        """List the names."""
        return sorted(super().list_commands(ctx), key=_ORDER.index)


app = typer.Typer(
    name="klue",
    cls=InOrder,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
studio = typer.Typer(help="The embedded Label Studio server.", no_args_is_help=True)
app.add_typer(studio, name="studio", rich_help_panel=RUN)


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"klue-pipeline {__version__}")
        raise typer.Exit


@app.callback()
def klue(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Build a Korean NLU benchmark: licensed corpora in, human annotation measured, versions out."""


@app.command(rich_help_panel=RUN)
def init(
    path: Annotated[Path, typer.Argument(help="Where to write the configuration.")] = CONFIG,
) -> None:
    """Write a commented klue.yaml to start from."""
    from pipeline.cli.template import write_config

    write_config(path)
    say(f"configuration: {path}")


app.add_typer(sources, name="sources", rich_help_panel=STAGES)


app.command("retrieve", rich_help_panel=STAGES)(retrieve)


@app.command(rich_help_panel=STAGES)
def ingest(
    config: ConfigFile = CONFIG,
    workspace: WorkspaceFolder = None,
    catalog: CatalogPath = None,
    corpora: CorporaRoot = None,
    workers: Workers = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Read the accepted sources into documents, each with its licence."""
    from pipeline.cli.stages import run_ingest

    run_ingest(open_context(config, workspace, workers, catalog, corpora), force, as_json)


@app.command(rich_help_panel=STAGES)
def prepare(
    config: ConfigFile = CONFIG,
    workspace: WorkspaceFolder = None,
    workers: Workers = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Split sentences, drop duplicates, flag personal data, place documents in train, dev and test."""
    from pipeline.cli.stages import run_prepare

    run_prepare(open_context(config, workspace, workers), force, as_json)


@app.command(rich_help_panel=STAGES)
def sample(
    config: ConfigFile = CONFIG,
    workspace: WorkspaceFolder = None,
    workers: Workers = None,
    details: Annotated[
        bool, typer.Option("--details", help="Show what the items are made of: source, genre, length …")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Draw this batch's items, and add what people have written since; show what was asked and had."""
    from pipeline.cli.stages import run_sample

    run_sample(open_context(config, workspace, workers), details, as_json)


@app.command(rich_help_panel=STAGES)
def push(config: ConfigFile = CONFIG, workspace: WorkspaceFolder = None, as_json: AsJson = False) -> None:
    """Assign what is new, and bring Label Studio to where the assignments say it should be."""
    from pipeline.cli.stages import run_push

    run_push(open_context(config, workspace), as_json)


@app.command(rich_help_panel=STAGES)
def pull(config: ConfigFile = CONFIG, workspace: WorkspaceFolder = None, as_json: AsJson = False) -> None:
    """Take over what people answered, and check every annotation."""
    from pipeline.cli.stages import run_pull

    run_pull(open_context(config, workspace), as_json)


app.add_typer(agreement, name="agreement", rich_help_panel=STAGES)


@app.command(rich_help_panel=STAGES)
def adjudicate(
    config: ConfigFile = CONFIG, workspace: WorkspaceFolder = None, as_json: AsJson = False
) -> None:
    """Find the consensus of every closed item, and queue for an adjudicator what has none."""
    from pipeline.cli.stages import run_adjudicate

    run_adjudicate(open_context(config, workspace), as_json)


@app.command(rich_help_panel=STAGES)
def validate(config: ConfigFile = CONFIG, workspace: WorkspaceFolder = None, as_json: AsJson = False) -> None:
    """Check the working tables against their data contracts, with Great Expectations."""
    from pipeline.cli.stages import run_validate

    run_validate(open_context(config, workspace), as_json)


@app.command(rich_help_panel=STAGES)
def release(config: ConfigFile = CONFIG, workspace: WorkspaceFolder = None, as_json: AsJson = False) -> None:
    """Publish a version, if every gate lets it through."""
    from pipeline.cli.stages import run_release

    run_release(open_context(config, workspace), as_json)


@app.command(rich_help_panel=STAGES)
def report(
    config: ConfigFile = CONFIG,
    workspace: WorkspaceFolder = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write the HTML.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the quality report: one HTML file that works offline."""
    from pipeline.cli.stages import run_report

    run_report(open_context(config, workspace), output, as_json)


@app.command(rich_help_panel=RUN)
def build(
    config: ConfigFile = CONFIG,
    workspace: WorkspaceFolder = None,
    catalog: CatalogPath = None,
    corpora: CorporaRoot = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Advance every stage as far as the answers at hand allow, and say what is waited for."""
    from pipeline.cli.building import run_build
    from pipeline.config import Overrides

    run_build(config, Overrides(workspace, workers, catalog, corpora), as_json)


@app.command(rich_help_panel=RUN)
def demo(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="Folder of the tables; emptied first.")
    ] = Path("workspace/demo"),
    keep: Annotated[bool, typer.Option("--keep", help="Leave Label Studio running at the end.")] = False,
    workers: Workers = None,
) -> None:
    """Go the whole way: sample corpora, eight tasks, a real Label Studio, simulated annotators, a release."""
    from pipeline.cli.demo import run_demo

    run_demo(workspace, keep=keep, workers=workers)


@studio.command()
def up(config: ConfigFile = CONFIG, workspace: WorkspaceFolder = None, as_json: AsJson = False) -> None:
    """Start the embedded Label Studio, and print its address and a login."""
    from pipeline.cli.studio import run_up

    run_up(open_context(config, workspace), as_json)


@studio.command()
def down(config: ConfigFile = CONFIG, workspace: WorkspaceFolder = None) -> None:
    """Stop the embedded Label Studio; its data stay."""
    from pipeline.cli.studio import run_down

    run_down(open_context(config, workspace))


for name, tool in (
    ("audit", audit),
    ("read", read),
    ("aggregate", aggregate),
    ("import", import_),
    ("export", export),
):
    app.command(name, rich_help_panel=TOOLS)(tool)
