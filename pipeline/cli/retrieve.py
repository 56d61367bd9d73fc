"""``klue retrieve``: fetches the files of sources that the catalogue has addresses of."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from pipeline.cli.options import CONFIG, AsJson, CatalogPath, ConfigFile, CorporaRoot, open_context
from pipeline.cli.output import Row, print_table
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.corpora.catalogue import Description


def retrieve(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Ids of sources; none: all that have addresses.")
    ] = None,
    config: ConfigFile = CONFIG,
    catalog: CatalogPath = None,
    corpora: CorporaRoot = None,
    as_json: AsJson = False,
) -> None:
    """Fetch the files of sources from where the catalogue says (`retrieval`), and verify them.

    What breaks off is gone on with by the next run; what is there already is only verified.
    """
    from pipeline.corpora.catalogue import load_descriptions
    from pipeline.corpora.retrieve import new_client
    from pipeline.corpora.retrieve import retrieve as fetch

    settings = open_context(config, catalog=catalog, corpora=corpora).config
    described = load_descriptions(settings.catalogue, settings.corpora)
    wanted = _wanted([description for description, _ in described], sources)
    rows: list[Row] = []
    with new_client() as client:
        for description, root in described:
            for retrieval in description.retrieval if description.id in wanted else ():
                with _bar(retrieval.file) as advance:
                    got = fetch(retrieval, root, client, advance=advance)
                rows.append((description.id, retrieval.file, got.outcome, got.size, got.sha256))
    print_table("Files", ("source", "file", "outcome", "bytes", "sha256"), rows, as_json)


@contextlib.contextmanager
def _bar(title: str) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much has come, and how fast."""
    errors = Console(file=sys.stderr, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=errors, disable=not errors.is_terminal) as progress:
        task = progress.add_task(title, total=None)
        yield lambda size: progress.advance(task, size)


def _wanted(described: list[Description], sources: list[str] | None) -> set[str]:
    """Give the ids of the sources to fetch."""
    known = {description.id: description for description in described}
    for name in sources or ():
        if name not in known:
            raise UsageError(f"there is no source {name!r}", f"the sources: {', '.join(known)}")
        if not known[name].retrieval:
            homepage = known[name].homepage or "its homepage, which the catalogue does not name"
            problem = f"{name} has no `retrieval` in the catalogue"
            raise UsageError(problem, f"fetch its files from {homepage}")
    found = {name for name in sources or known if known[name].retrieval}
    if not found:
        raise UsageError("no source of the catalogue has a `retrieval`", "fetch the files from the homepages")
    return found
