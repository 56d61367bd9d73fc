"""How simulated annotators write, label and settle dialogues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Simulator
from pipeline.tasks.references import References
from pipeline.tasks.tod.adjudication import agreed_changes, open_turns
from pipeline.tasks.tod.changes import effective
from pipeline.tasks.tod.ontology import DONTCARE, ontology
from pipeline.tasks.tod.self_dialogue import Block, Composer
from pipeline.tasks.tod.values import Changes, Conversation, Dialogue, Exchange, Goal, SlotValue

_HALF_A_DAY = 12
_Turns = list[list[SlotValue]]


class WritingSimulator(Simulator[Goal, Dialogue]):
    """Writes what the composer composes, or forgets to mark one of the changes."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer

    def truth(self, case: Case[Goal, Dialogue]) -> Dialogue:
        """Compose a dialogue for the goal."""
        return self._composer.compose(case.item.payload)

    def slip(self, case: Case[Goal, Dialogue], truth: Dialogue, random: Random, bias: float) -> Dialogue:
        """Forget a change."""
        turns = list(truth.turns)
        index = random.choice([index for index, turn in enumerate(turns) if turn.changes])
        forgotten = random.choice(turns[index].changes)
        kept = tuple(change for change in turns[index].changes if change != forgotten)
        turns[index] = replace(turns[index], changes=kept)
        return Dialogue(tuple(turns))


class LabellingSimulator(Simulator[Conversation, Changes]):
    """Marks what the composer meant, or errs in one change: misses it, mistakes it, marks it elsewhere."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer

    def truth(self, case: Case[Conversation, Changes]) -> Changes:
        """Compose the goal's dialogue again, and give the changes that were meant."""
        payload = case.item.payload
        composed = self._composer.compose(payload.goal)
        if tuple(Exchange(turn.user, turn.system) for turn in composed.turns) != payload.turns:
            raise LookupError("the dialogue is not the one that is composed for its goal")
        return Changes(tuple(turn.changes for turn in composed.turns))

    def slip(self, case: Case[Conversation, Changes], truth: Changes, random: Random, bias: float) -> Changes:
        """Err in one change; the bias leans from missing it to taking another value."""
        marked = [(index, change) for index, turn in enumerate(truth.turns) for change in turn]
        index, change = random.choice(marked)
        turns = [list(turn) for turn in truth.turns]
        turns[index].remove(change)
        missed = [list(turn) for turn in turns]
        draw = random.random()
        if draw < 0.3:
            _put(turns, index + random.choice((-1, 1)), change)
        elif draw < 0.65 + 0.25 * bias:
            _put(turns, index, (change[0], mistaken(change, random)))
        slipped = _changes(turns)
        return slipped if slipped != truth else _changes(missed)


class SettlingSimulator(LabellingSimulator):
    """Settles as the composer meant it, or sides with a wrong answer; what is agreed stays."""

    def truth(self, case: Case[Conversation, Changes]) -> Changes:
        """Give what is agreed, and what was meant in what is open."""
        meant = super().truth(case)
        turns = [list(turn) for turn in agreed_changes(case).turns]
        for turn in open_turns(case):
            turns[turn.index] += [
                change for change in meant.turns[turn.index] if turn.slots is None or change[0] in turn.slots
            ]
        return _changes(turns)

    def slip(self, case: Case[Conversation, Changes], truth: Changes, random: Random, bias: float) -> Changes:
        """Take a contested change the other way, or care for what does not matter."""
        flipped = [
            _flipped(truth, turn.index, change) for turn in open_turns(case) for change, _ in turn.contested
        ]
        others = [changes for changes in flipped if changes != truth]
        return random.choice(others) if others else next(_beside_the_point(case, truth))


def mistaken(change: SlotValue, random: Random) -> str:
    """Give a value that is easily taken for another one of the slot."""
    slot, value = change
    kind = ontology().slots[slot]
    if value == DONTCARE:
        return random.choice(kind.values) if kind.values else "12:00"
    if kind.type == "time":
        hours, minutes = value.split(":")
        return f"{(int(hours) + _HALF_A_DAY) % 24:02}:{minutes}"
    if kind.type == "number":
        near = [str(int(value) + step) for step in (-1, 1)]
        return random.choice([other for other in near if other in kind.values])
    if kind.type == "boolean":
        return random.choice([other for other in (*kind.values, DONTCARE) if other != value])
    return random.choice([other for other in kind.values if other != value])


def _flipped(changes: Changes, index: int, change: SlotValue) -> Changes:
    """Take a change out of a turn, or put it there."""
    turns = [list(turn) for turn in changes.turns]
    if change in turns[index]:
        turns[index].remove(change)
    else:
        _put(turns, index, change)
    return _changes(turns)


def _beside_the_point(case: Case[Conversation, Changes], truth: Changes) -> Iterator[Changes]:
    for turn in open_turns(case):
        for slot in sorted(turn.slots or ontology().slots):
            changes = _flipped(truth, turn.index, (slot, DONTCARE))
            if changes != truth:
                yield changes


def _put(turns: _Turns, index: int, change: SlotValue) -> None:
    """Put a change into a turn, if there is such a turn, in the place of what it holds of the slot."""
    if 0 <= index < len(turns):
        turns[index] = [*(other for other in turns[index] if other[0] != change[0]), change]


def _changes(turns: Iterable[Iterable[SlotValue]]) -> Changes:
    return effective(Changes(tuple(tuple(sorted(turn)) for turn in turns)))


def simulators(references: References) -> dict[RoundName, Simulator[Any, Any]]:
    """Compose dialogues out of the blocks of ``tod.jsonl``."""
    composer = Composer(references.read(Block, "tod"))
    return {
        "write": WritingSimulator(composer),
        "label": LabellingSimulator(composer),
        "adjudicate": SettlingSimulator(composer),
    }
