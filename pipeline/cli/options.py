"""Options that several commands have, and what most commands do with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Bars

if TYPE_CHECKING:
    from pipeline.context import Context

CONFIG = Path("klue.yaml")

ConfigFile = Annotated[
    Path, typer.Option("--config", "-c", envvar="KLUE_CONFIG", help="The configuration file.")
]
WorkspaceFolder = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="Folder of the tables, instead of the configured one."),
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes, instead of the configured.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
CatalogPath = Annotated[
    Path | None, typer.Option("--catalog", help="Source descriptions, instead of the configured ones.")
]
CorporaRoot = Annotated[
    Path | None, typer.Option("--corpora", help="Folder that the sources' files lie below.")
]
Force = Annotated[bool, typer.Option("--force", help="Run even if nothing has changed.")]


def open_context(
    config: Path,
    workspace: Path | None = None,
    workers: int | None = None,
    catalog: Path | None = None,
    corpora: Path | None = None,
) -> Context:
    """Read the configuration and give a stage its surroundings, progress bars among them."""
    from pipeline.config import Overrides
    from pipeline.context import open_context

    return open_context(config, Overrides(workspace, workers, catalog, corpora), Bars())
