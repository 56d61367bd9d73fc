"""``klue sources``: what the licence gate says of the catalogue, of any folder, of an expression."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import (
    CONFIG,
    AsJson,
    CatalogPath,
    ConfigFile,
    CorporaRoot,
    WorkspaceFolder,
    open_context,
)
from pipeline.cli.output import Row, print_json, print_table, say
from pipeline.errors import RefusedLicenceError

RELEASE = "CC-BY-SA-4.0"

Release = Annotated[str, typer.Option("--release", help="Licence of the release that the texts are for.")]

sources = typer.Typer(invoke_without_command=True)


@sources.callback()
def show(
    context: typer.Context,
    config: ConfigFile = CONFIG,
    workspace: WorkspaceFolder = None,
    catalog: CatalogPath = None,
    corpora: CorporaRoot = None,
    as_json: AsJson = False,
) -> None:
    """Show each source's licence, what the licence gate says of it and since when, and its documents."""
    if context.invoked_subcommand is not None:
        return
    from pipeline.corpora.catalogue import load_catalogue
    from pipeline.corpora.gate import judge
    from pipeline.corpora.sources import SourceRow
    from pipeline.corpora.terms import LICENCES, load_terms

    opened = open_context(config, workspace, None, catalog, corpora)
    terms = load_terms(opened.contracts / LICENCES)
    ingested = {row.source_id: row for row in opened.read_if_there("sources", SourceRow)}
    rows: list[Row] = []
    for source in load_catalogue(opened.config.catalogue, opened.config.corpora):
        judged = judge(source, terms, opened.config.release.licence)
        row = ingested.get(source.id)
        counts = (None, None) if row is None else (row.documents, row.rejected)
        rows.append((source.id, judged.licence, judged.name, source.since, *counts, judged.reason))
    header = ("source", "licence", "verdict", "since", "documents", "rejected", "reason")
    print_table("Sources", header, rows, as_json)


@sources.command()
def check(
    path: Annotated[Path, typer.Argument(help="A folder with a corpus and the documents around it.")],
    declared: Annotated[
        str | None, typer.Option("--declared", help="The licence that is claimed (SPDX); NOASSERTION: none.")
    ] = None,
    release: Release = RELEASE,
    as_json: AsJson = False,
) -> None:
    """Read a folder's licence evidence and say accept, accept-with-warning, quarantine or refuse.

    Ends with exit code 4 unless the folder is accepted.
    """
    from pipeline.corpora.evidence.check import check_folder

    checked = check_folder(path, declared, release)
    said = checked.verdict
    if as_json:
        answer = {"path": str(path), "declared": declared, "verdict": said.name, "licence": said.licence}
        print_json({**answer, "reason": said.reason, "findings": checked.findings})
    else:
        rows: list[Row] = [
            (f.file, f.line or None, f.licence or f.restriction, f.kind, f.scope, f.text)
            for f in checked.findings
        ]
        if rows:
            print_table("Evidence", ("file", "line", "says", "as", "of", "words"), rows, False)
        say(f"{said.name}: {said.licence or 'no licence'}")
        say(said.reason)
    if not said.accepted:
        raise RefusedLicenceError(f"{path}: {said.name}", "docs/licences.md tells what each verdict means")


@sources.command()
def explain(
    expression: Annotated[str, typer.Argument(help="A licence, or several with AND, OR and WITH (SPDX).")],
    release: Release = RELEASE,
) -> None:
    """Tell in words what a licence permits and demands, and whether a release may hold texts under it."""
    from pipeline.corpora.explanations import explain as told

    say(told(expression, release))
