"""The tables that the report is written from, each read once, when a section first asks for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.parquet as pq

from pipeline.context import Context
from pipeline.contracts.gates import AgreementGate, Gate
from pipeline.contracts.odcs import Severity
from pipeline.corpora.sources import SourceRow
from pipeline.model import Annotation, Assignment, Consensus, Dispute, Incident, Item, Measurement
from pipeline.quality.annotators import FLOOR, Panel, Work, assess
from pipeline.quality.units import Progress, progress, units
from pipeline.release.manifest import MANIFEST, RELEASES
from pipeline.report.floors import read_gates
from pipeline.sampling.counts import SampleCount
from pipeline.studio.simulated import simulated_annotators
from pipeline.tables import from_table
from pipeline.tasks.base import AlphaOver, Unit
from pipeline.tasks.registry import TASKS

R = TypeVar("R")
T = TypeVar("T", Item[str], Annotation[str])


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What the report shows of a rule's outcome."""

    table: str
    expectation: str
    column: str | None
    severity: Severity
    passed: bool
    rows: int
    unexpected: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """A workspace as the report sees it; a table whose stage has not run is empty."""

    context: Context

    @cached_property
    def items(self) -> list[Item[str]]:
        """The items of all batches."""
        return self._rows("items", Item[str])

    @cached_property
    def assignments(self) -> list[Assignment]:
        """Who is asked for what."""
        return self._rows("assignments", Assignment)

    @cached_property
    def annotations(self) -> list[Annotation[str]]:
        """The answers of the last pull."""
        return self._rows("annotations", Annotation[str])

    @cached_property
    def measurements(self) -> list[Measurement]:
        """Agreement."""
        return self._rows("measurements", Measurement)

    @cached_property
    def consensus(self) -> list[Consensus[str]]:
        """What the answers amount to."""
        return self._rows("consensus", Consensus[str])

    @cached_property
    def disputes(self) -> list[Dispute[str]]:
        """What adjudicators are asked."""
        return self._rows("disputes", Dispute[str])

    @cached_property
    def text_incidents(self) -> list[Incident]:
        """What ingest and prepare rejected, repaired or doubted."""
        return self._rows("ingest_incidents", Incident) + self._rows("prepare_incidents", Incident)

    @cached_property
    def answer_incidents(self) -> list[Incident]:
        """What is wrong with answers, and with figures."""
        return self._rows("pull_incidents", Incident) + self._rows("agreement_incidents", Incident)

    @cached_property
    def sources(self) -> list[SourceRow]:
        """The sources as the last ingest judged them."""
        return self._rows("sources", SourceRow)

    @cached_property
    def sampling(self) -> list[SampleCount]:
        """What was asked of every batch and what was had."""
        return self._rows("sampling", SampleCount)

    @cached_property
    def rules(self) -> list[RuleLine]:
        """The outcomes of the working tables' rules."""
        return self._rows("validation", RuleLine)

    @cached_property
    def doc_ids(self) -> dict[str, str]:
        """The documents' ids by text_id."""
        return self._mapping("documents", "text_id", "doc_id")

    @cached_property
    def clusters(self) -> dict[str, str]:
        """The cluster of every document that was ever placed."""
        return self._mapping("placements", "member", "cluster")

    @cached_property
    def flags(self) -> list[tuple[str, ...]]:
        """The flags of every sentence."""
        return [tuple(row["flags"]) for row in self._columns("sentences", "flags")]

    @cached_property
    def progress(self) -> list[Progress]:
        """How far each round has come."""
        return progress(self.assignments, self.annotations)

    @cached_property
    def simulated(self) -> frozenset[str]:
        """The annotators that are programs."""
        return simulated_annotators(self.context.workspace)

    @cached_property
    def short_names(self) -> dict[str, str]:
        """Whoever answered, without the domain of the address where that tells everybody apart."""
        everybody = sorted({annotation.annotator for annotation in self.annotations})
        locals_ = Counter(name.partition("@")[0] for name in everybody)
        return {
            name: local if locals_[local := name.partition("@")[0]] == 1 and local else name
            for name in everybody
        }

    @cached_property
    def tasks(self) -> list[str]:
        """The tasks that have items, in their usual order."""
        found = {item.task for item in self.items}
        return [name for name in TASKS if name in found]

    @cached_property
    def panels(self) -> dict[str, Panel]:
        """The annotators of each task whose label round has begun, described and judged."""
        begun = {annotation.task for annotation in self.annotations if annotation.round == "label"}
        return {task: self._panel(task) for task in self.tasks if task in begun}

    @cached_property
    def gates(self) -> dict[str, tuple[Gate, ...]]:
        """The gates of each task that has items; none where the contracts' folder holds no such contract."""
        paths = {task: self.context.contracts / f"{task}.odcs.yaml" for task in self.tasks}
        return {task: read_gates(path) for task, path in paths.items() if path.exists()}

    @cached_property
    def manifests(self) -> list[Path]:
        """The manifests of the published versions, the newest version first."""
        found = (self.context.workspace.root / RELEASES).glob(f"[0-9]*/{MANIFEST}")
        return sorted(found, key=lambda path: _version(path.parent.name), reverse=True)

    def agreement_gate(self, task: str) -> AgreementGate | None:
        """Find the gate on a task's agreement."""
        return next((gate for gate in self.gates.get(task, ()) if isinstance(gate, AgreementGate)), None)

    def headline(self, task: str) -> str | None:
        """Name the measure that stands for a task: that of its gate, or else the first one it has."""
        gate = self.agreement_gate(task)
        if gate is not None:
            return gate.measure
        found = (m for m in self.measurements if (m.task, m.scope) == (task, "all"))
        return next((m.agreement.measure for m in found), None)

    def units(self, task: str, chosen: Container[str] | None = None) -> list[Unit[Any, Any]]:
        """Decode the label round of a task: all of its items, or those whose ids are ``chosen``."""
        items, annotations = self._items_of[task], self._annotations_of[task]
        if chosen is not None:
            items = [item for item in items if item.item_id in chosen]
            annotations = [annotation for annotation in annotations if annotation.item_id in chosen]
        return units(task, items, annotations)

    def alphas(self, task: str) -> list[AlphaOver]:
        """Give the ratings behind a task's α."""
        return TASKS[task].alphas(self.units(task))

    @cached_property
    def _items_of(self) -> dict[str, list[Item[str]]]:
        return _by_task(self.items)

    @cached_property
    def _annotations_of(self) -> dict[str, list[Annotation[str]]]:
        return _by_task(self.annotations)

    def _panel(self, task: str) -> Panel:
        gate = self.agreement_gate(task)
        work = Work(
            task=TASKS[task],
            items=self._items_of[task],
            annotations=self._annotations_of[task],
            consensus=[consensus for consensus in self.consensus if consensus.task == task],
            units=self.units(task),
            headline=self.headline(task),
            floor=FLOOR if gate is None else gate.floor,
            seed=self.context.config.seed,
        )
        return assess(work)

    def _mapping(self, table: str, key: str, value: str) -> dict[str, str]:
        return {row[key]: row[value] for row in self._columns(table, key, value)}

    def _rows(self, table: str, cls: type[R]) -> list[R]:
        """Read a table by the schema in its files: a report of many tables need not read their contracts."""
        return [row for path in self._shards(table) for row in from_table(pq.ParquetFile(path).read(), cls)]

    def _columns(self, table: str, *names: str) -> list[dict[str, Any]]:
        """Read some columns alone: the texts of a large workspace stay on disk."""
        return [
            row
            for path in self._shards(table)
            for row in pq.ParquetFile(path).read(columns=list(names)).to_pylist()
        ]

    def _shards(self, table: str) -> list[Path]:
        workspace = self.context.workspace
        return workspace.shards(table) if workspace.has(table) else []


def _by_task(rows: Iterable[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[row.task].append(row)
    return found


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split(".") if part.isdigit())
