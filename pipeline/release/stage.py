"""The release stage: all gates open, a folder that can be made again bit for bit."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline import __version__, canonical
from pipeline.context import Context
from pipeline.contracts.expectations import check
from pipeline.contracts.gates import GateResult, gates_of
from pipeline.contracts.outcomes import Outcome
from pipeline.corpora.attribution import attribution_lines
from pipeline.corpora.licences import allows_release, combine
from pipeline.corpora.sources import SourceRow
from pipeline.errors import RefusedLicenceError, UsageError
from pipeline.ids import stable_id
from pipeline.locks import holding
from pipeline.model import Annotation, Assignment, Consensus, Document, Item, Measurement, Placement
from pipeline.quality.agreement import is_current as measured
from pipeline.quality.consensus import is_current as found
from pipeline.quality.units import progress
from pipeline.quality.validate import validate
from pipeline.release.documents import Credit, Figures, attribution, card, errata, licence_notice
from pipeline.release.examples import Material, Record, records
from pipeline.release.export import release_table, write_splits
from pipeline.release.gates import (
    Decision,
    Evidence,
    Outline,
    judge,
    judge_contract,
    refuse_unless_open,
    waive,
)
from pipeline.release.manifest import MANIFEST, RELEASES, Inputs, manifest
from pipeline.release.pseudonyms import Pseudonyms
from pipeline.resources import code_digest
from pipeline.studio.simulated import simulated_annotators
from pipeline.tasks.registry import TASKS
from pipeline.workspace import sync_folder, sync_tree

_TABLES = ("documents", "placements", "items", "measurements", "consensus")


@dataclass(frozen=True, slots=True)
class Released:
    """A published version: where it is, rows by task and split, and the gates it passed or waived."""

    path: Path
    rows: dict[str, dict[str, int]]
    decisions: list[Decision]


def release(context: Context) -> Released:
    """Publish the configured version.

    Raises:
        RefusedLicenceError: a record's texts do not allow the release's licence.
        FailedGateError: a gate is missed and not waived.
        UsageError: the version is published already, with other content; or answers have changed since the
            consensus was found.
    """
    _require_current(context)
    tables = _Tables.read(context)
    material = Material.of(tables.items, tables.documents, tables.annotations, tables.consensus)
    _check_licences(context, tables)
    pseudonyms = Pseudonyms.of(context.workspace)
    settings = context.config.release
    made = {
        name: records(material, name, settings.name, settings.licence, pseudonyms)
        for name in _planned(context)
    }
    outcomes = _check_contracts(context, made)
    working = [judge_contract(table, rules) for table, rules in _by_table(validate(context)).items()]
    decisions = waive([*working, *_judge(context, tables, made, outcomes)], settings.waivers)
    refuse_unless_open(decisions)
    figures = Figures(
        records=made,
        consensus=tables.consensus,
        measurements=tables.measurements,
        contracts={name: context.contract(name) for name in made},
        decisions=decisions,
        outcomes=outcomes,
        credits=_credits(tables, made),
        simulated=bool(simulated_annotators(context.workspace)),
    )
    with _publication(context) as folder:
        rows = {name: write_splits(folder, name, own, context.schema(name)) for name, own in made.items()}
        used = _used_documents(tables, made)
        _write_texts(context, folder, figures, attribution_lines(tables.sources, used))
        description = manifest(
            folder,
            name=settings.name,
            version=settings.version,
            licence=settings.licence,
            simulated=figures.simulated,
            rows=rows,
            inputs=_inputs(context, figures),
            decisions=decisions,
        )
        (folder / MANIFEST).write_bytes(description)
    return Released(context.workspace.root / RELEASES / settings.version, rows, decisions)


def _require_current(context: Context) -> None:
    stale = [
        command
        for command, current in (("agreement", measured(context)), ("adjudicate", found(context)))
        if not current
    ]
    if stale:
        raise UsageError(
            "items or answers have changed since agreement was measured and consensus was found",
            "run " + ", then ".join(f"`klue {command}`" for command in stale),
        )


def _planned(context: Context) -> list[str]:
    """List the tasks to release: a task that is planned is left out only by planning none of its items."""
    planned = [name for name in TASKS if name in context.config.tasks and context.config.tasks[name].items]
    if not planned:
        raise UsageError("no task is planned", "say how many items you want in klue.yaml under tasks")
    return planned


def _by_table(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    tables: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        tables.setdefault(outcome.table, []).append(outcome)
    return tables


@dataclass(frozen=True, slots=True)
class _Tables:
    """The workspace's tables that a release is made of."""

    sources: list[SourceRow]
    documents: list[Document]
    placements: list[Placement]
    items: list[Item[str]]
    assignments: list[Assignment]
    annotations: list[Annotation[str]]
    measurements: list[Measurement]
    consensus: list[Consensus[str]]

    @classmethod
    def read(cls, context: Context) -> _Tables:
        return cls(
            context.read("sources", SourceRow),
            context.read("documents", Document),
            context.read("placements", Placement),
            context.read("items", Item[str]),
            context.read("assignments", Assignment),
            context.read("annotations", Annotation[str]),
            context.read("measurements", Measurement),
            context.read("consensus", Consensus[str]),
        )


