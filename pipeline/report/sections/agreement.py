"""How far annotators agree: the headline figures against their floors, and all that was measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.contracts.gates import AgreementGate
from pipeline.model import Agreement, Measurement, Scope
from pipeline.report.beside import Beside, beside, companion_names, labels
from pipeline.report.charts import Axis, Whisker, whisker
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section
from pipeline.report.trend import Trend, begun, trend
from pipeline.report.verdicts import NOT_MEASURED, AgreementVerdict, judge_agreement


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its interval, as numbers and as a mark on the chart's axis; ``of`` as in Measurement."""

    of: str
    agreement: Agreement
    whisker: Whisker


@dataclass(frozen=True, slots=True)
class WithoutRange:
    """The headline figure without each annotator: its range, and whose absence gives its ends."""

    low: float
    lowest: str
    high: float
    highest: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class TaskAgreement:
    """One task: the headline figure with its verdict, all measures, and the headline by source and annotator.

    ``beside`` puts each α of labels beside its companions, ``labels`` has the α of each label, ``trend`` and
    ``batches`` the headline by batch. ``rest`` is the headline without each annotator, None where it was not
    measured.
    """

    task: str
    gate: AgreementGate | None
    headline: FigureRow
    verdict: AgreementVerdict
    measures: tuple[FigureRow, ...]
    beside: tuple[Beside, ...]
    labels: tuple[FigureRow, ...]
    trend: Trend | None
    batches: tuple[FigureRow, ...]
    sources: tuple[FigureRow, ...]
    rest: WithoutRange | None


@dataclass(frozen=True, slots=True)
class AgreementData:
    """All tasks on one axis."""

    axis: Axis
    tasks: tuple[TaskAgreement, ...]


_FINE = ("label", "batch")
"""Scopes whose intervals are wide; they do not stretch the axis of all."""


def build(material: Material) -> AgreementData | None:
    """Gather the figures; None before anything was measured."""
    measured = {m.task for m in material.measurements}
    tasks = [task for task in material.tasks if task in measured]
    if not tasks:
        return None
    own = (m.agreement for m in material.measurements if m.task in tasks and m.scope not in _FINE)
    axis = Axis.over(low for agreement in own if (low := _lowest(agreement)) is not None)
    return AgreementData(axis, tuple(_task(material, task, axis) for task in tasks))


def _task(material: Material, task: str, axis: Axis) -> TaskAgreement:
    own = [m for m in material.measurements if m.task == task]
    measure = material.headline(task)
    gate = material.agreement_gate(task)
    overall = [m for m in own if m.scope == "all"]
    headline = next((m.agreement for m in overall if m.agreement.measure == measure), None)
    shown = headline or Agreement(measure or "", None, None, None, 0, 0, 0, 0, NOT_MEASURED)
    rest = _range(_scope(own, "without", measure, axis))
    mark = replace(
        whisker(axis, shown),
        floor=None if gate is None else axis.at(gate.floor),
        green=None if gate is None else axis.at(gate.green),
        band=None if rest is None else (axis.at(rest.low), axis.at(rest.high)),
    )
    companions = beside(material, task, [m.agreement for m in overall])
    batches = [m for m in own if m.scope == "batch" and m.agreement.measure == measure]
    order = begun(material.annotations, task) if batches else []
    return TaskAgreement(
        task=task,
        gate=gate,
        headline=FigureRow("", shown, mark),
        verdict=judge_agreement(gate, headline),
        measures=tuple(
            _row(m, axis) for m in overall if m.agreement.measure not in companion_names(companions)
        ),
        beside=companions,
        labels=tuple(_row(m, axis) for m in labels(own)),
        trend=trend(order, batches, gate),
        batches=tuple(_row(m, axis) for batch in order for m in batches if m.of == batch),
        sources=_scope(own, "source", measure, axis),
        rest=rest,
    )


def _scope(
    own: Iterable[Measurement], scope: Scope, measure: str | None, axis: Axis
) -> tuple[FigureRow, ...]:
    return tuple(_row(m, axis) for m in own if m.scope == scope and m.agreement.measure == measure)


def _row(measurement: Measurement, axis: Axis) -> FigureRow:
    return FigureRow(measurement.of, measurement.agreement, whisker(axis, measurement.agreement))


def _range(rows: tuple[FigureRow, ...]) -> WithoutRange | None:
    values = sorted((row.agreement.value, row.of) for row in rows if row.agreement.value is not None)
    if not values:
        return None
    return WithoutRange(*values[0], *values[-1], rows)


def _lowest(agreement: Agreement) -> float | None:
    return agreement.value if agreement.low is None else agreement.low


SECTION = Section("agreement", Phrase("일치도", "Agreement"), build)
