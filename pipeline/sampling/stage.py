"""The sample stage: draws each task's batch once, and adds what people have written since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.context import Context
from pipeline.corpora.placements import place_groups
from pipeline.errors import UsageError
from pipeline.model import SPLITS, Annotation, Item, Placement, Split
from pipeline.resources import code_digest
from pipeline.sampling.counts import SampleCount, count_samples
from pipeline.sampling.draw import draw
from pipeline.sampling.proposals import Shard, make_proposal, propose
from pipeline.sampling.quota import quotas
from pipeline.sampling.shared import column, shared_sentences
from pipeline.sampling.traits import Proposal, Traits
from pipeline.sampling.written import written_items
from pipeline.tasks.registry import TASKS
from pipeline.workspace import fingerprint


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What a run of the stage added; ``items`` counts all there are, by task and round.

    ``drawn`` says what was asked and what was had of the present batch, drawn by this run or before.
    """

    drawn: list[SampleCount]
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
    drawn, groups = _draw(context, due, there, groups)
    new = [item for _, items in drawn for item in items]
    counts = [
        *context.read_if_there("sampling", SampleCount),
        *(count for part, _ in drawn for count in part),
    ]
    known = {item.item_id for item in (*there, *new)}
    annotations = context.read_if_there("annotations", Annotation[str])
    written = [item for item in written_items(there, annotations) if item.item_id not in known]
    if new or written or not context.workspace.has("items"):
        parts = context.workspace.content("documents", "sentences", "placements", "annotations")
        parts |= {"config": config.model_dump_json(include={"seed", "batch", "tasks"})}
        parts |= {"code": code_digest("sampling", "tasks", "text", "model")}
        items = sorted((*there, *new, *written), key=lambda item: (item.task, item.item_id))
        placements = sorted(groups, key=lambda placement: placement.member)
        with context.workspace.publishing("sample", fingerprint("sample", parts)) as run:
            context.write(run, "items", items)
            context.write(run, "group_placements", placements)
            context.write(run, "sampling", counts)
    rounds: Counter[tuple[str, str]] = Counter((item.task, item.round) for item in (*there, *new, *written))
    return SampleReport([count for count in counts if count.batch == config.batch], len(written), rounds)


def _draw(
    context: Context, due: list[str], there: list[Item[str]], groups: list[Placement]
) -> tuple[list[tuple[list[SampleCount], list[Item[str]]]], list[Placement]]:
    """Draw the batch of the tasks that are due, and place the groups that are made of no documents."""
    if not due:
        return [], groups
    config = context.config
    shares: dict[Split, float] = {split: getattr(config.prepare.shares, split) for split in SPLITS}
    asked = {item.item_id for item in there}
    known_groups = {placement.member for placement in groups}
    proposals: dict[str, list[Proposal]] = {name: [] for name in due}
    found: dict[str, Counter[tuple[Split, Traits]]] = {name: Counter() for name in due}
    for proposed in context.map("sample items", propose, _shards(context, due, len(asked))):
        for name, part in proposed.items():
            proposals[name] += part.proposals
            found[name] += part.found
    for name in due:
        free = [c for c in TASKS[name].candidates((), config.seed) if not c.documents]
        if free:
            strata = {candidate.group: candidate.stratum for candidate in free}
            groups = place_groups(strata, shares, groups, config.seed)
            split_of = {placement.member: placement.split for placement in groups}
            first = TASKS[name].rounds[0]
            made = [make_proposal(first, c, split_of[c.group], config.batch) for c in free]
            proposals[name] += made
            found[name].update((proposal.item.placement, proposal.traits) for proposal in made)
    drawn: list[tuple[list[SampleCount], list[Item[str]]]] = []
    for name in due:
        plan = config.tasks[name]
        parts = draw(
            [proposal for proposal in proposals[name] if proposal.item.item_id not in asked],
            quotas(plan.items, shares),
            config.seed,
            quotas=plan.quotas,
            whole_groups=TASKS[name].whole_groups,
        )
        counts = count_samples(name, config.batch, plan.quotas, parts, found[name])
        drawn.append((counts, [proposal.item for part in parts for proposal in part.proposals]))
    used = {item.group for _, items in drawn for item in items} | known_groups
    return drawn, [placement for placement in groups if placement.member in used]


def _shards(context: Context, due: list[str], had: int) -> list[Shard]:
    config = context.config
    placed = {placement.member: placement.split for placement in context.read("placements", Placement)}
    shared = shared_sentences(context, placed)
    sentences = {path.name: path for path in context.workspace.shards("sentences")}
    personal = {path.name: path for path in context.workspace.shards("personal_data")}
    return [
        Shard(
            documents=path,
            sentences=sentences[path.name],
            personal=personal.get(path.name),
            document_schema=context.schema("documents"),
            sentence_schema=context.schema("sentences"),
            placed={name: placed[name] for name in column(path, "doc_id") if name in placed},
            shared=shared,
            tasks=tuple(due),
            sources={name: config.tasks[name].sources for name in due},
            quotas={name: config.tasks[name].quotas for name in due},
            wanted={name: config.tasks[name].items for name in due},
            had=had,
            batch=config.batch,
            seed=config.seed,
        )
        for path in context.workspace.shards("documents")
    ]
