"""The label round of task-oriented dialogue: a row for each turn of the user."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Round
from pipeline.tasks.regions import (
    Region,
    UnreadableError,
    choice,
    choice_region,
    path_region,
    text_region,
)
from pipeline.tasks.tod.changes import options, read_changes, require_effective, written_and_chosen
from pipeline.tasks.tod.ontology import ontology
from pipeline.tasks.tod.values import Changes, Conversation, Exchange, SlotValue
from pipeline.yamlfile import Json

CHECKED = "checked"
_ROW = re.compile(r"[a-z]+_(\d+)")


class LabelDialogue(Round[Conversation, Changes]):
    """Mark what each turn of the user changes."""

    task = "tod"
    name: RoundName = "label"
    answers = 2
    payload_type = Conversation
    value_type = Changes

    def data(self, case: Case[Conversation, Changes]) -> dict[str, Json]:
        """Show the turns, and the slots of the domains they are about; the goal would give the answers away.

        Other slots than these can be written. A list of all 45 in every row would take long to open.
        """
        turns = case.item.payload.turns
        domains = case.item.payload.goal.domains
        slots = [name for name in ontology().slots if name.partition("-")[0] in domains]
        rows: list[Json] = [{"html": turn_html(turns, index)} for index in range(len(turns))]
        return {
            "text": plain(turns),
            "turns": rows,
            "closing": system_html(turns[-1].system),
            "slots": options(slots),
        }

    def value(self, case: Case[Conversation, Changes], regions: Sequence[Region]) -> Changes:
        """Read the changes."""
        count = len(case.item.payload.turns)
        choice(regions, CHECKED, (CHECKED,))
        require_rows(regions, count)
        changes = Changes(tuple(read_changes(regions, row) for row in range(count)))
        require_effective(changes)
        return changes

    def regions(self, case: Case[Conversation, Changes], value: Changes) -> list[Region]:
        """Fill the rows in, and say that all have been checked."""
        filled = [choice_region(CHECKED, "closing", CHECKED)]
        for row, changes in enumerate(value.turns):
            filled += change_regions(changes, row, "closing")
        return filled


def require_rows(regions: Iterable[Region], count: int) -> None:
    """Check that no row is answered that was not there.

    Raises:
        UnreadableError: one is.
    """
    for region in regions:
        numbered = _ROW.fullmatch(region.from_name)
        if numbered is not None and int(numbered[1]) >= count:
            raise UnreadableError("unknown_row", f"{region.from_name}: there are {count} rows")


def change_regions(changes: Collection[SlotValue], row: int, to_name: str) -> list[Region]:
    """Fill in one row's changes: values are chosen, times are written."""
    lines, chosen = written_and_chosen(changes)
    filled = [path_region(f"state_{row}", to_name, chosen)] if chosen else []
    return filled + ([text_region(f"free_{row}", to_name, *lines)] if lines else [])


def plain(turns: Iterable[Exchange]) -> str:
    """Write a dialogue as lists of tasks show it."""
    return " / ".join(said for turn in turns for said in (turn.user, turn.system))


def turn_html(turns: Sequence[Exchange], index: int) -> str:
    """Show a turn of the user below what the system said before."""
    before = system_html(turns[index - 1].system) if index else ""
    return before + user_html(turns[index].user, index + 1)


def user_html(text: str, number: int) -> str:
    """Show what the user said at a turn, counted from 1."""
    return f'<p style="margin:2px 0"><b>사용자 {number}</b> {escape(text)}</p>'


def system_html(text: str) -> str:
    """Show what the system said."""
    return f'<p style="margin:2px 0;color:#57606a"><b>상담원</b> {escape(text)}</p>'
