"""The write round of task-oriented dialogue: one person plays both parts, a row for each turn of the user."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Item, RoundName
from pipeline.tasks.base import Case, Round, Written
from pipeline.tasks.regions import Region, UnreadableError, text_region, texts
from pipeline.tasks.tod.changes import options, read_changes, require_effective
from pipeline.tasks.tod.goal_card import goal_html
from pipeline.tasks.tod.interface import change_regions, require_rows
from pipeline.tasks.tod.ontology import NAME, full
from pipeline.tasks.tod.values import Changes, Conversation, Dialogue, Exchange, Goal, Turn
from pipeline.yamlfile import Json

LONGEST = 200
"""Code points that an utterance may have."""
MOST_CHANGES = 4
"""Conditions that a writer may put into one turn."""


class WriteDialogue(Round[Goal, Dialogue]):
    """Talk a goal through, playing both parts."""

    task = "tod"
    name: RoundName = "write"
    answers = 1
    payload_type = Goal
    value_type = Dialogue

    def data(self, case: Case[Goal, Dialogue]) -> dict[str, Json]:
        """Show the goal, rows for the turns, and the slots of the goal to mark changes by."""
        goal = case.item.payload
        rows: list[Json] = [{"show": str(number)} for number in range(1, rows_for(goal) + 1)]
        return {
            "text": ", ".join(sorted(slots_of(goal))),
            "goal": goal_html(goal),
            "turns": rows,
            "slots": options(slots_of(goal)),
        }

    def value(self, case: Case[Goal, Dialogue], regions: Sequence[Region]) -> Dialogue:
        """Read the dialogue: rows at the end may be empty, none between."""
        goal = case.item.payload
        count = rows_for(goal)
        require_rows(regions, count)
        rows = [_read_turn(regions, row) for row in range(count)]
        while rows and rows[-1] is None:
            rows.pop()
        if not rows:
            raise UnreadableError("missing_answer", "no turn is written")
        turns = []
        for number, turn in enumerate(rows, start=1):
            if turn is None:
                raise UnreadableError("gap", f"turn {number} is empty, and others follow")
            foreign = {slot for slot, _ in turn.changes} - slots_of(goal)
            if foreign:
                raise UnreadableError(
                    "outside_goal", f"turn {number}: {', '.join(sorted(foreign))} is not in the goal"
                )
            turns.append(turn)
        require_effective(Changes(tuple(turn.changes for turn in turns)))
        return Dialogue(tuple(turns))

    def regions(self, case: Case[Goal, Dialogue], value: Dialogue) -> list[Region]:
        """Fill the rows in."""
        filled = []
        for row, turn in enumerate(value.turns):
            filled.append(text_region(f"user_{row}", "goal", turn.user))
            filled.append(text_region(f"sys_{row}", "goal", turn.system))
            filled += change_regions(turn.changes, row, "goal")
        return filled


def written(item: Item[Goal], value: Dialogue) -> tuple[Written[Conversation, Changes], ...]:
    """Have the dialogue labelled; what the writer marked is the writer's own answer."""
    turns = tuple(Exchange(turn.user, turn.system) for turn in value.turns)
    changes = Changes(tuple(turn.changes for turn in value.turns))
    return (Written(Conversation(item.payload, turns), changes),)


def rows_for(goal: Goal) -> int:
    """Give how many turns a writer may need: one for all that there is to say, one a domain, one to part."""
    return 1 + sum(
        1
        + len(part.wishes)
        + len(part.requests)
        + sum((part.place is not None, bool(part.booking), part.change is not None))
        for part in goal.parts
    )


def slots_of(goal: Goal) -> frozenset[str]:
    """Give the full names of the slots that a goal is about."""
    return frozenset(
        full(part.domain, name)
        for part in goal.parts
        for name in (*dict(part.wishes), *dict(part.booking), *(() if part.place is None else (NAME,)))
    )


def _read_turn(regions: Sequence[Region], row: int) -> Turn | None:
    """Read a row; an empty one gives None."""
    user, system = (_utterance(regions, f"{speaker}_{row}") for speaker in ("user", "sys"))
    changes = read_changes(regions, row)
    if not (user or system or changes):
        return None
    if not (user and system):
        missing = "user" if not user else "system"
        raise UnreadableError("missing_answer", f"turn {row + 1}: the {missing} says nothing")
    if len(changes) > MOST_CHANGES:
        raise UnreadableError("too_many_changes", f"turn {row + 1}: {len(changes)} of {MOST_CHANGES} changes")
    return Turn(user, system, changes)


def _utterance(regions: Sequence[Region], name: str) -> str:
    """Read an utterance, on one line; nothing written gives nothing."""
    said = " ".join(" ".join(texts(regions, name)).split())
    if len(said) > LONGEST:
        raise UnreadableError("too_long", f"{name}: {len(said)} of {LONGEST} code points")
    return said
