"""How one person who plays both parts talks through a goal, out of hand-written building blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from pipeline import canonical
from pipeline.ids import rank
from pipeline.tasks.tod.ontology import DONTCARE, NAME, full, ontology
from pipeline.tasks.tod.spoken import fill, placeholders, spoken
from pipeline.tasks.tod.values import Dialogue, DomainGoal, Goal, Turn

Act = Literal["open", "inform", "change", "dontcare", "book", "choose", "request", "bye"]
_LONGEST = 0.6
"""How often a turn says as much as there are words for; else chance decides."""
_TRIES = 100
_AT_ONCE = 0.7
"""How often a person asks two things at once."""


@dataclass(frozen=True, slots=True)
class Block:
    """Two utterances that do one thing.

    ``slots`` is what the user's words set or change, ``values`` what they mean where nothing is filled in,
    ``requests`` what they ask for.
    """

    domain: str
    act: Act
    slots: tuple[str, ...]
    user: str
    system: str
    values: Mapping[str, str] = field(default_factory=dict)
    requests: tuple[str, ...] = ()

    @property
    def offers(self) -> bool:
        """Whether the system names a place that the user has not named."""
        return NAME not in self.slots and NAME in placeholders(self.system)

    def can_say(self, wanted: Mapping[str, str]) -> bool:
        """Tell whether the block fits what is wanted of its slots."""
        return all(
            slot in wanted and self.values.get(slot, wanted[slot]) == wanted[slot] for slot in self.slots
        )


@dataclass(frozen=True, slots=True)
class _Move:
    """What one turn is to do; ``values`` maps the slots to what the user says of them."""

    act: Act
    values: Mapping[str, str] = field(default_factory=dict)
    requests: tuple[str, ...] = ()


class Composer:
    """Composes a dialogue for any goal; the goal alone decides which."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._blocks: dict[tuple[str, Act], list[Block]] = defaultdict(list)
        for block in blocks:
            self._blocks[block.domain, block.act].append(block)

    def compose(self, goal: Goal) -> Dialogue:
        """Talk a goal through.

        Raises:
            LookupError: the blocks have no words for a part of it.
        """
        random = Random(rank(0, "self-dialogue", canonical.dump(goal)))  # noqa: S311 (a simulation)
        turns: list[Turn] = []
        for part in goal.parts:
            talk = _Talk(part, self._blocks, random)
            turns += talk.through()
        turns.append(talk.say(_Move("bye")))
        return Dialogue(tuple(turns))


class _Talk:
    """A talk about one domain."""

    def __init__(
        self, part: DomainGoal, blocks: Mapping[tuple[str, Act], Sequence[Block]], random: Random
    ) -> None:
        self._part = part
        self._blocks = blocks
        self._random = random
        self._said: dict[str, str] = {}
        self._place: str | None = None

    def through(self) -> list[Turn]:
        """Say all that the goal holds: wishes, the place, the reservation, changes of mind, questions."""
        part = self._part
        final = dict(part.wishes) | dict(part.booking)
        if part.place is not None:
            final[NAME] = part.place
        first, change = dict(final), None
        if part.change is not None:
            first[part.change.slot] = part.change.first
            change = _Move("change", {part.change.slot: final[part.change.slot]})
        self._place = first.get(NAME)

        def changes(slots: Iterable[str]) -> list[_Move]:
            return [] if change is None or change.values.keys().isdisjoint(slots) else [change]

        wishes, booking = dict(part.wishes), dict(part.booking)
        plan = self._wishes if part.place is None or changes(wishes) else self._wishes_before_offer
        moves = plan({slot: first[slot] for slot in wishes}) + changes(wishes)
        after = []
        if part.place is not None:
            after = [_Move("choose", {NAME: first[NAME]}), *changes([NAME])]
        if booking:
            after += [_Move("book", {slot: first[slot] for slot in booking}), *changes(booking)]
        turns = [self.say(move, offer=part.place is not None and move is moves[-1]) for move in moves]
        return turns + [self.say(move) for move in (*after, *self._requests())]

    def say(self, move: _Move, *, offer: bool = False) -> Turn:
        """Word a move; ``offer`` asks that the system offers the place, otherwise it rather does not."""
        variants = self._variants(move)
        if not variants:
            raise LookupError(f"no words for {self._part.domain} {move}")
        block = self._random.choice([each for each in variants if each.offers == offer] or variants)
        slots = ontology().domains[self._part.domain].slots
        if NAME in move.values and move.values[NAME] != DONTCARE:
            self._place = move.values[NAME]
        meant = {f"old:{slot}": self._said[slot] for slot in move.values if slot in self._said}
        meant |= {slot: value for slot, value in move.values.items() if value != DONTCARE}
        meant |= {NAME: self._place} if self._place is not None else {}
        words = {
            name: spoken(name.removeprefix("old:"), slots[name.removeprefix("old:")], value, self._random)
            for name, value in meant.items()
        }
        self._said |= move.values
        changes = sorted((full(self._part.domain, slot), value) for slot, value in move.values.items())
        return Turn(fill(block.user, words), fill(block.system, words), tuple(changes))

    def _wishes(self, wishes: Mapping[str, str]) -> list[_Move]:
        """Divide the wishes into an opening and what follows, in any order."""
        cared = {slot: value for slot, value in wishes.items() if value != DONTCARE}
        opening = self._largest("open", cared)
        moves = []
        left = {slot: value for slot, value in cared.items() if slot not in opening.values}
        while left:
            move = self._largest("inform", left)
            moves.append(move)
            left = {slot: value for slot, value in left.items() if slot not in move.values}
        moves += [_Move("dontcare", {slot: DONTCARE}) for slot in wishes if slot not in cared]
        self._random.shuffle(moves)
        return [opening, *moves]

    def _largest(self, act: Act, wanted: Mapping[str, str]) -> _Move:
        """Say some of what is wanted, often as much as one turn can; only an opening may say nothing."""
        sets = sorted(
            {
                block.slots
                for block in self._blocks[self._part.domain, act]
                if block.can_say(wanted) and (block.slots or act == "open")
            }
        )
        if not sets:
            raise LookupError(f"no words for {self._part.domain} {act} {dict(wanted)}")
        most = max(map(len, sets))
        if self._random.random() < _LONGEST:
            sets = [slots for slots in sets if len(slots) == most]
        return _Move(act, {slot: wanted[slot] for slot in self._random.choice(sets)})

    def _wishes_before_offer(self, wishes: Mapping[str, str]) -> list[_Move]:
        """Divide the wishes so that the system can answer the last of them with an offer."""
        for _ in range(_TRIES):
            opening, *rest = self._wishes(wishes)
            able = [move for move in rest or [opening] if any(each.offers for each in self._variants(move))]
            if able and rest:
                last = self._random.choice(able)
                return [opening, *(move for move in rest if move is not last), last]
            if able:
                return [opening]
        raise LookupError(f"no offer can answer {self._part.domain} {dict(wishes)}")

    def _requests(self) -> list[_Move]:
        asked = self._part.requests
        together = _Move("request", requests=asked)
        if len(asked) > 1 and self._variants(together) and self._random.random() < _AT_ONCE:
            return [together]
        return [_Move("request", requests=(request,)) for request in asked]

    def _variants(self, move: _Move) -> list[Block]:
        return [
            block
            for block in self._blocks[self._part.domain, move.act]
            if set(block.slots) == set(move.values)
            and set(block.requests) == set(move.requests)
            and block.can_say(move.values)
        ]
