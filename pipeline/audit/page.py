"""An audit as one HTML file that needs nothing else."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import jinja2
from markupsafe import Markup

from pipeline.audit.check import Check
from pipeline.audit.registry import CHECKS
from pipeline.audit.run import LEVELS, Report
from pipeline.model import Incident

SHOWN = 200
"""Incidents of a check that the page lists; JSON has all of them."""

_HIDDEN = ("Cc", "Cf", "Zl", "Zp", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class _Listed:
    """A check with its incidents, the first ones of them."""

    check: Check
    count: int
    incidents: tuple[Incident, ...]


def render(report: Report) -> str:
    """Write the page; the same report gives the same page."""
    found = [_listed(check, report) for check in CHECKS.values() if check.id in report.counts]
    found.sort(key=lambda each: LEVELS.index(each.check.level))
    return (
        _environment()
        .get_template("audit.html.j2")
        .render(
            report=report,
            found=found,
            totals={level: sum(i.level == level for i in report.incidents) for level in LEVELS},
            clean=len(report.checks) - len(found),
        )
    )


def _listed(check: Check, report: Report) -> _Listed:
    own = [incident for incident in report.incidents if incident.check == check.id]
    return _Listed(check, len(own), tuple(own[:SHOWN]))


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.audit"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _finalize(value: object) -> object:
    """Make what cannot be seen visible in every text that the template shows."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) in _HIDDEN and char != "\n" else char
        for char in value
    )
