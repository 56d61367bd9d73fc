"""The sample stage: draws each task's batch once, and adds what people have written since."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.context import Context
from pipeline.corpora.placements import place_groups
from pipeline.errors import UsageError
from pipeline.model import SPLITS, Annotation, Item, Placement, Split
from pipeline.resources import code_digest
from pipeline.sampling.draw import draw, quotas
from pipeline.sampling.proposals import Shard, make_item, propose
from pipeline.sampling.shared import shared_sentences
from pipeline.sampling.written import written_items
from pipeline.tasks.registry import TASKS
from pipeline.workspace import fingerprint


@dataclass(frozen=True, slots=True)
class Sampled:
    """What was asked and what was had, for one task and split."""

    task: str
    split: Split
    wanted: int
    drawn: int


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What a run of the stage added; ``items`` counts all there are, by task and round."""

    drawn: list[Sampled]
    written: int
    items: dict[tuple[str, str], int]


def sample(context: Context) -> SampleReport:
    """Draw this batch's items of every planned task that has none yet, and add newly written ones.

    Raises:
        UsageError: there are no prepared documents, or the configuration names an unknown task.
    """
    config = context.config
    unknown = set(config.tasks) - set(TASKS)
    if unknown:
        raise UsageError(
            f"klue.yaml plans tasks that do not exist: {', '.join(sorted(unknown))}",
            "the tasks are " + ", ".join(TASKS),
        )
    there = context.read_if_there("items", Item[str])
    groups = context.read_if_there("group_placements", Placement)
    begun = {(item.task, item.batch) for item in there}
    due = [
        name
        for name in TASKS
        if name in config.tasks and config.tasks[name].items > 0 and (name, config.batch) not in begun
    ]
    drawn, placed = _draw(context, due, there, groups)
    new = [item for _, items in drawn for item in items]
    known = {item.item_id for item in (*there, *new)}
    annotations = context.read_if_there("annotations", Annotation[str])
    written = [item for item in written_items(there, annotations) if item.item_id not in known]
    if new or written or not context.workspace.has("items"):
        parts = context.workspace.content("documents", "sentences", "placements", "annotations")
        parts |= {"config": config.model_dump_json(include={"seed", "batch", "tasks"})}
        parts |= {"code": code_digest("sampling", "tasks", "text", "model")}
        items = sorted((*there, *new, *written), key=lambda item: (item.task, item.item_id))
        placements = sorted(placed, key=lambda placement: placement.member)
        with context.workspace.publishing("sample", fingerprint("sample", parts)) as run:
            context.write(run, "items", items)
            context.write(run, "group_placements", placements)
    counts: dict[tuple[str, str], int] = {}
    for item in (*there, *new, *written):
        counts[item.task, item.round] = counts.get((item.task, item.round), 0) + 1
    return SampleReport([report for report, _ in drawn], len(written), counts)


def _draw(
    context: Context, due: list[str], there: list[Item[str]], groups: list[Placement]
) -> tuple[list[tuple[Sampled, tuple[Item[str], ...]]], list[Placement]]:
    """Draw the batch of the tasks that are due."""
    if not due:
        return [], groups
    config = context.config
    shares: dict[Split, float] = {split: getattr(config.prepare.shares, split) for split in SPLITS}
    wanted = {name: quotas(config.tasks[name].items, shares) for name in due}
    asked = {item.item_id for item in there}
    known_groups = {placement.member for placement in groups}
    proposals: dict[str, list[Item[str]]] = {name: [] for name in due}
    for proposed in context.map("sample items", propose, _shards(context, due, len(asked))):
        for name, items in proposed.items():
            proposals[name] += items
    for name in due:
        free = [c for c in TASKS[name].candidates((), config.seed) if not c.documents]
        if free:
            strata = {candidate.group: candidate.stratum for candidate in free}
            groups = place_groups(strata, shares, groups, config.seed)
            split_of = {placement.member: placement.split for placement in groups}
            first = TASKS[name].rounds[0]
            proposals[name] += [make_item(first, c, split_of[c.group], config.batch) for c in free]
    drawn = []
    for name in due:
        fresh = [item for item in proposals[name] if item.item_id not in asked]
        drawn += [
            (Sampled(name, part.split, part.wanted, len(part.items)), part.items)
            for part in draw(fresh, wanted[name], config.seed, whole_groups=TASKS[name].whole_groups)
        ]
    used = {item.group for _, items in drawn for item in items} | known_groups
    return drawn, [placement for placement in groups if placement.member in used]


def _shards(context: Context, due: list[str], asked: int) -> list[Shard]:
    config = context.config
    placed = {placement.member: placement.split for placement in context.read("placements", Placement)}
    shared = shared_sentences(context, placed)
    documents = context.workspace.shards("documents")
    sentences = {path.name: path for path in context.workspace.shards("sentences")}
    return [
        Shard(
            documents=path,
            sentences=sentences[path.name],
            document_schema=context.schema("documents"),
            sentence_schema=context.schema("sentences"),
            placed=placed,
            shared=shared,
            tasks=tuple(due),
            sources={name: config.tasks[name].sources for name in due},
            keep={name: config.tasks[name].items + asked for name in due},
            batch=config.batch,
            seed=config.seed,
        )
        for path in documents
    ]
