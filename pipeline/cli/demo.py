"""The demonstration: from sample corpora to a release, through a real Label Studio, with simulated people."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.cli.building import build
from pipeline.cli.output import Bars, Row, print_table, say
from pipeline.cli.studio import print_login, start_with_bar
from pipeline.config import Overrides
from pipeline.context import Context, open_context
from pipeline.corpora.sources import SourceRow
from pipeline.errors import UsageError
from pipeline.model import SPLITS, Annotation, Consensus, Item, Measurement, Status
from pipeline.release.pseudonyms import KEY_FILE
from pipeline.release.stage import Released
from pipeline.resources import shipped
from pipeline.studio.endpoint import read_embedded
from pipeline.studio.scoring import score
from pipeline.studio.server import stop
from pipeline.studio.stage import simulate_annotators
from pipeline.tasks.registry import TASKS
from pipeline.workspace import replace_file

PSEUDONYM_KEY = b"demonstration"
"""Simulated people need no protection, and a fixed key makes two demonstrations alike."""
_MARK = ".klue-demo"
_FATES: tuple[Status, ...] = ("accepted", "settled", "discarded")
_MOST_TURNS = 6
"""Write, label, adjudicate, release; anything longer goes nowhere."""


def run_demo(workspace: Path, *, keep: bool, workers: int | None) -> None:
    """Run the whole way, from an empty workspace.

    Raises:
        UsageError: the workspace folder holds something that no demonstration left there.
    """
    with _without_the_users_settings():
        _run(Overrides(workspace=workspace, workers=workers), keep=keep)


def _run(overrides: Overrides, *, keep: bool) -> None:
    config = shipped("sample_corpora") / "klue.yaml"
    context = open_context(config, overrides, Bars())
    _empty(context)
    replace_file(context.workspace.private(KEY_FILE), PSEUDONYM_KEY)
    try:
        start_with_bar(context)
        released = _go(config, overrides, context)
        _show(context, released, keep=keep)
    finally:
        if not keep:
            stop(context)
    say(f"release: {released.path}")


@contextlib.contextmanager
def _without_the_users_settings() -> Iterator[None]:
    """Hide ``KLUE_*``: the demonstration is the same for everybody, and works on its own server only."""
    hidden = {name: value for name, value in os.environ.items() if name.startswith("KLUE_")}
    for name in hidden:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(hidden)


def _empty(context: Context) -> None:
    root = context.workspace.root
    if root.exists() and any(root.iterdir()) and not (root / _MARK).exists():
        raise UsageError(
            f"{root}: is not empty, and no demonstration made it",
            "name an empty or new folder with WORKSPACE=",
        )
    if root.exists():
        stop(context)
        shutil.rmtree(root)
    root.mkdir(parents=True)
    (root / _MARK).touch()


def _go(config: Path, overrides: Overrides, context: Context) -> Released:
    """Build, let people answer, build again, until nothing is waited for."""
    for turn in range(_MOST_TURNS):
        report = build(config, overrides)
        if turn == 0:
            _show_sources(context)
        if report.released is not None:
            return report.released
        waits = ", ".join(f"{wait.answers} {wait.task} {wait.round}" for wait in report.waits)
        say(f"waiting for people: {waits}")
        simulate_annotators(context)
    raise RuntimeError(f"{_MOST_TURNS} rounds of answers did not close every round")


def _show_sources(context: Context) -> None:
    rows: list[Row] = [
        (row.source_id, row.licence, row.verdict, row.documents, row.reason)
        for row in context.read("sources", SourceRow)
    ]
    print_table("Sources", ("source", "licence", "verdict", "documents", "reason"), rows, False)


def _show(context: Context, released: Released, *, keep: bool) -> None:
    waived = [decision for decision in released.decisions if decision.waived is not None]
    rows: list[Row] = [(d.result.name, d.result.outcome, d.result.message) for d in waived]
    print_table("Gates waived, because the demonstration is so small", ("gate", "outcome", ""), rows, False)
    print_table("What was released", *_summary(context, released), False)
    say("The annotators were simulated. Accuracy is against the reference answers, of the mean annotator and")
    say("of what is released; a real project has no such figure.")
    say(f"report: {context.workspace.root / 'report' / 'index.html'}")
    say(f"card: {released.path / 'README.md'}")
    embedded = read_embedded(context.workspace)
    if keep and embedded is not None:
        print_login(embedded)


def _summary(context: Context, released: Released) -> tuple[tuple[str, ...], list[Row]]:
    items = context.read("items", Item[str])
    annotations = context.read("annotations", Annotation[str])
    consensus = context.read("consensus", Consensus[str])
    measured = {
        m.task: m.agreement for m in reversed(context.read("measurements", Measurement)) if m.scope == "all"
    }
    statuses = Counter((c.task, c.status) for c in consensus)
    answered = Counter(a.task for a in annotations if a.value is not None)
    labelled = Counter(item.task for item in items if item.round == "label")
    scores = {
        s.task: s for s in score(context.references, items, annotations, consensus, context.config.seed)
    }
    rows: list[Row] = []
    for task in TASKS:
        if task not in released.rows:
            continue
        agreement, accuracy = measured[task], scores[task]
        interval = "–" if agreement.low is None else f"[{agreement.low:.2f}, {agreement.high:.2f}]"
        value = "–" if agreement.value is None else f"{agreement.value:.2f}"
        rows.append(
            (
                task,
                labelled[task],
                answered[task],
                f"{value} {interval}",
                "/".join(str(statuses[task, status]) for status in _FATES),
                "/".join(str(released.rows[task][split]) for split in SPLITS),
                f"{accuracy.annotators:.2f} → {accuracy.released:.2f}",
            )
        )
    header = ("task", "items", "answers", "agreement\n[95% interval]", "accepted/\nadjudicated/\ndiscarded")
    return (*header, "train/\ndev/test", "accuracy:\none → released"), rows
