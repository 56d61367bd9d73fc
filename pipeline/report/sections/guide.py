"""Which rules of the guides the disagreements hang on, going by what adjudicators and annotators name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import Annotation
from pipeline.report.guide import GuideRule, mentioned, read_rules
from pipeline.report.heat import shade
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.pictures import Seen, picture
from pipeline.report.sections.base import Section
from pipeline.tasks.base import Answer, Unit
from pipeline.tasks.registry import TASKS

MOST_RULES = 8
"""Rules of a task that are shown, those that most disputes hang on."""
MOST_EXAMPLES = 2
MOST_LOSERS = 12
_SAME = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule: the disputes it decided, how often somebody called it unclear, and disputes as examples.

    ``rule`` is None where the guide has no rule of this name.
    """

    name: str
    rule: GuideRule | None
    decided: int
    unclear: int
    examples: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """Disputes under a rule in which somebody's answer was not what the adjudicator decided."""

    lost: int
    disputes: int

    @property
    def shade(self) -> int:
        """How dark the cell is."""
        return shade(self.lost / self.disputes) if self.lost else 0


@dataclass(frozen=True, slots=True)
class Loser:
    """One annotator with the losses under each rule that is shown; None where there was no dispute."""

    annotator: str
    losses: tuple[Loss | None, ...]


@dataclass(frozen=True, slots=True)
class TaskRules:
    """A task: its adjudicated items, those without a rule, and its rules; ``more`` are not shown."""

    task: str
    settled: int
    unnamed: int
    rules: tuple[RuleUse, ...]
    more: int
    losers: tuple[Loser, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """All tasks; ``at_random`` says that adjudicators were programs, which name rules at random."""

    tasks: tuple[TaskRules, ...]
    at_random: bool


@dataclass(frozen=True, slots=True)
class _Settled:
    """An adjudicated item: its answers, the adjudicator's, and the rules named."""

    unit: Unit[Any, Any]
    answer: Answer[Any]
    rules: tuple[str, ...]


def build(material: Material) -> Guide | None:
    """Count; None before anybody named a rule or adjudicated."""
    judged: dict[str, list[Annotation[str]]] = defaultdict(list)
    unclear: dict[str, Counter[str]] = defaultdict(Counter)
    for annotation in material.annotations:
        if annotation.skipped is not None:
            unclear[annotation.task].update(mentioned(annotation.skipped))
        elif annotation.round == "adjudicate":
            judged[annotation.task].append(annotation)
    tasks = tuple(
        _task(material, task, judged[task], unclear[task])
        for task in material.tasks
        if judged[task] or unclear[task]
    )
    judges = {annotation.annotator for own in judged.values() for annotation in own}
    return Guide(tasks, bool(judges & material.simulated)) if tasks else None


def _task(
    material: Material, name: str, judged: Sequence[Annotation[str]], unclear: Counter[str]
) -> TaskRules:
    settled = _settled(material, name, judged)
    decided = Counter(rule for own in settled for rule in own.rules)
    guide = read_rules(material.context.guides / name / "guide.ko.md")
    order = sorted({*decided, *unclear}, key=lambda rule: (-decided[rule], -unclear[rule], _number(rule)))
    shown = order[:MOST_RULES]
    return TaskRules(
        task=name,
        settled=len(settled),
        unnamed=sum(not own.rules for own in settled),
        rules=tuple(
            RuleUse(
                name=rule,
                rule=guide.get(rule),
                decided=decided[rule],
                unclear=unclear[rule],
                examples=_examples(material, name, [own for own in settled if rule in own.rules]),
            )
            for rule in shown
        ),
        more=len(order) - len(shown),
        losers=_losers(name, material.short_names, settled, [rule for rule in shown if decided[rule]]),
    )


def _settled(material: Material, name: str, judged: Iterable[Annotation[str]]) -> list[_Settled]:
    task = TASKS[name]
    by_item = {annotation.item_id: annotation for annotation in judged}
    found = []
    for unit in material.units(name, by_item):
        annotation = by_item[unit.item.item_id]
        value = task.adjudicate.load_value(annotation.value or "")
        answer = Answer(annotation.annotator, value)
        found.append(_Settled(unit, answer, mentioned(annotation.rule)))
    return found


def _examples(material: Material, name: str, settled: Sequence[_Settled]) -> tuple[Seen, ...]:
    return tuple(
        Seen(
            item_id=own.unit.item.item_id,
            picture=picture(TASKS[name], own.unit, material.short_names, own.answer),
            agreement=None,
            status=None,
        )
        for own in settled[:MOST_EXAMPLES]
    )


def _losers(
    name: str, people: Mapping[str, str], settled: Sequence[_Settled], rules: Sequence[str]
) -> tuple[Loser, ...]:
    """Count by annotator and rule; those who lose most come first, those who never do are left out."""
    disputes: Counter[tuple[str, str]] = Counter()
    lost: Counter[tuple[str, str]] = Counter()
    for own in settled:
        for answer in own.unit.answers:
            differs = TASKS[name].accuracy(answer.value, own.answer.value) < _SAME
            for rule in own.rules:
                disputes[answer.annotator, rule] += 1
                lost[answer.annotator, rule] += differs
    total: Counter[str] = Counter()
    for (annotator, rule), count in lost.items():
        total[annotator] += count * (rule in rules)
    order = sorted((-count, annotator) for annotator, count in total.items() if count)
    return tuple(
        Loser(
            people[annotator],
            tuple(
                Loss(lost[annotator, rule], disputes[annotator, rule]) if disputes[annotator, rule] else None
                for rule in rules
            ),
        )
        for _, annotator in order[:MOST_LOSERS]
    )


def _number(rule: str) -> tuple[str, int]:
    prefix, _, number = rule.partition("-")
    return prefix, int(number)


SECTION = Section("guide", Phrase("지침 규칙", "Guide rules"), build)
