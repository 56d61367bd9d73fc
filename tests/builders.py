"""Records with sensible defaults: a test states only what it is about.

Payloads and values are those of topic classification unless a task is named; pass dataclasses, they are
stored as the workspace stores them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline import canonical
from pipeline.config import Config
from pipeline.context import Context
from pipeline.ids import doc_id, stable_id, text_id
from pipeline.model import (
    Agreement,
    Annotation,
    Assignment,
    Dispute,
    Document,
    Item,
    Measurement,
    RoundName,
    Scope,
    Split,
)
from pipeline.tasks.base import Answer, Unit
from pipeline.tasks.nli.values import Pair, Premise, Relation
from pipeline.tasks.registry import TASKS
from pipeline.tasks.tc.values import Headline, Topics

NOW = "2026-01-01T00:00:00Z"


def headline(title: str = "빈 사무실 늘어난 도심") -> Headline:
    return Headline(title, "경제", "https://news.example/1", "2026-01-01")


def topics(*names: str) -> Topics:
    return Topics(names)


def item(
    payload: object | None = None,
    *,
    task: str = "tc",
    round: RoundName = "label",  # noqa: A002 (the field's name)
    batch: str = "b001",
    placement: Split = "train",
    stratum: str = "경제",
    group: str | None = None,
    source: str = "sample-news",
    text_ids: tuple[str, ...] = (),
    parent: str | None = None,
    author: str | None = None,
    authored: object | None = None,
) -> Item[str]:
    """An item as it is stored, with the id its payload gives it; its own group unless one is named."""
    payload = headline() if payload is None else payload
    item_id = TASKS[task].round(round).item_id(payload)
    return Item(
        item_id=item_id,
        task=task,
        round=round,
        batch=batch,
        payload=canonical.dump(payload),
        text_ids=text_ids,
        placement=placement,
        stratum=stratum,
        group=item_id if group is None else group,
        source=source,
        licence="CC-BY-4.0",
        parent=parent,
        author=author,
        authored=None if authored is None else canonical.dump(authored),
    )


def items(count: int) -> list[Item[str]]:
    return [item(headline(f"표제 {number}")) for number in range(count)]


def premise_item(premise: str = "비가 와서 경기가 취소되었다.") -> Item[str]:
    return item(Premise(premise), task="nli", round="write", source="sample-reviews")


def pair_item(
    hypothesis: str = "경기가 열리지 않았다.", author: str = "writer@x.kr", label: str = "entailment"
) -> Item[str]:
    """A pair that somebody wrote, to be judged."""
    parent = premise_item()
    pair = Pair("비가 와서 경기가 취소되었다.", hypothesis)
    return item(
        pair, task="nli", source=parent.source, parent=parent.item_id, author=author, authored=Relation(label)
    )


def assignment(of: Item[str], annotator: str = "a@x.kr", round: RoundName | None = None) -> Assignment:  # noqa: A002
    return Assignment(of.item_id, of.task, of.batch, round or of.round, annotator)


def annotation(
    of: Item[str],
    value: object | None,
    annotator: str = "a@x.kr",
    *,
    round: RoundName | None = None,  # noqa: A002
    skipped: str | None = None,
) -> Annotation[str]:
    """An answer; without a value a skip."""
    return Annotation(
        item_id=of.item_id,
        task=of.task,
        batch=of.batch,
        round=round or of.round,
        annotator=annotator,
        value=None if value is None else canonical.dump(value),
        skipped=(skipped or "broken") if value is None else None,
        rule=None,
        seconds=12.5,
        created_at=NOW,
        revision=NOW,
        guide_version="1.0.0",
        config_version="abc",
        suggestion=None,
    )


def answers(of: Item[str], *values: object) -> list[Annotation[str]]:
    """Answers of as many annotators, ``a1@x.kr`` first; None is a skip."""
    return [annotation(of, value, f"a{number}@x.kr") for number, value in enumerate(values, 1)]


def unit(of: Item[str], *values: object, authored: object | None = None) -> Unit:
    """A unit with the answers of as many annotators, ``a1`` first."""
    round_ = TASKS[of.task].label
    given = tuple(Answer(f"a{number}", value) for number, value in enumerate(values, 1))
    return Unit(round_.load_item(of), given, authored)


def dispute(of: Item[str], *values: object, agreed: object | None = None) -> Dispute[str]:
    stored = tuple(sorted(canonical.dump(value) for value in values))
    return Dispute(of.item_id, of.task, stored, None if agreed is None else canonical.dump(agreed))


def document(
    text: str = "빈 사무실이 늘었다.", *, source: str = "sample-news", native_id: str = "1"
) -> Document:
    own_id = doc_id(source, native_id, text)
    return Document(
        doc_id=own_id,
        text_id=text_id(own_id, text),
        source=source,
        native_id=native_id,
        native_group=None,
        title="빈 사무실 늘어난 도심",
        text=text,
        links=(),
        url=None,
        revision=None,
        contributors=(),
        published_at="2026-01-01",
        category="경제",
        genre="news",
        licence="CC-BY-4.0",
        attribution="표본 신문",
    )


def agreement(
    value: float | None = 0.8,
    *,
    low: float | None = 0.7,
    high: float | None = 0.9,
    measure: str = "alpha_nominal_first_topic",
    groups: int = 50,
    because: str | None = None,
) -> Agreement:
    return Agreement(measure, value, low, high, groups, groups, 3, 3 * groups, because)


def measurement(of: Agreement, *, task: str = "tc", scope: Scope = "all", name: str = "") -> Measurement:
    return Measurement(task, "label", scope, name, of)


def context(workspace: Path) -> Context:
    return Context(Config(workspace=workspace))


def publish(into: Context, stage: str, tables: dict[str, Iterable[object]]) -> None:
    """Publish rows as a stage would."""
    with into.workspace.publishing(stage, stable_id("test", stage)) as run:
        for table, rows in tables.items():
            into.write(run, table, rows)
