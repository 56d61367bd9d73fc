from __future__ import annotations

import contextlib
import os
from dataclasses import replace

import pytest
from builders import annotation, assignment, context, item, publish, topics
from worker_functions import invert, square

from pipeline.config import Config, Overrides
from pipeline.context import Context, Processes, open_context
from pipeline.errors import BadInputError, UsageError
from pipeline.model import Annotation, Assignment, Item


class Counting:
    """Progress that remembers."""

    def __init__(self):
        self.bars = []

    @contextlib.contextmanager
    def bar(self, title, total):
        done = []
        self.bars.append((title, total, done))
        yield done.append


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_shards(workers):
    progress = Counting()
    results = Processes(workers, progress)("squares", square, range(6))
    assert [value for value, _ in results] == [0, 1, 4, 9, 16, 25]
    assert progress.bars == [("squares", 6, [1] * 6)]
    assert (os.getpid() in {pid for _, pid in results}) == (workers == 1)


def test_a_single_shard_stays_in_this_process():
    assert Processes(4)("squares", square, [3]) == [(9, os.getpid())]
    assert Processes(4)("squares", square, []) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_worker_is_not_lost(workers):
    with pytest.raises(ZeroDivisionError):
        Processes(workers)("inverses", invert, [1, 0])


def test_rows_come_back_as_they_were_written(tmp_path):
    here = context(tmp_path)
    rows = [annotation(item(), topics("정치", "사회"), "a@x.kr"), annotation(item(), None, "b@x.kr")]
    publish(here, "pull", {"annotations": rows})
    publish(here, "assign", {"assignments": [assignment(item())]})
    assert here.read("annotations", Annotation[str]) == rows
    assert here.read("assignments", Assignment) == [assignment(item())]


def test_shards_of_a_table_are_read_in_order(tmp_path):
    here = context(tmp_path)
    with here.workspace.publishing("assign", "f") as run:
        here.write(run, "assignments", [assignment(item(), "b@x.kr")], number=1)
        here.write(run, "assignments", [assignment(item(), "a@x.kr")], number=0)
    assert [a.annotator for a in here.read("assignments", Assignment)] == ["a@x.kr", "b@x.kr"]


def test_a_table_that_is_not_there(tmp_path):
    here = context(tmp_path)
    assert here.read_if_there("items", Item[str]) == []
    with pytest.raises(UsageError, match="run `klue sample` first"):
        here.read("items", Item[str])


def test_a_row_that_breaks_the_schema_leaves_what_was_published(tmp_path):
    here = context(tmp_path)
    publish(here, "assign", {"assignments": [assignment(item())]})
    with pytest.raises(ValueError, match="annotator is required"):
        publish(here, "assign", {"assignments": [replace(assignment(item()), annotator=None)]})
    assert here.read("assignments", Assignment) == [assignment(item())]


@pytest.mark.parametrize(
    ("table", "name"),
    [("items", "items"), ("group_placements", "group_placements"), ("pull_incidents", "incidents")],
)
def test_tables_of_a_kind_share_a_contract(tmp_path, table, name):
    here = Context(Config(contracts=tmp_path))
    with pytest.raises(BadInputError, match=f"{tmp_path}/{name}.odcs.yaml: no such file"):
        here.contract(table)


def test_contracts_and_guides_ship_with_the_program_unless_they_are_given(tmp_path):
    assert (context(tmp_path).contracts / "items.odcs.yaml").is_file()
    assert (context(tmp_path).guides / "tc" / "guide.ko.md").is_file()
    own = Context(Config(contracts=tmp_path / "c", guides=tmp_path / "g"))
    assert (own.contracts, own.guides) == (tmp_path / "c", tmp_path / "g")


def test_a_context_is_opened_from_a_configuration(tmp_path):
    (tmp_path / "klue.yaml").write_text("workers: 3\nseed: 7\n")
    opened = open_context(tmp_path / "klue.yaml", Overrides(workspace=tmp_path / "w"))
    assert opened.config.seed == 7
    assert opened.map.workers == 3
    assert opened.workspace.root == tmp_path / "w"
