"""Lets simulated annotators answer everything that is open, in real accounts of a real Label Studio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.context import Context
from pipeline.errors import UnreachableError
from pipeline.ids import stable_id
from pipeline.model import Annotation, Assignment
from pipeline.studio.browser import Browser
from pipeline.studio.client import Project, Studio
from pipeline.studio.endpoint import find_endpoint, read_embedded
from pipeline.studio.simulated import Persona, Simulation, mark_simulated
from pipeline.studio.slots import Slot
from pipeline.tasks.registry import TASKS
from pipeline.tasks.stored import Cases


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was done: accounts made and annotations submitted."""

    accounts: int
    annotations: int


def simulate(
    context: Context,
    references: Path,
    assignments: list[Assignment],
    annotations: list[Annotation[str]],
    cases: Cases,
) -> Simulated:
    """Answer every open assignment of every annotator, person by person.

    Raises:
        UnreachableError: the embedded server is not running; simulated people work on no other.
        BadInputError: the reference answers do not cover an item.
    """
    embedded = read_embedded(context.workspace)
    if embedded is None or not embedded.is_running:
        raise UnreachableError(
            "simulated annotators work on the embedded Label Studio only", "start it with `klue studio up`"
        )
    done = {(a.item_id, a.round, a.annotator) for a in annotations}
    waiting: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        if (assignment.item_id, assignment.round, assignment.annotator) not in done:
            waiting[assignment.annotator].append(assignment)
    studio = Studio(find_endpoint(context))
    known = set(studio.users().values())
    projects = studio.projects()
    simulation = Simulation(references, context.config.seed)
    accounts = 0
    mark_simulated(context.workspace, waiting)
    with Browser(embedded.url) as admin:
        admin.log_in(embedded.email, embedded.password)
        invitation = admin.invitation()
    total = sum(len(own) for own in waiting.values())
    with context.progress.bar("simulated annotators", total) as advance:
        for email in sorted(waiting):
            with Browser(embedded.url) as browser:
                if email in known:
                    browser.log_in(email, _password(email, embedded.token))
                else:
                    browser.sign_up(invitation, email, _password(email, embedded.token))
                    accounts += 1
                persona = Persona.of(email, context.config.seed)
                person = _Person(browser, persona, simulation, cases, waiting[email], advance)
                for slot in sorted({Slot.of(assignment) for assignment in waiting[email]}):
                    if slot in projects:
                        person.work(projects[slot])
    return Simulated(accounts, total)


@dataclass(frozen=True, slots=True)
class _Person:
    """A simulated annotator at work."""

    browser: Browser
    persona: Persona
    simulation: Simulation
    cases: Cases
    waiting: list[Assignment]
    advance: Callable[[int], None]

    def work(self, project: Project) -> None:
        """Answer a project's open tasks one after the other."""
        slot = project.slot
        due = {
            a.item_id: a
            for a in self.waiting
            if (a.task, a.batch, a.round) == (slot.task, slot.batch, slot.round)
        }
        open_tasks = self.browser.open_tasks(project.id)
        for item_id in sorted(due.keys() & open_tasks.keys(), key=lambda item_id: open_tasks[item_id]):
            assignment = due[item_id]
            answer = self.simulation.answer(
                TASKS[assignment.task], assignment.round, self.cases.find(assignment), self.persona
            )
            self.browser.submit(project.id, open_tasks[item_id], answer.regions, answer.seconds)
            self.advance(1)


def _password(email: str, key: str) -> str:
    """Give a simulated person's password: the same each time, and of no use on another server."""
    return stable_id("password", key, email)
