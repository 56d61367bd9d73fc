"""The build flow: every stage as far as the answers at hand allow. It never waits for a person."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import flow

from flows.adjudicate import adjudicate_flow
from flows.agreement import agreement_flow
from flows.ingest import ingest_flow
from flows.prepare import prepare_flow
from flows.pull import pull_flow
from flows.push import push_flow
from flows.release import release_flow
from flows.report import report_flow
from flows.runtime import Stage
from flows.sample import sample_flow
from flows.validate import validate_flow
from pipeline.context import Context
from pipeline.contracts.outcomes import Outcome
from pipeline.errors import UnreachableError
from pipeline.model import Annotation, Assignment, Consensus, Item
from pipeline.quality.units import progress
from pipeline.quality.validate import broken
from pipeline.release.stage import Released
from pipeline.studio.endpoint import find_endpoint


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that only a person can do: how many answers, from how many people, for what."""

    what: str
    task: str
    round: str
    answers: int
    people: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How far a build came: what it waits for, and what it published when it waits for nothing.

    ``broken`` are the rules that the working tables do not keep: no release goes out over them.
    """

    waits: list[Wait]
    broken: list[Outcome]
    released: Released | None


@flow(name="build")
def build_flow(stage: Stage) -> BuildReport:
    """Advance every stage, say what is waited for, and release when nothing is."""
    context = stage.open()
    ingest_flow(stage)
    prepare_flow(stage)
    unreachable = _why_unreachable(context)
    if unreachable is None and context.workspace.has("assignments"):
        pull_flow(stage)
    sample_flow(stage)
    if context.workspace.has("annotations"):
        agreement_flow(stage)
        adjudicate_flow(stage)
    if unreachable is None and context.config.studio.annotators:
        push_flow(stage)
    rules = broken(validate_flow(stage))
    waits = waiting(context, unreachable)
    released = release_flow(stage) if not waits else None
    report_flow(stage)
    return BuildReport(waits, rules, released)


def waiting(context: Context, unreachable: str | None) -> list[Wait]:
    """List what a release waits for; ``unreachable`` says why there is no Label Studio to ask."""
    items = context.read("items", Item[str])
    if not context.config.studio.annotators:
        return [Wait("people: list e-mail addresses under studio.annotators", "", "", len(items), 0)]
    if unreachable is not None:
        return [Wait(unreachable, "", "", len(items), 0)]
    assignments = context.read("assignments", Assignment)
    annotations = context.read_if_there("annotations", Annotation[str])
    done = {(a.item_id, a.round, a.annotator) for a in annotations}
    waits = []
    for part in progress(assignments, annotations):
        if part.open:
            people = {
                a.annotator
                for a in assignments
                if (a.task, a.round) == (part.task, part.round)
                and (a.item_id, a.round, a.annotator) not in done
            }
            waits.append(Wait("answers", part.task, part.round, part.open, len(people)))
    consensus = context.read_if_there("consensus", Consensus[str])
    if not waits and not consensus:
        waits.append(Wait("items: nothing was sampled", "", "", 0, 0))
    return waits


def _why_unreachable(context: Context) -> str | None:
    try:
        find_endpoint(context)
    except UnreachableError as error:
        return f"Label Studio: {error.what}; {error.remedy}"
    return None
