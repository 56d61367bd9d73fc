"""Each annotator in all tasks, as the page shows them: verdicts, figures and charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.quality.annotators import TOO_FEW, Name, Profile, Verdict
from pipeline.report.charts import Curve, curve
from pipeline.report.heat import Heat, confusion_heat
from pipeline.report.material import Material

Shown = Literal["early"] | Name
"""A verdict as the page shows it: nobody is called fine of whom too little is known."""
SHOWN: tuple[Shown, ...] = ("early", "fine", "watch", "retrain", "pause")
"""What the page shows, the gravest last."""


def shown(verdict: Verdict) -> Shown:
    """Say how the page shows a verdict."""
    return "early" if verdict.reasons[0].kind == TOO_FEW else verdict.name


@dataclass(frozen=True, slots=True)
class TaskWork:
    """One person's work on one task; charts are None where there is too little to draw."""

    task: str
    verdict: Shown
    profile: Profile
    trend: Curve | None
    confusion: Heat | None


@dataclass(frozen=True, slots=True)
class Person:
    """One annotator; ``verdict`` is the gravest of the tasks', ``number`` counts from 1."""

    number: int
    annotator: str
    simulated: bool
    verdict: Shown
    answers: int
    work: tuple[TaskWork, ...]


def people(material: Material) -> list[Person]:
    """Describe everybody who labels, those who most need looking at first."""
    work: dict[str, list[TaskWork]] = {}
    for task, panel in material.panels.items():
        for profile in panel.profiles:
            figures = profile.figures
            drawn = TaskWork(
                task=task,
                verdict=shown(profile.verdict),
                profile=profile,
                trend=curve([(part.start, part.answers, part.mean) for part in figures.trend]),
                confusion=None if figures.confusion is None else confusion_heat(figures.confusion),
            )
            work.setdefault(figures.annotator, []).append(drawn)
    order = sorted(
        work, key=lambda annotator: (-_gravity(work[annotator]), _lowest(work[annotator]), annotator)
    )
    return [
        Person(
            number=number,
            annotator=annotator,
            simulated=annotator in material.simulated,
            verdict=SHOWN[_gravity(work[annotator])],
            answers=sum(own.profile.figures.answers for own in work[annotator]),
            work=tuple(sorted(work[annotator], key=lambda own: -SHOWN.index(own.verdict))),
        )
        for number, annotator in enumerate(order, 1)
    ]


def _gravity(work: list[TaskWork]) -> int:
    return max(SHOWN.index(own.verdict) for own in work)


def _lowest(work: list[TaskWork]) -> float:
    known = [own.profile.figures.rest.value for own in work]
    return min((value for value in known if value is not None), default=1.0)
