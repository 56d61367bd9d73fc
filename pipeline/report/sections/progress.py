"""How far the rounds have come, and what became of the items."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.quality.units import Progress
from pipeline.report import names
from pipeline.report.charts import Part, stack
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section

ANSWERED = Phrase("답함", "answered")
SKIPPED = Phrase("건너뜀", "skipped")
OPEN = Phrase("남음", "open")
UNCLOSED = Phrase("라벨 중", "being labelled")


@dataclass(frozen=True, slots=True)
class RoundBar:
    """A round with its stacked bar."""

    progress: Progress
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Discard:
    """A reason for which items were discarded."""

    because: Phrase
    count: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """What became of a task's items.

    ``written`` counts the items of the write round, ``items`` those of the label round, ``labelled`` the
    latter with all answers in, ``kept`` those that a release would hold.
    """

    task: str
    written: int
    items: int
    labelled: int
    accepted: int
    settled: int
    disputed: int
    discarded: int
    kept: int
    parts: tuple[Part, ...]
    discards: tuple[Discard, ...]


@dataclass(frozen=True, slots=True)
class ProgressData:
    """Bars of the rounds, and the funnel of each task."""

    rounds: tuple[RoundBar, ...]
    funnels: tuple[Funnel, ...]
    skips: tuple[Discard, ...]


def build(material: Material) -> ProgressData | None:
    """Count; None before anything was sampled."""
    if not material.items:
        return None
    skipped = Counter(a.skipped.partition(":")[0] for a in material.annotations if a.skipped is not None)
    return ProgressData(
        rounds=tuple(RoundBar(part, _round_parts(part)) for part in material.progress),
        funnels=tuple(_funnel(material, task) for task in material.tasks),
        skips=tuple(Discard(names.skip(reason), count) for reason, count in skipped.most_common()),
    )


def _round_parts(part: Progress) -> tuple[Part, ...]:
    counts = [
        ("done", ANSWERED, part.answered),
        ("skipped", SKIPPED, part.skipped),
        ("open", OPEN, part.open),
    ]
    return stack(counts, part.assigned)


def _funnel(material: Material, task: str) -> Funnel:
    rounds = Counter(item.round for item in material.items if item.task == task)
    own = [consensus for consensus in material.consensus if consensus.task == task]
    statuses = Counter(consensus.status for consensus in own)
    reasons = Counter(consensus.because or "" for consensus in own if consensus.status == "discarded")
    items = rounds["label"]
    counts = [
        ("done", names.STATUSES["accepted"], statuses["accepted"]),
        ("settled", names.STATUSES["settled"], statuses["settled"]),
        ("disputed", names.STATUSES["adjudicate"], statuses["adjudicate"]),
        ("skipped", names.STATUSES["discarded"], statuses["discarded"]),
        ("open", UNCLOSED, items - len(own)),
    ]
    return Funnel(
        task=task,
        written=rounds["write"],
        items=items,
        labelled=len(own),
        accepted=statuses["accepted"],
        settled=statuses["settled"],
        disputed=statuses["adjudicate"],
        discarded=statuses["discarded"],
        kept=statuses["accepted"] + statuses["settled"],
        parts=stack(counts, items),
        discards=tuple(Discard(names.discard(because), count) for because, count in reasons.most_common()),
    )


SECTION = Section("progress", Phrase("진행", "Progress"), build)
