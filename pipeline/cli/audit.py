"""``klue audit``: named checks over finished data sets."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Bars, print_json, print_table, say
from pipeline.errors import FailedGateError, UsageError

if TYPE_CHECKING:
    from pipeline.audit.run import Report
    from pipeline.model import Incident


class FailOn(StrEnum):
    """From which level on findings make the command fail."""

    error = "error"
    warning = "warning"


def audit(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="KLUE's files, tables (Parquet, CSV, TSV, JSON lines), or folders of either.", metavar="PATH"
        ),
    ] = None,
    task: Annotated[
        str | None, typer.Option("--task", help="The task, if the files do not tell; of a folder, that only.")
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", help="Training data to look for leaks in, not judged; may be repeated."),
    ] = None,
    label_errors: Annotated[
        bool, typer.Option("--label-errors", help="Rank likely label errors too; takes minutes.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Findings to show of each check.")] = 1,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Fail if there are findings of this level or above.")
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write an HTML page too.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all findings as JSON.")] = False,
    list_checks: Annotated[bool, typer.Option("--list", help="List the checks instead.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="With --list: as docs/checks.md.")] = False,
) -> None:
    """Check a finished data set, ours or anybody's in KLUE's formats, for what KLUE shipped and more."""
    if list_checks:
        _list(as_json, markdown)
        return
    if not paths:
        raise UsageError("nothing to audit", "name files or folders: klue audit PATH…")
    from pipeline.audit.checks.label_errors import SUSPECT
    from pipeline.audit.reading import read_data
    from pipeline.audit.registry import CHECKS
    from pipeline.audit.run import audit as run

    files = read_data(paths, against or (), task)
    with Bars().bar("checks", len(CHECKS)) as advance:
        report = run(files, requested=(SUSPECT,) if label_errors else (), advance=advance)
    if html is not None:
        from pipeline.audit.page import render
        from pipeline.workspace import replace_file

        html.parent.mkdir(parents=True, exist_ok=True)
        replace_file(html, render(report).encode())
    if as_json:
        _print_json(report)
    else:
        _show(report, limit)
        if html is not None:
            say(f"page: {html}")
    if fail_on is not None:
        _fail(report, fail_on)


def _list(as_json: bool, markdown: bool) -> None:
    from pipeline.audit.catalogue import markdown as document
    from pipeline.audit.registry import CHECKS

    if markdown:
        typer.echo(document(), nl=False)
        return
    rows = [
        (check.id, check.level, check.title, ", ".join(check.tasks) or "all") for check in CHECKS.values()
    ]
    print_table("Checks", ("check", "level", "finds", "tasks"), rows, as_json)


def _print_json(report: Report) -> None:
    from pipeline.audit.registry import CHECKS

    print_json(
        {
            "incidents": [
                {
                    "check": incident.check,
                    "level": incident.level,
                    "file": incident.file,
                    "line": incident.row,
                    "guid": incident.guid,
                    "offset": incident.offset,
                    "message": incident.message,
                    "explanation": incident.explanation,
                    "repair": CHECKS[incident.check].repair,
                }
                for incident in report.incidents
            ],
            "counts": report.counts,
        }
    )


def _show(report: Report, limit: int) -> None:
    """Show what each check found, the gravest first."""
    from pipeline.audit.catalogue import DOCUMENT
    from pipeline.audit.registry import CHECKS
    from pipeline.audit.run import LEVELS

    files = [(file.path, file.task, file.split, file.records) for file in report.files]
    print_table("Files", ("file", "task", "split", "records"), files, False)
    if not report.incidents:
        say("no check found anything")
        return
    found = sorted((CHECKS[check] for check in report.counts), key=lambda check: LEVELS.index(check.level))
    rows = [(check.level, check.id, report.counts[check.id], check.title) for check in found]
    print_table("Findings", ("level", "check", "count", "finds"), rows, False)
    for check in found:
        own = [incident for incident in report.incidents if incident.check == check.id]
        say(f"{check.id}: see {DOCUMENT}#{check.id}")
        for incident in own[:limit]:
            say(f"  {_place(incident)}{incident.message}")


def _place(incident: Incident) -> str:
    line = "" if incident.row is None else f":{incident.row}"
    place = "" if incident.file is None else f"{incident.file}{line}: "
    return place if incident.guid is None else f"{place}{incident.guid}: "


def _fail(report: Report, fail_on: FailOn) -> None:
    from pipeline.audit.run import LEVELS

    failing = LEVELS[: LEVELS.index(fail_on.value) + 1]
    counts = {level: sum(incident.level == level for incident in report.incidents) for level in failing}
    if any(counts.values()):
        found = " and ".join(f"{count} of level {level}" for level, count in counts.items() if count)
        raise FailedGateError(f"the audit has {found}", "mend the data, or audit without --fail-on")
