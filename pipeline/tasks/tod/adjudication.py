"""The adjudication round of task-oriented dialogue: only turns with a contested change are rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pipeline.consensus import state_vote
from pipeline.model import RoundName
from pipeline.tasks.base import Case
from pipeline.tasks.regions import (
    Region,
    UnreadableError,
    choice,
    choice_region,
    choices,
    text_region,
    texts,
)
from pipeline.tasks.tod.changes import as_line, checked, effective, of_line
from pipeline.tasks.tod.interface import (
    CHECKED,
    LabelDialogue,
    plain,
    require_rows,
    system_html,
    turn_html,
    user_html,
)
from pipeline.tasks.tod.values import Changes, Conversation, Exchange, SlotValue
from pipeline.yamlfile import Json

_KEYS = (*"123456789", *"qwertyuiopasdfghjklbnm")
"""Hotkeys of the contested changes, in their order over the page; 0 and z, x, c, v are taken."""


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """A turn to decide on: what is agreed and stays, what is contested, and the slots that are open.

    ``slots`` is None where everything is open.
    """

    index: int
    agreed: tuple[SlotValue, ...]
    contested: tuple[tuple[SlotValue, int], ...]
    slots: frozenset[str] | None


class SettleDialogue(LabelDialogue):
    """Settle the contested changes of a dialogue; the agreed ones are shown and stay."""

    name: RoundName = "adjudicate"
    answers = 1

    def data(self, case: Case[Conversation, Changes]) -> dict[str, Json]:
        """Show the dialogue with what is agreed, and a row for each open turn with what was answered."""
        turns = case.item.payload.turns
        agreed = agreed_changes(case)
        rows: list[Json] = []
        keys = iter(_KEYS)
        for turn in open_turns(case):
            options: list[Json] = []
            for change, votes in turn.contested:
                option: dict[str, Json] = {"value": f"{_shown(change)} ({votes}명)", "alias": as_line(change)}
                key = next(keys, None)
                options.append(option if key is None else {**option, "hotkey": key})
            rows.append(
                {
                    "html": turn_html(turns, turn.index) + _agreed_html(turn.agreed),
                    "options": options,
                }
            )
        return {"text": plain(turns), "dialogue": _dialogue_html(turns, agreed), "turns": rows}

    def value(self, case: Case[Conversation, Changes], regions: Sequence[Region]) -> Changes:
        """Read the open turns, and join them with what is agreed."""
        choice(regions, CHECKED, (CHECKED,))
        decided = open_turns(case)
        require_rows(regions, len(decided))
        turns = list(agreed_changes(case).turns)
        for row, turn in enumerate(decided):
            found = _chosen(regions, row, turn)
            found += [of_line(line, turn.index + 1) for line in texts(regions, f"free_{row}")]
            closed = set() if turn.slots is None else {slot for slot, _ in found} - turn.slots
            if closed:
                raise UnreadableError(
                    "settled_already", f"turn {turn.index + 1}: nobody differs on {', '.join(sorted(closed))}"
                )
            turns[turn.index] = checked((*turn.agreed, *found), turn.index + 1)
        return effective(Changes(tuple(turns)))

    def regions(self, case: Case[Conversation, Changes], value: Changes) -> list[Region]:
        """Fill the open turns in, as far as they are open, and say that all have been checked."""
        filled = [choice_region(CHECKED, "dialogue", CHECKED)]
        for row, turn in enumerate(open_turns(case)):
            options = [change for change, _ in turn.contested]
            wanted = [
                change
                for change in value.turns[turn.index]
                if change not in turn.agreed and (turn.slots is None or change[0] in turn.slots)
            ]
            chosen = [as_line(change) for change in wanted if change in options]
            lines = [as_line(change) for change in wanted if change not in options]
            filled += [choice_region(f"pick_{row}", "dialogue", *chosen)] if chosen else []
            filled += [text_region(f"free_{row}", "dialogue", *lines)] if lines else []
        return filled


def open_turns(case: Case[Conversation, Changes]) -> list[OpenTurn]:
    """Give the turns to decide on: those with an open slot; all of them where nothing is agreed."""
    answers = [answer.turns for answer in (() if case.dispute is None else case.dispute.answers)]
    everything = case.dispute is None or case.dispute.agreed is None
    votes = state_vote([[frozenset(turn) for turn in answer] for answer in answers]).turns if answers else ()
    found = []
    for index, agreed in enumerate(agreed_changes(case).turns):
        slots = None if everything else frozenset(votes[index].open)
        if slots is not None and not slots:
            continue
        counted = Counter(
            change for answer in answers for change in answer[index] if slots is None or change[0] in slots
        )
        found.append(OpenTurn(index, agreed, tuple(sorted(counted.items())), slots))
    return found


def agreed_changes(case: Case[Conversation, Changes]) -> Changes:
    """Give the agreed changes; none at any turn where nothing is agreed."""
    if case.dispute is None or case.dispute.agreed is None:
        return Changes(((),) * len(case.item.payload.turns))
    return case.dispute.agreed


def _chosen(regions: Sequence[Region], row: int, turn: OpenTurn) -> list[SlotValue]:
    options = {as_line(change): change for change, _ in turn.contested}
    chosen = choices(regions, f"pick_{row}")
    if not set(chosen) <= set(options):
        raise UnreadableError("unknown_label", f"turn {turn.index + 1}: {chosen} was not all answered")
    return [options[line] for line in chosen]


def _shown(change: SlotValue) -> str:
    return " = ".join(change)


def _agreed_html(agreed: Sequence[SlotValue]) -> str:
    if not agreed:
        return ""
    listed = escape(", ".join(map(_shown, agreed)))
    return f'<p style="margin:2px 0;color:#1a7f37"><b>정해진 변화</b> {listed}</p>'


def _dialogue_html(turns: Sequence[Exchange], agreed: Changes) -> str:
    """Show all turns, each of the user's with its agreed changes."""
    lines = []
    for number, (turn, changes) in enumerate(zip(turns, agreed.turns, strict=True), start=1):
        lines.append(user_html(turn.user, number) + _agreed_html(changes) + system_html(turn.system))
    return "".join(lines)
