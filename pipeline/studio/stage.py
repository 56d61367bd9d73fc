"""The stages around Label Studio: assign what is new, push what is assigned, pull what is answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from pipeline.context import Context
from pipeline.errors import UsageError
from pipeline.model import Annotation, Assignment, Dispute, Item, RoundName
from pipeline.resources import code_digest
from pipeline.studio.assignment import assign
from pipeline.studio.pull import Pulled, pull
from pipeline.studio.push import Pushed, push
from pipeline.studio.simulate import Simulated, simulate
from pipeline.tasks.registry import TASKS
from pipeline.tasks.stored import Cases
from pipeline.workspace import fingerprint


@dataclass(frozen=True, slots=True)
class AssignReport:
    """New assignments by task and round."""

    made: dict[tuple[str, RoundName], int]


def assign_items(context: Context) -> AssignReport:
    """Assign every item and dispute that nobody is assigned to yet.

    Raises:
        UsageError: the configuration names too few people.
    """
    items = context.read("items", Item[str])
    disputes = context.read_if_there("disputes", Dispute[str])
    before = context.read_if_there("assignments", Assignment)
    due = _due(items, disputes, before)
    made: list[Assignment] = []
    counts: dict[tuple[str, RoundName], int] = {}
    for (task, round_name), waiting in sorted(due.items()):
        own = [a for a in before if (a.task, a.round) == (task, round_name)]
        new = assign(
            waiting,
            _people(context, round_name),
            _answers(context, task, round_name),
            own,
            _barred(waiting, round_name, [*before, *made]),
            context.config.seed,
        )
        made += new
        counts[task, round_name] = len(new)
    if made or not context.workspace.has("assignments"):
        parts = context.workspace.content("items", "disputes", "assignments")
        parts |= {"config": context.config.model_dump_json(), "code": code_digest("studio")}
        with context.workspace.publishing("assign", fingerprint("assign", parts)) as run:
            context.write(run, "assignments", [*before, *made])
    return AssignReport(counts)


def push_assignments(context: Context) -> Pushed:
    """Bring Label Studio to where the assignments say it should be.

    Raises:
        UsageError: nothing is assigned yet.
        UnreachableError: Label Studio does not answer or does not let us in.
    """
    return push(context, context.read("assignments", Assignment), _cases(context))


def pull_annotations(context: Context) -> Pulled:
    """Take over what people answered, and publish the snapshot.

    Raises:
        UsageError: nothing is assigned yet.
        UnreachableError: Label Studio does not answer or does not let us in.
    """
    pulled = pull(context, context.read("assignments", Assignment), _cases(context))
    parts = {"annotations": "\n".join(f"{a.item_id} {a.revision}" for a in pulled.annotations)}
    with context.workspace.publishing("pull", fingerprint("pull", parts)) as run:
        context.write(run, "annotations", pulled.annotations)
        context.write(run, "pull_incidents", pulled.incidents)
    return pulled


def simulate_annotators(context: Context) -> Simulated:
    """Let simulated annotators answer everything that is open.

    Raises:
        UnreachableError: the embedded Label Studio is not running.
    """
    return simulate(
        context,
        context.references,
        context.read("assignments", Assignment),
        context.read_if_there("annotations", Annotation[str]),
        _cases(context),
    )


def _cases(context: Context) -> Cases:
    return Cases(context.read("items", Item[str]), context.read_if_there("disputes", Dispute[str]))


def _due(
    items: list[Item[str]], disputes: list[Dispute[str]], before: list[Assignment]
) -> dict[tuple[str, RoundName], list[Item[str]]]:
    """Group what is not assigned yet by task and round."""
    assigned = {(a.item_id, a.round) for a in before}
    disputed = {dispute.item_id for dispute in disputes}
    due: dict[tuple[str, RoundName], list[Item[str]]] = defaultdict(list)
    for item in items:
        if (item.item_id, item.round) not in assigned:
            due[item.task, item.round].append(item)
        if item.item_id in disputed and (item.item_id, "adjudicate") not in assigned:
            due[item.task, "adjudicate"].append(replace(item, round="adjudicate"))
    return due


def _people(context: Context, round_name: RoundName) -> tuple[str, ...]:
    studio = context.config.studio
    people = studio.adjudicators if round_name == "adjudicate" else studio.annotators
    if not people:
        setting = "studio.adjudicators" if round_name == "adjudicate" else "studio.annotators"
        raise UsageError(
            f"klue.yaml names nobody to {round_name} items", f"list e-mail addresses under {setting}"
        )
    return tuple(person.lower() for person in people)


def _answers(context: Context, task: str, round_name: RoundName) -> int:
    plan = context.config.tasks.get(task)
    if round_name == "label" and plan is not None and plan.answers is not None:
        return plan.answers
    return TASKS[task].round(round_name).answers


def _barred(
    waiting: list[Item[str]], round_name: RoundName, assignments: list[Assignment]
) -> dict[str, frozenset[str]]:
    """Say who must not be asked: the writer of an item and, as adjudicator, whoever worked on it before."""
    worked: dict[str, set[str]] = defaultdict(set)
    for item in waiting:
        if item.author is not None:
            worked[item.item_id].add(item.author)
    if round_name == "adjudicate":
        for assignment in assignments:
            worked[assignment.item_id].add(assignment.annotator)
    return {item_id: frozenset(people) for item_id, people in worked.items()}
