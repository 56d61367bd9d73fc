"""The texts of a release: dataset card, licence notice, errata; every number in them is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import jinja2

from pipeline.contracts.odcs import Contract
from pipeline.contracts.outcomes import Outcome
from pipeline.model import SPLITS, Agreement, Consensus, Measurement
from pipeline.release.examples import Record
from pipeline.release.gates import Decision
from pipeline.settings import Release
from pipeline.tasks.registry import TASKS

_LEGAL_TEXTS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/legalcode",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/legalcode",
}


@dataclass(frozen=True, slots=True)
class Credit:
    """A source as the card lists it."""

    title: str
    licence: str
    documents: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the card's numbers are computed from."""

    records: Mapping[str, Sequence[Record]]
    consensus: Sequence[Consensus[str]]
    measurements: Sequence[Measurement]
    contracts: Mapping[str, Contract]
    decisions: Sequence[Decision]
    outcomes: Sequence[Outcome]
    credits: Sequence[Credit]
    simulated: bool


def card(release: Release, figures: Figures) -> str:
    """Write ``README.md``, the dataset card."""
    return _template("README.md.j2").render(
        title=release.title,
        version=release.version,
        licence=release.licence,
        publisher=release.publisher,
        simulated=figures.simulated,
        total=sum(len(records) for records in figures.records.values()),
        splits=SPLITS,
        tasks=[_task(name, figures) for name in figures.records],
        gates=[
            {
                "name": decision.result.name,
                "outcome": decision.result.outcome,
                "message": _cell(decision.result.message),
                "waived": _cell(decision.waived or ""),
            }
            for decision in figures.decisions
        ],
        sources=figures.credits,
    )


def licence_notice(release: Release, figures: Figures) -> str:
    """Write ``LICENSE``: the release's licence, and those of the texts."""
    counts = Counter(record.shared.licence for records in figures.records.values() for record in records)
    return _template("LICENSE.j2").render(
        title=release.title,
        version=release.version,
        licence=release.licence,
        publisher=release.publisher,
        url=_LEGAL_TEXTS.get(release.licence),
        licences=[f"{licence}: {count} records" for licence, count in sorted(counts.items())],
    )


def attribution(release: Release, credits_: Iterable[str]) -> str:
    """Write ``ATTRIBUTION.md``: every source of the release's texts and what was changed in them.

    That a list names the sources, links their licences and tells of changes is what CC BY asks, section 3(a).
    """
    return _template("ATTRIBUTION.md.j2").render(
        title=release.title,
        version=release.version,
        publisher=release.publisher,
        sources="\n".join(credits_).rstrip(),
    )


def errata(release: Release, figures: Figures) -> str:
    """Write ``ERRATA.md``: what is known to be imperfect on publication."""
    warnings = [
        {
            "table": outcome.table,
            "column": outcome.column or "",
            "expectation": outcome.expectation,
            "unexpected": outcome.unexpected,
            "rows": outcome.rows,
            "example": _cell(outcome.examples[0] if outcome.examples else ""),
        }
        for outcome in figures.outcomes
        if not outcome.passed and outcome.severity == "warning"
    ]
    return _template("ERRATA.md.j2").render(title=release.title, version=release.version, warnings=warnings)


def format_agreement(agreement: Agreement) -> tuple[str, str]:
    """Format value and interval for a table; an undefined one says why in the interval's place.

    >>> format_agreement(Agreement("alpha", 0.81234, 0.7, 0.9, 40, 40, 5, 120))
    ('0.812', '[0.700, 0.900]')
    """
    value = "–" if agreement.value is None else f"{agreement.value:.3f}"
    if agreement.low is None or agreement.high is None:
        return value, _cell(agreement.undefined_because or "")
    return value, f"[{agreement.low:.3f}, {agreement.high:.3f}]"


@dataclass(frozen=True, slots=True)
class _Measure:
    """An agreement as the card shows it."""

    agreement: Agreement
    value: str
    interval: str


def _task(name: str, figures: Figures) -> dict[str, object]:
    measures = [
        _Measure(m.agreement, *format_agreement(m.agreement))
        for m in figures.measurements
        if (m.task, m.scope) == (name, "all")
    ]
    statuses = Counter(consensus.status for consensus in figures.consensus if consensus.task == name)
    contract = figures.contracts[name]
    return {
        "name": name,
        "title": TASKS[name].title,
        "purpose": contract.purpose,
        "rows": {split: sum(r.split == split for r in figures.records[name]) for split in SPLITS},
        "funnel": {
            "total": statuses.total(),
            **{s: statuses[s] for s in ("accepted", "settled", "discarded")},
        },
        "measures": measures,
        "headline": measures[0] if measures else None,
        "fields": [
            {"name": field.name, "type": field.type, "description": _cell(field.description)}
            for field in contract.fields
        ],
    }


def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.release"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (Markdown; cells are escaped where they are made)
    )
    return environment.get_template(name)


def _cell(text: str) -> str:
    """Keep a text inside its Markdown cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
