"""Goes the way of the demonstration without any server: simulated people answer directly.

What is released must be the same, so Label Studio and Prefect add nothing and lose nothing. Prints the
folder of the release.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline import canonical
from pipeline.cli.demo import PSEUDONYM_KEY
from pipeline.config import Overrides
from pipeline.context import Context, open_context
from pipeline.corpora.ingest import ingest
from pipeline.corpora.prepare import prepare
from pipeline.model import Annotation, Assignment, Dispute, Item
from pipeline.quality.agreement import measure
from pipeline.quality.consensus import find_consensus
from pipeline.release.pseudonyms import KEY_FILE
from pipeline.release.stage import release
from pipeline.resources import shipped
from pipeline.sampling.stage import sample
from pipeline.studio.simulated import Persona, Simulation, mark_simulated
from pipeline.studio.stage import assign_items
from pipeline.tasks.base import RULE, Skipped
from pipeline.tasks.regions import regions_from_json, texts
from pipeline.tasks.registry import TASKS
from pipeline.tasks.stored import Cases
from pipeline.workspace import replace_file

NOW = "2026-01-01T00:00:00Z"


def answer(assignment: Assignment, cases: Cases, simulation: Simulation, seed: int) -> Annotation[str]:
    """Answer as a person would in the browser, and read the answer as a pull would."""
    task, case = TASKS[assignment.task], cases.find(assignment)
    persona = Persona.of(assignment.annotator, seed)
    given = simulation.answer(task, assignment.round, case, persona)
    regions = regions_from_json([region.as_json(number) for number, region in enumerate(given.regions)])
    value = task.round(assignment.round).answer(case, regions)
    skipped = value.reason if isinstance(value, Skipped) else None
    return Annotation(
        item_id=assignment.item_id,
        task=assignment.task,
        batch=assignment.batch,
        round=assignment.round,
        annotator=assignment.annotator,
        value=None if skipped else canonical.dump(value),
        skipped=skipped,
        rule=None if skipped else ", ".join(texts(regions, RULE)) or None,
        seconds=given.seconds,
        created_at=NOW,
        revision=NOW,
        guide_version="1.0.0",
        config_version="1",
        suggestion=None,
    )


def turn(context: Context, simulation: Simulation) -> int:
    """Let everybody answer what is open, and take it over; tell how much that was."""
    cases = Cases(context.read("items", Item[str]), context.read_if_there("disputes", Dispute[str]))
    before = context.read_if_there("annotations", Annotation[str])
    done = {(a.item_id, a.round, a.annotator) for a in before}
    due = [
        assignment
        for assignment in context.read("assignments", Assignment)
        if (assignment.item_id, assignment.round, assignment.annotator) not in done
    ]
    new = [answer(assignment, cases, simulation, context.config.seed) for assignment in due]
    answers = sorted((*before, *new), key=lambda a: (a.task, a.round, a.item_id, a.annotator))
    with context.workspace.publishing("pull", str(len(answers))) as run:
        context.write(run, "annotations", answers)
        context.write(run, "pull_incidents", [])
    return len(new)


def main(workspace: Path, workers: int) -> None:
    config = shipped("sample_corpora") / "klue.yaml"
    context = open_context(config, Overrides(workspace=workspace, workers=workers))
    replace_file(context.workspace.private(KEY_FILE), PSEUDONYM_KEY)
    people = context.config.studio
    mark_simulated(context.workspace, (*people.annotators, *people.adjudicators))
    ingest(context, context.config.catalogue, context.config.corpora)
    prepare(context)
    sample(context)
    assign_items(context)
    simulation = Simulation(context.references, context.config.seed)
    while turn(context, simulation):
        sample(context)
        measure(context)
        find_consensus(context)
        assign_items(context)
    print(release(context).path)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