def _check_licences(context: Context, tables: _Tables) -> None:
    licence = context.config.release.licence
    refused = []
    for combined in sorted({item.licence for item in tables.items}):
        decision = allows_release(combine([combined]), licence)
        if not decision.allowed:
            refused.append(f"  {combined}: {decision.reason}")
    if refused:
        raise RefusedLicenceError(
            f"the licences of the texts do not allow a release under {licence}:\n" + "\n".join(refused),
            "leave those sources out, or release under a licence that theirs allow",
        )


def _check_contracts(context: Context, made: dict[str, list[Record]]) -> list[Outcome]:
    outcomes = []
    with context.progress.bar("check release tables", len(made)) as advance:
        for name, own in made.items():
            outcomes += check(context.contract(name), release_table(own, context.schema(name)))
            advance(1)
    return outcomes


def _judge(
    context: Context, tables: _Tables, made: dict[str, list[Record]], outcomes: Sequence[Outcome]
) -> list[GateResult]:
    clusters = {placement.member: placement.cluster for placement in tables.placements}
    decided = {c.item_id for c in tables.consensus if c.status != "adjudicate"}
    rounds = progress(tables.assignments, tables.annotations)
    results = []
    for name, own in made.items():
        evidence = Evidence(
            task=name,
            records=[Outline(record.split, record.shared.doc_ids, record.group) for record in own],
            clusters=clusters,
            measurements=tables.measurements,
            progress=rounds,
            undecided=sum(
                (item.task, item.round) == (name, "label") and item.item_id not in decided
                for item in tables.items
            ),
        )
        results += judge(gates_of(context.contract(name)), evidence)
        results.append(judge_contract(name, [outcome for outcome in outcomes if outcome.table == name]))
    return results


def _used_documents(tables: _Tables, made: dict[str, list[Record]]) -> list[Document]:
    used = {doc_id for own in made.values() for record in own for doc_id in record.shared.doc_ids}
    return [document for document in tables.documents if document.doc_id in used]


def _credits(tables: _Tables, made: dict[str, list[Record]]) -> list[Credit]:
    counts = Counter(document.source for document in _used_documents(tables, made))
    return [
        Credit(source.title, source.licence or "unknown", counts[source.source_id])
        for source in tables.sources
        if counts[source.source_id]
    ]


def _inputs(context: Context, figures: Figures) -> Inputs:
    """Name what the release was made from; the annotations' clock values are not part of it."""
    annotations = [
        canonical.dump(replace(annotation, seconds=None, created_at="", revision=""))
        for annotation in context.read("annotations", Annotation[str])
    ]
    return Inputs(
        tables=context.workspace.content(*_TABLES) | {"annotations": stable_id(*annotations)},
        code=code_digest("release", "quality", "tasks", "contracts", "tables", "model"),
        program=f"klue-pipeline {__version__}",
        contracts={name: contract.version for name, contract in figures.contracts.items()},
        seed=context.config.seed,
    )


def _write_texts(context: Context, folder: Path, figures: Figures, credits_: Iterable[str]) -> None:
    settings = context.config.release
    (folder / "README.md").write_text(card(settings, figures), encoding="utf-8")
    (folder / "LICENSE").write_text(licence_notice(settings, figures), encoding="utf-8")
    (folder / "ATTRIBUTION.md").write_text(attribution(settings, credits_), encoding="utf-8")
    (folder / "ERRATA.md").write_text(errata(settings, figures), encoding="utf-8")
    validation = folder / "validation"
    validation.mkdir()
    for name in figures.records:
        own = [asdict(outcome) for outcome in figures.outcomes if outcome.table == name]
        text = json.dumps(own, ensure_ascii=False, indent=1) + "\n"
        (validation / f"{name}.json").write_text(text, encoding="utf-8")


@contextmanager
def _publication(context: Context) -> Iterator[Path]:
    """Give a folder to fill; it takes its place only when it is whole, and only if the version is new.

    Raises:
        UsageError: the version is published already, with other content.
        LockedError: another run is publishing.
    """
    home = context.workspace.root / RELEASES
    home.mkdir(parents=True, exist_ok=True)
    version = context.config.release.version
    with holding(home / "lock", "a release"):
        for leftover in home.glob(".staging-*"):
            shutil.rmtree(leftover)
        staging = home / f".staging-{os.getpid()}"
        staging.mkdir()
        try:
            yield staging
            final = home / version
            if not final.exists():
                sync_tree(staging)
                staging.rename(final)
                sync_folder(home)
            elif (final / MANIFEST).read_bytes() != (staging / MANIFEST).read_bytes():
                raise UsageError(
                    f"{final}: version {version} is published, and what would be published now differs",
                    "a published version never changes; raise release.version in klue.yaml",
                )
        finally:
            shutil.rmtree(staging, ignore_errors=True)
