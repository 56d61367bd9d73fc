"""Synthetic workspaces for the report: topic classification and inference, at any stage and of any size."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import builders

from pipeline.config import Config
from pipeline.context import Context
from pipeline.contracts.outcomes import Outcome
from pipeline.corpora.sources import SourceRow
from pipeline.model import (
    SPLITS,
    Annotation,
    Assignment,
    Consensus,
    Document,
    Incident,
    Item,
    Placement,
    Sentence,
)
from pipeline.quality.agreement import measure
from pipeline.quality.consensus import find_consensus
from pipeline.sampling.counts import SampleCount
from pipeline.settings import Release, Waiver
from pipeline.studio.simulated import mark_simulated
from pipeline.tasks.nli.values import LABELS, Hypotheses, Pair, Premise, Relation
from pipeline.tasks.tc.values import TOPICS

PEOPLE = tuple(f"{name}@annotators.example" for name in ("haneul", "bada", "sol", "byeol", "nuri", "garam"))
JUDGE = "jihye@adjudicators.example"
STAGES = (
    "empty",
    "ingested",
    "prepared",
    "sampled",
    "assigned",
    "half",
    "labelled",
    "disputed",
    "settled",
    "released",
)
"""How far a workspace has come; each stage holds what the ones before it made."""


def context(root: Path, release: Release | None = None) -> Context:
    settings = release or Release(name="sample", title="표본 벤치마크", version="0.1.0")
    return Context(Config(workspace=root, release=settings))


def build(root: Path, stage: str = "released", *, size: int = 60, seed: int = 1) -> Context:
    """Make a workspace: ``size`` headlines, three answers each, and a third as many premises to write on."""
    made = context(root)
    workshop = Workshop(made, size, Random(seed))
    for name in STAGES[1 : STAGES.index(stage) + 1]:
        workshop.advance(name)
    return made


def snapshots(root: Path, *, size: int = 60, seed: int = 1) -> dict[str, Path]:
    """Make a workspace and keep what it was at each stage."""
    made = context(root / "workspace")
    made.workspace.root.mkdir(parents=True)
    workshop = Workshop(made, size, Random(seed))
    kept = {}
    for stage in STAGES:
        workshop.advance(stage)
        kept[stage] = shutil.copytree(made.workspace.root, root / stage)
    return kept


class Workshop:
    """Publishes tables stage by stage, as the pipeline would."""

    def __init__(self, into: Context, size: int, random: Random) -> None:
        self.into = into
        self.size = size
        self.random = random
        self.documents = [_document(number) for number in range(size)]
        self.skill = {person: 0.97 - 0.05 * index for index, person in enumerate(PEOPLE)}

    def advance(self, stage: str) -> None:
        getattr(self, stage)()

    def empty(self) -> None:
        """Nothing is there yet."""

    def ingested(self) -> None:
        incidents = [
            Incident("source.refused", "warning", "CC-BY-ND-4.0 forbids derivatives", guid="sample-essays"),
            Incident("text.empty", "info", "the row has no text", "reviews.tsv", 12),
            Incident(
                "record.field",
                "error",
                "the record has no title",
                "articles.jsonl",
                7,
                explanation="Mend the record.",
            ),
        ]
        sources = [
            _source(
                "sample-news",
                "표본 신문",
                "https://news.example/",
                "accept",
                "CC-BY-4.0",
                len(self.documents),
                1,
            ),
            _source(
                "sample-reviews", "표본 평", "javascript:alert(1)", "accept-with-warning", "CC0-1.0", 0, 1
            ),
            _source("sample-essays", "표본 수필", "https://essays.example/", "refuse", "CC-BY-ND-4.0", 0, 0),
            _source("sample-forum", "표본 게시판", None, "quarantine", None, 0, 0),
        ]
        builders.publish(
            self.into,
            "ingest",
            {"sources": sources, "documents": self.documents, "ingest_incidents": incidents},
        )

    def prepared(self) -> None:
        sentences = [
            Sentence(
                document.text_id,
                0,
                len(document.text),
                document.text,
                (),
                ("personal_data.phone",) if number % 9 == 0 else (),
            )
            for number, document in enumerate(self.documents)
        ]
        placements = [
            Placement(
                document.doc_id,
                self.documents[number - number % 20 % 2].doc_id,
                "sample-news",
                SPLITS[number // 20 % 3],
            )
            for number, document in enumerate(self.documents)
        ]
        incidents = [
            Incident("exact_duplicate", "info", "the text is that of another document", guid="0" * 32)
        ]
        builders.publish(
            self.into,
            "prepare",
            {"sentences": sentences, "placements": placements, "prepare_incidents": incidents},
        )

    def sampled(self) -> None:
        self.headlines = [
            replace(
                builders.item(
                    builders.headline(f"표제 {number}"),
                    placement=SPLITS[number // 20 % 3],
                    text_ids=(document.text_id,),
                    source="sample-news" if number % 3 else "sample-reviews",
                )
            )
            for number, document in enumerate(self.documents)
        ]
        self.premises = [
            builders.item(
                Premise(f"전제 {number}입니다."), task="nli", round="write", placement=SPLITS[number % 3]
            )
            for number in range(self.size // 3)
        ]
        self.items = [*self.headlines, *self.premises]
        self.publish_items()

    def assigned(self) -> None:
        self.assignments = [
            builders.assignment(item, person)
            for number, item in enumerate(self.headlines)
            for person in self.people(number, 3)
        ]
        self.assignments += [
            builders.assignment(item, *self.people(number, 1)) for number, item in enumerate(self.premises)
        ]
        self.annotations: list[Annotation[str]] = []
        self.publish_assignments()

    def half(self) -> None:
        written = [a for a in self.assignments if a.round == "write"]
        labelled = [a for a in self.assignments if a.round == "label"]
        self.answer([*written, *labelled[: len(labelled) // 2]])
        incidents = [
            Incident(
                "annotation.missing_answer",
                "error",
                "first: no answer",
                "tc/b001/label/sol@annotators.example",
                guid="ab" * 16,
            ),
            Incident(
                "annotation.not_the_owner",
                "error",
                "x answered in the project of y",
                "tc/b001/label/bada@annotators.example",
                guid="cd" * 16,
            ),
        ]
        self.publish_annotations(incidents)
        measure(self.into)
        find_consensus(self.into)

    def labelled(self) -> None:
        pairs = [
            builders.item(
                Pair(f"전제 {number}입니다.", f"가설 {number}-{label}입니다."),
                task="nli",
                placement=premise.placement,
                group=f"premise {number}",
                parent=premise.item_id,
                author=self.people(number, 1)[0],
                authored=Relation(label),
            )
            for number, premise in enumerate(self.premises)
            for label in LABELS
        ]
        self.items += pairs
        self.publish_items()
        self.assignments += [
            builders.assignment(item, person)
            for number, item in enumerate(pairs)
            for person in self.people(number // 3 + 1, 4)
        ]
        self.publish_assignments()
        done = {(a.item_id, a.annotator) for a in self.annotations if a.round == "label"}
        self.answer(
            a for a in self.assignments if a.round == "label" and (a.item_id, a.annotator) not in done
        )
        self.publish_annotations([])
        measure(self.into)
        find_consensus(self.into)

    def disputed(self) -> None:
        items = {item.item_id: item for item in self.items}
        self.assignments += [
            builders.assignment(items[consensus.item_id], JUDGE, "adjudicate")
            for consensus in self.into.read("consensus", Consensus[str])
            if consensus.status == "adjudicate"
        ]
        self.publish_assignments()

    def settled(self) -> None:
        self.answer(a for a in self.assignments if a.round == "adjudicate")
        self.publish_annotations([])
        find_consensus(self.into)
        outcomes = [
            _outcome("items", "item_id", rows=len(self.items)),
            _outcome("annotations", "value", rows=len(self.annotations)),
            _outcome(
                "annotations",
                "seconds",
                "warning",
                3,
                ("-1.0", "<script>alert(1)</script>"),
                len(self.annotations),
            ),
        ]
        builders.publish(self.into, "validate", {"validation": outcomes})

    def released(self) -> None:
        folder = self.into.workspace.root / "releases" / "0.1.0"
        folder.mkdir(parents=True)
        manifest = {
            "format": 1,
            "name": "sample",
            "version": "0.1.0",
            "licence": "CC-BY-SA-4.0",
            "annotators": "people",
            "rows": {"tc": {"train": 30, "dev": 15, "test": 12}, "nli": {"train": 21, "dev": 21, "test": 18}},
            "files": [{"path": "tc/train-00000-of-00001.parquet", "bytes": 20480, "sha256": "0" * 64}],
            "inputs": {"seed": 1},
            "gates": [
                {
                    "gate": "tc/agreement",
                    "outcome": "passed",
                    "message": "the lower bound reaches 0.667",
                    "waived_because": None,
                },
                {
                    "gate": "nli/agreement",
                    "outcome": "failed",
                    "message": "the lower bound is below 0.667",
                    "waived_because": "첫 판은 시험용입니다 & <표본>",
                },
            ],
        }
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    def people(self, number: int, count: int) -> tuple[str, ...]:
        return tuple(PEOPLE[(number + step) % len(PEOPLE)] for step in range(count))

    def answer(self, assignments) -> None:
        items = {item.item_id: item for item in self.items}
        for assignment in assignments:
            item = items[assignment.item_id]
            skill = self.skill.get(assignment.annotator, 1.0)
            value = self.value(item, assignment, skill)
            given = builders.annotation(
                item, value, assignment.annotator, round=assignment.round, skipped="unclear:TC-3"
            )
            rule = "TC-3, TC-99" if assignment.round == "adjudicate" and value is not None else None
            minute = len(self.annotations) % 60
            seconds = round(self.random.lognormvariate(2 + (1 - skill), 0.5), 1)
            self.annotations.append(
                replace(given, rule=rule, seconds=seconds, revision=f"2026-01-05T09:{minute:02}:00.000000Z")
            )

    def value(self, item: Item[str], assignment: Assignment, skill: float) -> object | None:
        random = self.random
        if assignment.round == "write":
            return Hypotheses("참인 가설", "중립 가설", "거짓 가설")
        if random.random() < 0.015:
            return None
        right = random.random() < skill
        if item.task == "nli":
            meant = json.loads(item.authored or "{}")["label"]
            return Relation(meant if right else random.choice(LABELS))
        truth = Random(item.item_id).choices((*TOPICS, None), (9, 8, 7, 5, 4, 3, 6, 1))[0]
        topic = truth if right else random.choice(TOPICS)
        return builders.topics(*([] if topic is None else [topic]))

    def publish_items(self) -> None:
        counts = [SampleCount("tc", "b001", "train", "all", "items", 12, 40, 10)]
        tables = {"items": self.items, "group_placements": [], "sampling": counts}
        builders.publish(self.into, "sample", tables)

    def publish_assignments(self) -> None:
        builders.publish(self.into, "assign", {"assignments": self.assignments})

    def publish_annotations(self, incidents: list[Incident]) -> None:
        builders.publish(self.into, "pull", {"annotations": self.annotations, "pull_incidents": incidents})


def simulate(into: Context, people: tuple[str, ...] = (*PEOPLE, JUDGE)) -> None:
    mark_simulated(into.workspace, people)


def waived(into: Context, gate: str, reason: str) -> Context:
    release = into.config.release.model_copy(update={"waivers": (Waiver(gate=gate, reason=reason),)})
    return Context(into.config.model_copy(update={"release": release}))


def _document(number: int) -> Document:
    return builders.document(f"표제 {number} 소식을 전합니다.", native_id=str(number))


def _source(source_id, title, homepage, verdict, licence, documents, rejected) -> SourceRow:
    reasons = {
        "accept": f"{licence} flows into CC-BY-SA-4.0",
        "accept-with-warning": "the evidence is older than the texts",
        "refuse": f"{licence} forbids derivatives",
        "quarantine": "no licence is stated",
    }
    files = int(documents > 0)
    return SourceRow(
        source_id,
        title,
        homepage,
        "news",
        "jsonl",
        licence,
        verdict,
        reasons[verdict],
        title,
        files,
        documents,
        rejected,
    )


def _outcome(table, column, severity="error", unexpected=0, examples=(), rows=0) -> Outcome:
    return Outcome(
        table=table,
        rule="rule",
        expectation="expect_column_values_to_be_between",
        column=column,
        severity=severity,
        passed=not unexpected,
        rows=rows,
        unexpected=unexpected,
        examples=examples,
        contract_version="1.0.0",
    )
