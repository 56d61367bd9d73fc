"""Who answered how much, how fast, and how far they agree with the others; what to do about each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from pipeline.model import Agreement, RoundName
from pipeline.report.charts import Axis, Whisker, whisker
from pipeline.report.material import Material
from pipeline.report.people import SHOWN, Person, Shown, people, shown
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section
from pipeline.tasks.registry import TASKS

MOST_DESCRIBED = 60
"""People who are described one by one, those who most need looking at: the page stays under 5 MB."""


@dataclass(frozen=True, slots=True)
class AnnotatorLine:
    """One person in one round; ``rest`` is the agreement with everybody else, where it was measured.

    ``verdict`` is that on the label round, ``number`` the person's place among the people described.
    """

    annotator: str
    simulated: bool
    answered: int
    skipped: int
    open: int
    seconds: float | None
    rest: Agreement | None
    whisker: Whisker | None
    verdict: Shown | None
    number: int | None


@dataclass(frozen=True, slots=True)
class RoundLines:
    """The people of one round, those who agree least with the others first."""

    task: str
    round: RoundName
    measure: str | None
    lines: tuple[AnnotatorLine, ...]


@dataclass(frozen=True, slots=True)
class Annotators:
    """All rounds, their agreement on one axis, and every person in all tasks.

    ``more`` counts the people who are not described, the page being long enough.
    """

    axis: Axis
    rounds: tuple[RoundLines, ...]
    people: tuple[Person, ...]
    more: int
    verdicts: tuple[tuple[Shown, int], ...]


@dataclass(slots=True)
class _Work:
    assigned: int = 0
    answered: int = 0
    skipped: int = 0
    seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Rest:
    """Each annotator's agreement with everybody else, by one measure."""

    measure: str | None
    of: dict[str, Agreement]


def build(material: Material) -> Annotators | None:
    """Count; None before anybody was asked."""
    if not material.assignments:
        return None
    work = _work(material)
    rest = {task: _rest(material, task) for task, _ in work}
    axis = Axis.over(a.value for own in rest.values() for a in own.of.values() if a.value is not None)
    everybody = people(material)
    described = everybody[:MOST_DESCRIBED]
    numbers = {person.annotator: person.number for person in described}
    rounds = []
    for name, task in TASKS.items():
        for round_ in task.rounds:
            own = work.get((name, round_.name))
            if own is not None:
                label = round_.name == "label"
                compared = rest[name] if label else _Rest(None, {})
                verdicts = _verdicts(material, name) if label else {}
                lines = [
                    _line(who, done, compared, material, axis, verdicts.get(who), numbers.get(who))
                    for who, done in own.items()
                ]
                lines.sort(key=_disagreement)
                rounds.append(RoundLines(name, round_.name, compared.measure, tuple(lines)))
    counts = Counter(person.verdict for person in everybody)
    return Annotators(
        axis=axis,
        rounds=tuple(rounds),
        people=tuple(described),
        more=len(everybody) - len(described),
        verdicts=tuple((verdict, counts[verdict]) for verdict in reversed(SHOWN) if counts[verdict]),
    )


def _verdicts(material: Material, task: str) -> dict[str, Shown]:
    panel = material.panels.get(task)
    found = () if panel is None else panel.profiles
    return {profile.figures.annotator: shown(profile.verdict) for profile in found}


def _work(material: Material) -> dict[tuple[str, RoundName], dict[str, _Work]]:
    work: dict[tuple[str, RoundName], dict[str, _Work]] = defaultdict(lambda: defaultdict(_Work))
    asked = set()
    for assignment in material.assignments:
        work[assignment.task, assignment.round][assignment.annotator].assigned += 1
        asked.add((assignment.item_id, assignment.round, assignment.annotator))
    for annotation in material.annotations:
        if (annotation.item_id, annotation.round, annotation.annotator) not in asked:
            continue
        own = work[annotation.task, annotation.round][annotation.annotator]
        if annotation.value is None:
            own.skipped += 1
        else:
            own.answered += 1
        if annotation.value is not None and annotation.seconds is not None:
            own.seconds.append(annotation.seconds)
    return work


def _rest(material: Material, task: str) -> _Rest:
    """Compare by the headline measure, or by the first that was taken for each annotator."""
    own = [m for m in material.measurements if (m.task, m.scope) == (task, "annotator")]
    taken = [m.agreement.measure for m in own]
    headline = material.headline(task)
    measure = headline if headline in taken else next(iter(taken), None)
    return _Rest(measure, {m.of: m.agreement for m in own if m.agreement.measure == measure})


def _line(
    annotator: str,
    work: _Work,
    rest: _Rest,
    material: Material,
    axis: Axis,
    verdict: Shown | None,
    number: int | None,
) -> AnnotatorLine:
    agreement = rest.of.get(annotator)
    return AnnotatorLine(
        annotator=annotator,
        simulated=annotator in material.simulated,
        answered=work.answered,
        skipped=work.skipped,
        open=work.assigned - work.answered - work.skipped,
        seconds=median(work.seconds) if work.seconds else None,
        rest=agreement,
        whisker=None if agreement is None else whisker(axis, agreement),
        verdict=verdict,
        number=number,
    )


def _disagreement(line: AnnotatorLine) -> tuple[float, str]:
    """Sort by agreement; those without a figure come last."""
    agrees = 2.0 if line.rest is None or line.rest.value is None else line.rest.value
    return agrees, line.annotator


SECTION = Section("annotators", Phrase("주석자", "Annotators"), build)
