"""The consensus stage: what the answers amount to, what adjudicators must settle, what they settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline import canonical
from pipeline.context import Context
from pipeline.contracts.consensus import (
    KlueRule,
    PosteriorRule,
    WeightedMeanRule,
    consensus_rule,
    no_such_rule,
)
from pipeline.contracts.odcs import Contract
from pipeline.ids import stable_id
from pipeline.model import Annotation, Assignment, Consensus, Dispute, Item
from pipeline.quality.units import closed_items, units
from pipeline.resources import code_digest
from pipeline.tasks.base import Task, Unit
from pipeline.tasks.registry import TASKS
from pipeline.workspace import fingerprint

NO_ANSWERS = "no_answers"
FEWEST = 2
"""Answers that a consensus needs."""


@dataclass(frozen=True, slots=True)
class ConsensusReport:
    """What a run of the stage found; ``disputes`` counts those that are new."""

    consensus: list[Consensus[str]]
    disputes: int


def find_consensus(context: Context) -> ConsensusReport:
    """Find the consensus of every item whose label round is closed, and queue what has none.

    A dispute once queued stays as it was put, so that an adjudicator's answer can be read back.

    Raises:
        UsageError: nothing has been pulled yet.
    """
    items = context.read("items", Item[str])
    annotations = context.read("annotations", Annotation[str])
    closed = closed_items(context.read_if_there("assignments", Assignment), annotations)
    settled = {a.item_id: a for a in annotations if a.round == "adjudicate"}
    before = context.read_if_there("disputes", Dispute[str])
    queued = {dispute.item_id for dispute in before}
    found: list[Consensus[str]] = []
    new: list[Dispute[str]] = []
    for name in TASKS:
        own = [unit for unit in units(name, items, annotations) if unit.item.item_id in closed]
        for unit, consensus in zip(own, consensus_of(name, own, context.contract(name)), strict=True):
            if consensus.status == "adjudicate" and consensus.item_id not in queued:
                new.append(dispute_of(unit, consensus))
            found.append(_store(settle(consensus, settled.get(unit.item.item_id))))
    disputes = sorted((*before, *new), key=lambda dispute: dispute.item_id)
    _publish(context, found, disputes)
    return ConsensusReport(found, len(new))


def consensus_of(task: str, own: Sequence[Unit[Any, Any]], contract: Contract) -> list[Consensus[Any]]:
    """Find the consensus of a task's units by the rule that its contract states.

    An item that everybody skipped, or whose value speaks against it, is discarded. One answer alone is no
    consensus, whoever else skipped the item.

    Raises:
        BadInputError: the contract's rule is unknown, or not one for this task.
    """
    answered = [unit for unit in own if unit.answers]
    by_id = {each.item_id: each for each in _by_rule(TASKS[task], answered, contract)}
    return [_checked(task, unit, by_id.get(unit.item.item_id)) for unit in own]


def _by_rule(
    task: Task[Any, Any], answered: Sequence[Unit[Any, Any]], contract: Contract
) -> list[Consensus[Any]]:
    rule = consensus_rule(contract)
    match rule:
        case PosteriorRule() if task.by_posterior is not None:
            return task.by_posterior(answered, rule.accept)
        case WeightedMeanRule() if task.by_weight is not None:
            return task.by_weight(answered)
        case KlueRule():
            return [task.consensus(unit) for unit in answered]
    raise no_such_rule(contract, rule)


def _checked(task: str, unit: Unit[Any, Any], found: Consensus[Any] | None) -> Consensus[Any]:
    if found is not None:
        if found.status == "accepted" and len(unit.answers) < FEWEST:
            return replace(found, value=None, status="adjudicate")
        because = TASKS[task].unfit(found.value) if found.status == "accepted" else None
        return found if because is None else replace(found, status="discarded", because=because)
    return Consensus(
        item_id=unit.item.item_id,
        task=task,
        value=None,
        method=NO_ANSWERS,
        support=0.0,
        confidence=0.0,
        status="discarded",
        because=NO_ANSWERS,
    )


def dispute_of(unit: Unit[Any, Any], consensus: Consensus[Any]) -> Dispute[str]:
    """Put what differs, and what is agreed, before an adjudicator; the writer's vote is among the answers."""
    votes = [canonical.dump(answer.value) for answer in unit.answers]
    if unit.authored is not None and TASKS[unit.item.task].author_votes:
        votes.append(canonical.dump(unit.authored))
    agreed = None if consensus.value is None else canonical.dump(consensus.value)
    return Dispute(unit.item.item_id, unit.item.task, tuple(sorted(votes)), agreed)


def settle(consensus: Consensus[Any], verdict: Annotation[str] | None) -> Consensus[Any]:
    """Put the adjudicator's answer, if there is one, in the place of what was open."""
    if consensus.status != "adjudicate" or verdict is None:
        return consensus
    if verdict.value is None:
        return replace(
            consensus,
            value=None,
            status="discarded",
            because=f"adjudicator:{verdict.skipped}",
            by=verdict.annotator,
        )
    task = TASKS[consensus.task]
    value = task.adjudicate.load_value(verdict.value)
    unfit = task.unfit(value)
    if unfit is not None:
        return replace(consensus, value=value, status="discarded", because=unfit, by=verdict.annotator)
    because = "adjudicated" if verdict.rule is None else f"adjudicated:{verdict.rule}"
    return replace(consensus, value=value, status="settled", because=because, by=verdict.annotator)


def _store(consensus: Consensus[Any]) -> Consensus[str]:
    value = None if consensus.value is None else canonical.dump(consensus.value)
    return replace(consensus, value=value)


def is_current(context: Context) -> bool:
    """Tell whether the published consensus was found from the items, answers and assignments as they are."""
    manifest = context.workspace.manifest("consensus")
    return manifest is not None and manifest.fingerprint == _fingerprint(context)


def _fingerprint(context: Context) -> str:
    parts = context.workspace.content("items", "annotations", "assignments")
    rules = {f"contract:{name}": stable_id(context.contract_path(name).read_text("utf-8")) for name in TASKS}
    code = {"code": code_digest("quality", "tasks", "consensus", "model")}
    return fingerprint("consensus", parts | rules | code)


def _publish(context: Context, found: Iterable[Consensus[str]], disputes: Iterable[Dispute[str]]) -> None:
    with context.workspace.publishing("consensus", _fingerprint(context)) as run:
        context.write(run, "consensus", found)
        context.write(run, "disputes", disputes)
