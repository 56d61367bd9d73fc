"""Runs the checks and collects what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.audit.check import Check, Found
from pipeline.audit.records import DataFile, DataSet
from pipeline.audit.registry import CHECKS
from pipeline.model import Incident, Level

LEVELS: tuple[Level, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Audited:
    """A file that was judged."""

    path: str
    task: str
    split: str | None
    records: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit came to: incidents by check in the registry's order, then by file and line.

    Those of checks on request come in the order of the check, which ranks them. ``checks`` ran.
    """

    files: tuple[Audited, ...]
    checks: tuple[str, ...]
    incidents: tuple[Incident, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many incidents each check has; those without any are left out."""
        return dict(Counter(incident.check for incident in self.incidents))

    def worst(self) -> Level | None:
        """Give the gravest level that there is."""
        found = {incident.level for incident in self.incidents}
        return next((level for level in LEVELS if level in found), None)


def audit(
    files: Sequence[DataFile],
    *,
    requested: Collection[str] = (),
    advance: Callable[[int], None] = lambda _: None,
) -> Report:
    """Run every check that is for these files, those on request only if they are ``requested``.

    ``advance`` is called with 1 after each check, of which there are ``len(CHECKS)``.
    """
    data = DataSet(tuple(files))
    judged = data.judged
    incidents: list[Incident] = []
    ran: list[str] = []
    for check in CHECKS.values():
        own = [file for file in judged if check.applies_to(file.task)]
        if own and (not check.on_request or check.id in requested):
            ran.append(check.id)
            found = run_check(check, data)
            incidents += found if check.on_request else sorted(found, key=_place)
        advance(1)
    audited = tuple(Audited(file.path, file.task, file.split, len(file.records)) for file in judged)
    return Report(audited, tuple(ran), tuple(incidents))


def run_check(check: Check, data: DataSet) -> Iterator[Incident]:
    """Run one check over what it looks at."""
    if check.view == "data set":
        for found in check.run(data):
            yield _incident(check, found)
        return
    for file in data.judged:
        if not check.applies_to(file.task):
            continue
        if check.view == "file":
            for found in check.run(file):
                yield _incident(check, found, file=file.path)
        else:
            for record in file.records:
                for found in check.run(record):
                    yield _incident(check, found, file.path, record.line, record.guid)


def _place(incident: Incident) -> tuple[str, int]:
    return incident.file or "", incident.row or 0


def _incident(
    check: Check, found: Found, file: str | None = None, line: int | None = None, guid: str | None = None
) -> Incident:
    if found.record is not None:
        file, line, guid = found.record.file, found.record.line, found.record.guid
    return Incident(
        check=check.id,
        level=check.level,
        message=found.message,
        file=found.file or file,
        row=found.line if found.line is not None else line,
        guid=guid or None,
        offset=found.offset,
        explanation=check.explanation,
    )
