from __future__ import annotations

from collections import Counter
from dataclasses import replace

import builders
import pytest

from pipeline import canonical
from pipeline.config import Config
from pipeline.context import Context
from pipeline.errors import UsageError
from pipeline.ids import doc_id, text_id
from pipeline.model import SPLITS, Item, Placement, Sentence
from pipeline.sampling.shared import sentence_hash, shared_sentences
from pipeline.sampling.stage import sample
from pipeline.tasks.tc.values import Headline

SECTIONS = ("경제", "사회", "정치")
SHARES = {"train": 0.5, "dev": 0.25, "test": 0.25}


def news(number):
    """Three of seven headlines are long, two of five of another source."""
    source = "weekly" if number % 5 < 2 else "daily"
    title = f"새 소식 {number:03} 전해" + (" 드려 모두가 크게 반겼다" if number % 7 < 3 else "")
    own = doc_id(source, str(number), title)
    return replace(
        builders.document(title, source=source, native_id=str(number)),
        doc_id=own,
        text_id=text_id(own, title),
        title=title,
        category=SECTIONS[number % 3],
    )


DOCUMENTS = [news(number) for number in range(240)]


def workspace(tmp_path, *, shards=1, documents=DOCUMENTS, sentences=(), **settings):
    """A workspace in which sampling is next."""
    tasks = {"tc": settings.pop("tc", {"items": 40})} | settings.pop("tasks", {})
    config = {"workspace": tmp_path, "prepare": {"shares": SHARES}, "tasks": tasks} | settings
    made = Context(Config.model_validate(config))
    placed = [
        Placement(document.doc_id, document.doc_id, document.source, SPLITS[max(0, number % 4 - 1)])
        for number, document in enumerate(documents)
    ]
    if not made.workspace.has("documents"):
        with made.workspace.publishing("ingest", "test") as run:
            for shard in range(shards):
                made.write(run, "documents", documents[shard::shards], shard)
        with made.workspace.publishing("prepare", "test") as run:
            made.write(run, "placements", placed)
            for shard in range(shards):
                ids = {document.text_id for document in documents[shard::shards]}
                made.write(run, "sentences", [s for s in sentences if s.text_id in ids], shard)
    return made


def titles(items):
    return {canonical.load(Headline, item.payload).title for item in items}


def counted(report, facet):
    """Drawn and wanted by value of a facet, all splits together."""
    had, wanted = Counter(), Counter()
    for row in report.drawn:
        if row.facet == facet:
            had[row.value] += row.drawn
            wanted[row.value] += row.wanted or 0
    return had, wanted


QUOTAS = {"source": {"weekly": 0.5}, "length": {"8-15": 0.7, "16-": 0.3}, "stratum": {"경제": 0.4}}


def test_quotas_by_several_facets_hold_at_once_in_every_split(tmp_path):
    report = sample(workspace(tmp_path, tc={"items": 40, "quotas": QUOTAS}))
    assert counted(report, "source") == (Counter(weekly=20, other=20), Counter(weekly=20, other=20))
    assert counted(report, "length")[0] == Counter({"8-15": 28, "16-": 12})
    assert counted(report, "stratum")[0] == {"경제": 16, "other": 24}
    for row in report.drawn:
        if row.facet != "all" and row.wanted is not None:
            assert row.drawn == row.wanted


def test_the_report_says_what_was_missed(tmp_path):
    report = sample(workspace(tmp_path, tc={"items": 48, "quotas": {"genre": {"law": 0.25}}}))
    had, wanted = counted(report, "genre")
    assert (had["law"], wanted["law"], had["other"], wanted["other"]) == (0, 12, 36, 36)
    assert counted(report, "all") == ({"items": 36}, {"items": 48})


def test_the_report_counts_every_facet_with_or_without_a_quota(tmp_path):
    made = workspace(tmp_path)
    report = sample(made)
    items = made.read("items", Item[str])
    for facet in ("source", "genre", "stratum", "length", "difficulty"):
        rows = [row for row in report.drawn if row.facet == facet]
        assert sum(row.drawn for row in rows) == len(items) == 40
        assert sum(row.found for row in rows) == len(DOCUMENTS)
        assert all(row.wanted is None for row in rows)
    assert counted(report, "source")[0] == Counter(item.source for item in items)


def test_another_run_draws_nothing_and_shows_the_same(tmp_path):
    made = workspace(tmp_path)
    first = sample(made)
    items = made.read("items", Item[str])
    assert sample(made).drawn == first.drawn
    assert made.read("items", Item[str]) == items


@pytest.mark.parametrize("quotas", [{}, QUOTAS], ids=["in turn", "quotas"])
def test_batches_never_repeat_an_item(tmp_path, quotas):
    plan = {"items": 60, "quotas": quotas}
    batches = []
    for batch in ("b001", "b002", "b003"):
        made = workspace(tmp_path, tc=plan, batch=batch)
        sample(made)
        batches.append([item for item in made.read("items", Item[str]) if item.batch == batch])
    assert all(batches)
    drawn = [title for batch in batches for title in titles(batch)]
    assert len(drawn) == len(set(drawn)) == sum(map(len, batches))


@pytest.mark.parametrize("quotas", [{}, QUOTAS], ids=["in turn", "quotas"])
def test_shards_change_nothing(tmp_path, quotas):
    plan = {"items": 40, "quotas": quotas}
    one = workspace(tmp_path / "one", tc=plan)
    many = workspace(tmp_path / "many", tc=plan, shards=5)
    assert sample(one).drawn == sample(many).drawn
    assert one.read("items", Item[str]) == many.read("items", Item[str])


def test_the_seed_decides(tmp_path):
    drawn = []
    for number, seed in enumerate((1, 1, 2)):
        made = workspace(tmp_path / str(number), seed=seed)
        sample(made)
        drawn.append(titles(made.read("items", Item[str])))
    assert drawn[0] == drawn[1] != drawn[2]


def test_goals_have_quotas_too(tmp_path):
    plan = {"items": 20, "quotas": {"difficulty": {"1": 0.2, "2": 0.4, "3-4": 0.4}}}
    report = sample(workspace(tmp_path, tasks={"tod": plan}))
    goals = {row.value: row for row in report.drawn if row.task == "tod" and row.facet == "difficulty"}
    assert {"1", "2", "3-4"} <= set(goals)
    assert sum(row.drawn for row in report.drawn if row.task == "tod" and row.facet == "all") == 20


def test_an_unknown_task_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="do not exist: tcc"):
        sample(workspace(tmp_path, tasks={"tcc": {"items": 3}}))


def test_sentences_of_several_splits_are_found_whatever_their_white_space(tmp_path):
    documents = DOCUMENTS[:4]  # placed in train, train, dev, test

    def sentence(number, text):
        return Sentence(documents[number].text_id, 0, len(text), text, (), ())

    sentences = [
        sentence(0, "같은 문장이다."),
        sentence(2, "같은  문장이다."),
        sentence(0, "훈련에만 있다."),
        sentence(1, "훈련에만 있다."),
        sentence(3, "홀로 있다."),
    ]
    made = workspace(tmp_path, documents=documents, sentences=sentences)
    placed = {placement.member: placement.split for placement in made.read("placements", Placement)}
    assert shared_sentences(made, placed) == {sentence_hash("같은 문장이다.")}
