"""What to do today: answers waited for, gates that would fail, broken rules, incidents, annotators."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.model import Incident, Level, RoundName
from pipeline.quality.annotators import Name
from pipeline.report.gates import Standing, standings
from pipeline.report.material import Material, RuleLine
from pipeline.report.next_step import Step, next_step
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section


@dataclass(frozen=True, slots=True)
class Waiting:
    """Answers that only people can give."""

    task: str
    round: RoundName
    answers: int
    people: int


@dataclass(frozen=True, slots=True)
class IncidentCount:
    """Incidents of one check, with the first of them as an example."""

    check: str
    level: Level
    count: int
    example: Incident


@dataclass(frozen=True, slots=True)
class Concern:
    """A verdict on somebody that asks for something to be done, and the gravest reason for it."""

    task: str
    annotator: str
    verdict: Name
    because: Phrase


@dataclass(frozen=True, slots=True)
class Today:
    """What there is to do; ``step`` is the next command, if there is one.

    ``judged`` and ``validated`` say whether there was anything for gates to judge and rules to check.
    """

    step: Step | None
    judged: bool
    validated: bool
    waiting: tuple[Waiting, ...]
    missed: tuple[Standing, ...]
    broken: tuple[RuleLine, ...]
    incidents: tuple[IncidentCount, ...]
    concerns: tuple[Concern, ...]

    @property
    def answers(self) -> int:
        """All answers that are waited for."""
        return sum(part.answers for part in self.waiting)

    @property
    def incident_count(self) -> int:
        """All incidents that are more than information."""
        return sum(part.count for part in self.incidents)

    @property
    def calm(self) -> bool:
        """Whether there is nothing to do."""
        due = (self.step, self.waiting, self.missed, self.broken, self.incidents, self.concerns)
        return not any(due)


def build(material: Material) -> Today:
    """List what there is to do."""
    incidents = material.answer_incidents + material.text_incidents
    judged = standings(material)
    missed = tuple(standing for standing in judged if not standing.decision.open)
    return Today(
        step=next_step(material, gates_open=not missed),
        judged=bool(judged),
        validated=bool(material.rules),
        waiting=_waiting(material),
        missed=missed,
        broken=tuple(
            sorted((rule for rule in material.rules if not rule.passed), key=lambda rule: rule.severity)
        ),
        incidents=tuple(part for part in count_incidents(incidents) if part.level != "info"),
        concerns=_concerns(material),
    )


def _concerns(material: Material) -> tuple[Concern, ...]:
    """List whom to pause and whom to train again, in this order; those who are to be watched are no work."""
    found = [
        (task, profile)
        for task, panel in material.panels.items()
        for profile in panel.profiles
        if profile.verdict.name in _DUE
    ]
    return tuple(
        Concern(
            task=task,
            annotator=profile.figures.annotator,
            verdict=profile.verdict.name,
            because=Phrase(profile.verdict.reasons[0].ko, profile.verdict.reasons[0].en),
        )
        for task, profile in sorted(found, key=lambda pair: _DUE.index(pair[1].verdict.name))
    )


def count_incidents(incidents: list[Incident]) -> list[IncidentCount]:
    """Count incidents by check: errors first, then the most frequent."""
    counts = Counter(incident.check for incident in incidents)
    first: dict[str, Incident] = {}
    for incident in incidents:
        first.setdefault(incident.check, incident)
    found = [IncidentCount(check, first[check].level, count, first[check]) for check, count in counts.items()]
    return sorted(found, key=lambda part: (_GRAVEST_FIRST.index(part.level), -part.count, part.check))


def _waiting(material: Material) -> tuple[Waiting, ...]:
    done = {(a.item_id, a.round, a.annotator) for a in material.annotations}
    people: dict[tuple[str, RoundName], set[str]] = defaultdict(set)
    for assignment in material.assignments:
        if (assignment.item_id, assignment.round, assignment.annotator) not in done:
            people[assignment.task, assignment.round].add(assignment.annotator)
    return tuple(
        Waiting(part.task, part.round, part.open, len(people[part.task, part.round]))
        for part in material.progress
        if part.open
    )


_DUE: tuple[Name, ...] = ("pause", "retrain")
_GRAVEST_FIRST: tuple[Level, ...] = ("error", "warning", "info")

SECTION = Section("today", Phrase("오늘 할 일", "What to do today"), build)
