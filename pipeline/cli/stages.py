"""Runs one stage each and shows what came of it."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli.output import Row, print_counts, print_json, print_table, say
from pipeline.context import Context
from pipeline.errors import FailedGateError
from pipeline.model import Measurement, Status

_SOURCES = ("source", "licence", "verdict", "documents", "rejected", "reason")


def run_ingest(context: Context, force: bool, as_json: bool) -> None:
    """Ingest, and show what became of each source and why records were rejected."""
    from pipeline.corpora.ingest import ingest

    report = ingest(context, context.config.catalogue, context.config.corpora, force=force)
    rows: list[Row] = [
        (row.source_id, row.licence, row.verdict, row.documents, row.rejected, row.reason)
        for row in report.sources
    ]
    print_table("Sources", _SOURCES, rows, as_json)
    if report.incidents and not as_json:
        print_table("Incidents", ("check", "count"), list(report.incidents.items()), False)


def run_prepare(context: Context, force: bool, as_json: bool) -> None:
    """Prepare."""
    from pipeline.corpora.prepare import prepare

    report = prepare(context, force=force)
    flagged = sorted(report.flagged.items())
    counts = [
        ("documents", "documents", report.documents),
        ("exact_duplicates", "exact duplicates dropped", report.exact_duplicates),
        ("clusters", "clusters of near-duplicates", report.clusters),
        ("bridges", "dropped, for they tie two splits", report.bridges),
        *(
            (f"rejected_{check.replace('.', '_')}", f"dropped for {check}", n)
            for check, n in report.rejected.items()
        ),
        ("sentences", "sentences", report.sentences),
        *((f"found_{kind}", f"found {kind}", count) for kind, count in report.personal_data.items()),
        *((f"flagged_{flag.replace('.', '_')}", f"flagged {flag}", count) for flag, count in flagged),
        *((f"topic_{topic}", f"on {topic}", count) for topic, count in report.topics.items()),
        *((f"placed_{split}", f"placed in {split}", count) for split, count in report.placed.items()),
    ]
    print_counts("Prepared", counts, as_json)


def run_sample(context: Context, details: bool, as_json: bool) -> None:
    """Sample, and show what was asked and what was had, with the quotas that were missed."""
    from pipeline.sampling.stage import sample

    report = sample(context)
    if as_json:
        print_json(report.drawn)
        return
    rows = [(c.task, c.split, c.wanted, c.found, c.drawn) for c in report.drawn if c.facet == "all"]
    print_table("Items drawn", ("task", "split", "wanted", "found", "drawn"), rows, False)
    facets: list[Row] = [
        (c.task, c.facet, c.value, c.split, c.wanted, c.found, c.drawn)
        for c in report.drawn
        if c.facet != "all" and (details or (c.wanted is not None and c.drawn < c.wanted))
    ]
    if facets:
        header = ("task", "facet", "value", "split", "wanted", "found", "drawn")
        print_table("What they are made of" if details else "Quotas not reached", header, facets, False)
    if report.written:
        say(f"{report.written} items were made of what people wrote")
    counted = [(task, name, count) for (task, name), count in report.items.items()]
    print_table("Items in all", ("task", "round", "items"), counted, False)


def run_push(context: Context, as_json: bool) -> None:
    """Assign and push."""
    from pipeline.studio.stage import assign_items, push_assignments

    assigned = assign_items(context)
    pushed = push_assignments(context)
    counts = [
        ("assignments_made", "assignments made", sum(assigned.made.values())),
        ("projects_made", "projects made", pushed.projects_made),
        ("tasks_imported", "tasks imported", pushed.tasks_imported),
        ("tasks_there", "tasks there already", pushed.tasks_there),
    ]
    print_counts("Pushed", counts, as_json)


def run_pull(context: Context, as_json: bool) -> None:
    """Pull."""
    from pipeline.model import Assignment
    from pipeline.quality.units import progress
    from pipeline.studio.stage import pull_annotations

    pulled = pull_annotations(context)
    rounds = progress(context.read("assignments", Assignment), pulled.annotations)
    rows = [(p.task, p.round, p.assigned, p.answered, p.skipped, p.open) for p in rounds]
    header = ("task", "round", "assigned", "answered", "skipped", "open")
    print_table("Answers", header, rows, as_json)
    if pulled.incidents and not as_json:
        incidents = [(i.check, i.file, i.guid, i.message) for i in pulled.incidents]
        print_table("Incidents", ("check", "slot", "item", "message"), incidents, False)


def run_agreement(context: Context, force: bool, as_json: bool) -> None:
    """Measure agreement."""
    from pipeline.quality.agreement import measure

    measurements = measure(context, force=force)
    if as_json:
        print_json(measurements)
        return
    print_measurements([m for m in measurements if m.scope == "all"])


def print_measurements(measurements: list[Measurement]) -> None:
    """Show figures with their intervals."""
    rows = [
        (
            m.task,
            m.agreement.measure,
            m.agreement.value,
            m.agreement.low,
            m.agreement.high,
            m.agreement.items,
            m.agreement.annotators,
            m.agreement.ratings,
            m.agreement.undefined_because or "",
        )
        for m in measurements
    ]
    header = ("task", "measure", "value", "low", "high", "items", "annotators", "ratings", "")
    print_table("Agreement, with 95% intervals", header, rows, False)


def run_adjudicate(context: Context, as_json: bool) -> None:
    """Find the consensus and queue disputes."""
    from collections import Counter

    from pipeline.quality.consensus import find_consensus

    report = find_consensus(context)
    counts = Counter((c.task, c.status) for c in report.consensus)
    statuses: tuple[Status, ...] = ("accepted", "adjudicate", "settled", "discarded")
    rows: list[Row] = [
        (task, *(counts[task, status] for status in statuses))
        for task in dict.fromkeys(c.task for c in report.consensus)
    ]
    print_table("Consensus", ("task", "accepted", "in dispute", "settled", "discarded"), rows, as_json)
    if not as_json:
        say(f"{report.disputes} new disputes wait to be pushed to an adjudicator")


def run_validate(context: Context, as_json: bool) -> None:
    """Validate, and fail if a rule of level error is broken."""
    from pipeline.quality.validate import validate

    outcomes = validate(context)
    rows = [
        (o.table, o.column or "", o.expectation, o.severity, "holds" if o.passed else "broken", o.unexpected)
        for o in outcomes
        if as_json or not o.passed
    ]
    header = ("table", "column", "expectation", "severity", "outcome", "rows that break it")
    if rows or as_json:
        print_table("Broken rules", header, rows, as_json)
    broken = [o for o in outcomes if not o.passed and o.severity == "error"]
    if not as_json:
        say(f"{len(outcomes) - len(broken)} of {len(outcomes)} rules hold")
    if broken:
        raise FailedGateError(f"{len(broken)} rules of level error are broken", "see the table above")


def run_release(context: Context, as_json: bool) -> None:
    """Release, and show what was published and what was waived."""
    from pipeline.release.stage import release

    released = release(context)
    rows = [(d.result.name, d.result.outcome, d.result.message, d.waived or "") for d in released.decisions]
    if as_json:
        print_json({"path": str(released.path), "rows": released.rows, "gates": released.decisions})
        return
    print_table("Gates", ("gate", "outcome", "", "waived because"), rows, False)
    splits: list[Row] = [(task, *counts.values()) for task, counts in released.rows.items()]
    print_table("Rows", ("task", "train", "dev", "test"), splits, False)
    say(f"release: {released.path}")


def run_report(context: Context, output: Path | None, as_json: bool) -> None:
    """Write the report."""
    from pipeline.report.stage import write_report

    path = write_report(context, output)
    if as_json:
        print_json({"path": str(path)})
    else:
        say(f"report: {path}")
