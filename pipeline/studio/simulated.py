"""Simulated annotators: who they are, and what they answer.

They exist for demonstrations and tests. Each has a skill, a bias and a speed of their own, derived from the
seed and their address; each answer is derived from the seed, the person and the item, so that neither the
order of work nor the server changes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from pipeline.errors import BadInputError
from pipeline.ids import rank
from pipeline.model import RoundName
from pipeline.tasks.base import RULE, SKIP, SKIP_RULE, Case, Simulator, Task
from pipeline.tasks.references import References
from pipeline.tasks.regions import Region, choice_region, text_region
from pipeline.tasks.registry import TASKS
from pipeline.workspace import Workspace, replace_file

_MARK = "simulated-annotators.json"
_HARD_SHARE = 0.12
"""The share of items that are hard for everybody, so that people err together on them."""
_HARD = 0.5
"""How much of everybody's chance a hard item takes away."""
_SKIPS = 0.01
"""How often a person cannot tell which rule applies."""


@dataclass(frozen=True, slots=True)
class Persona:
    """A simulated annotator: chance of a right answer to an easy item, leaning, median seconds."""

    email: str
    skill: float
    bias: float
    pace: float

    @classmethod
    def of(cls, email: str, seed: int) -> Persona:
        """Derive a person from the seed and their address."""
        random = Random(rank(seed, "persona", email))  # noqa: S311 (a simulation, not a secret)
        return cls(
            email=email,
            skill=random.uniform(0.95, 0.99),
            bias=random.uniform(-1, 1),
            pace=random.uniform(6, 18),
        )


@dataclass(frozen=True, slots=True)
class SimulatedAnswer:
    """What a person leaves in the interface, and the seconds they took."""

    regions: tuple[Region, ...]
    seconds: float


class Simulation:
    """Answers cases as personas would."""

    def __init__(self, references: Path, seed: int) -> None:
        self._references = References(_read_lines(references))
        self._seed = seed
        self._simulators: dict[str, dict[RoundName, Simulator[Any, Any]]] = {}

    def truth(self, task: Task[Any, Any], round_name: RoundName, case: Case[Any, Any]) -> Any:  # noqa: ANN401
        """Look the right answer up.

        Raises:
            BadInputError: the references do not cover the item.
        """
        simulator = self._simulator(task, round_name)
        try:
            return simulator.truth(case)
        except LookupError as error:
            raise BadInputError(
                f"{task.name}: the reference answers do not cover item {case.item.item_id}: {error}",
                "simulated annotators work on the sample corpora only",
            ) from None

    def answer(
        self, task: Task[Any, Any], round_name: RoundName, case: Case[Any, Any], persona: Persona
    ) -> SimulatedAnswer:
        """Answer one case: mostly right, sometimes with a slip, rarely not at all."""
        item_id = case.item.item_id
        random = Random(rank(self._seed, "answer", persona.email, round_name, item_id))  # noqa: S311
        seconds = round(persona.pace * math.exp(random.gauss(0, 0.4)), 1)
        round_ = task.round(round_name)
        value = self.truth(task, round_name, case)
        if round_name == "label" and random.random() < _SKIPS:
            shown = round_.regions(case, value)[0].to_name
            skip = choice_region(SKIP, shown, "unclear")
            rule = text_region(SKIP_RULE, shown, _some_rule(task.name, random))
            return SimulatedAnswer((skip, rule), seconds)
        hard = Random(rank(self._seed, "difficulty", item_id)).random() < _HARD_SHARE  # noqa: S311
        if random.random() > persona.skill - (_HARD if hard else 0):
            value = self._simulator(task, round_name).slip(case, value, random, persona.bias)
        regions = round_.regions(case, value)
        if round_name == "adjudicate":
            regions.append(text_region(RULE, regions[0].to_name, _some_rule(task.name, random)))
        return SimulatedAnswer(tuple(regions), seconds)

    def _simulator(self, task: Task[Any, Any], round_name: RoundName) -> Simulator[Any, Any]:
        if task.name not in self._simulators:
            self._simulators[task.name] = TASKS[task.name].simulators(self._references)
        return self._simulators[task.name][round_name]


def _some_rule(task: str, random: Random) -> str:
    return f"{task.upper()}-{random.randint(1, 9)}"


def _read_lines(folder: Path) -> Mapping[str, list[str]]:
    if not folder.is_dir():
        raise BadInputError(f"{folder}: no folder of reference answers")
    return {
        path.name.removesuffix(".jsonl"): path.read_text(encoding="utf-8").splitlines()
        for path in sorted(folder.glob("*.jsonl"))
    }


def mark_simulated(workspace: Workspace, emails: Iterable[str]) -> None:
    """Leave word in the workspace that these annotators are programs; reports and releases read it."""
    known = simulated_annotators(workspace) | set(emails)
    workspace.root.mkdir(parents=True, exist_ok=True)
    replace_file(workspace.root / _MARK, json.dumps(sorted(known), indent=1).encode())


def simulated_annotators(workspace: Workspace) -> frozenset[str]:
    """Tell which annotators of a workspace are programs."""
    try:
        return frozenset(json.loads((workspace.root / _MARK).read_bytes()))
    except FileNotFoundError:
        return frozenset()
