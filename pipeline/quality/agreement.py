"""The agreement stage: every task's measures, over all and apart by source, batch, label and annotator."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from pipeline.agreement import alpha, alpha_by_label, krippendorff_alpha, one_against_the_rest
from pipeline.context import Context
from pipeline.model import Annotation, Incident, Item, Measurement, Scope
from pipeline.quality.annotators.confusion import tabled
from pipeline.quality.companions import measure_companions
from pipeline.quality.units import units
from pipeline.resources import code_digest
from pipeline.tasks.base import AlphaOver, Unit
from pipeline.tasks.registry import TASKS
from pipeline.workspace import fingerprint

RESAMPLES = 1000
FEWEST_LABELS = 3
"""Labels from which an α of each says more than that of all."""
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class TaskUnits:
    """One task's units: the work of one worker."""

    task: str
    units: tuple[Unit[Any, Any], ...]
    seed: int


def measure(context: Context, *, force: bool = False) -> list[Measurement]:
    """Measure every task that has answers, and publish the figures.

    Raises:
        UsageError: nothing has been pulled yet.
    """
    if is_current(context) and not force:
        return context.read("measurements", Measurement)
    items = context.read("items", Item[str])
    annotations = context.read("annotations", Annotation[str])
    found = {name: tuple(units(name, items, annotations)) for name in TASKS}
    work = [
        TaskUnits(name, own, context.config.seed)
        for name, own in found.items()
        if any(unit.answers for unit in own)
    ]
    results = context.map("agreement", measure_task, work)
    measurements = [measurement for measured, _ in results for measurement in measured]
    incidents = [incident for _, reported in results for incident in reported]
    with context.workspace.publishing("agreement", _fingerprint(context)) as run:
        context.write(run, "measurements", measurements)
        context.write(run, "agreement_incidents", incidents)
    return measurements


def is_current(context: Context) -> bool:
    """Tell whether the published figures were measured on the items and answers as they are."""
    manifest = context.workspace.manifest("agreement")
    return manifest is not None and manifest.fingerprint == _fingerprint(context)


def _fingerprint(context: Context) -> str:
    parts = context.workspace.content("items", "annotations") | {"seed": str(context.config.seed)}
    return fingerprint("agreement", parts | {"code": code_digest("quality", "tasks", "agreement", "model")})


def measure_task(work: TaskUnits) -> tuple[list[Measurement], list[Incident]]:
    """Measure one task over all its units, by source and batch, and by annotator: without, and against, each.

    An α of labels has companions, and an α of each label. Intervals are drawn for all but the figures of
    single annotators. Every α at a level of measurement is computed a second time by the ``krippendorff``
    package, where that fits in memory.
    """
    task = TASKS[work.task]
    found: list[Measurement] = []

    def take(scope: Scope, of: str, chosen: Sequence[Unit[Any, Any]], resamples: int) -> None:
        measured = task.measures(chosen, work.seed, resamples)
        found.extend(Measurement(work.task, "label", scope, of, agreement) for agreement in measured)

    take("all", "", work.units, RESAMPLES)
    alphas = task.alphas(work.units)
    found += _beside(work, alphas, {measurement.agreement.measure for measurement in found})
    batches = sorted({unit.item.batch for unit in work.units if unit.answers})
    for batch in batches if len(batches) > 1 else ():
        take("batch", batch, [unit for unit in work.units if unit.item.batch == batch], RESAMPLES)
    for source in sorted({unit.item.source for unit in work.units} - {""}):
        take("source", source, [unit for unit in work.units if unit.item.source == source], RESAMPLES)
    for annotator in sorted({answer.annotator for unit in work.units for answer in unit.answers}):
        take("without", annotator, _without(work.units, annotator), 0)
    incidents = []
    for over in alphas:
        against = one_against_the_rest(over.ratings, over.level, resamples=0, measure=over.measure)
        found += [
            Measurement(work.task, "label", "annotator", str(annotator), agreement)
            for annotator, agreement in against.items()
        ]
        incidents += check_reference(work.task, over)
    return found, incidents


def _beside(work: TaskUnits, alphas: Sequence[AlphaOver], taken: Set[str]) -> list[Measurement]:
    """Measure the companions of each α that are not ``taken`` yet, and the first α of labels by label."""
    found = [
        Measurement(work.task, "label", "all", "", agreement)
        for over in alphas
        for agreement in measure_companions(over, work.seed, RESAMPLES)
        if agreement.measure not in taken
    ]
    over = tabled(alphas)
    if over is None or over.level != "nominal" or len(over.ratings.values) < FEWEST_LABELS:
        return found
    by_label = alpha_by_label(over.ratings, measure=over.measure, seed=work.seed, resamples=RESAMPLES)
    return found + [
        Measurement(work.task, "label", "label", str(label), agreement)
        for label, agreement in by_label.items()
    ]


def check_reference(task: str, over: AlphaOver) -> list[Incident]:
    """Compare an α with the ``krippendorff`` package's; a difference above 1e-9 is an incident."""
    ours = alpha(over.ratings, over.level, resamples=0).value
    theirs = krippendorff_alpha(over.ratings, over.level)
    if ours is None or theirs is None or abs(ours - theirs) <= _TOLERANCE:
        return []
    return [
        Incident(
            check="agreement.reference_differs",
            level="error",
            message=f"{task}: {over.measure} is {ours!r} here and {theirs!r} by krippendorff",
            explanation="one of the two is wrong; do not publish the figure before it is known which",
        )
    ]


def _without(units: Sequence[Unit[Any, Any]], annotator: str) -> list[Unit[Any, Any]]:
    return [
        replace(unit, answers=tuple(answer for answer in unit.answers if answer.annotator != annotator))
        for unit in units
    ]
