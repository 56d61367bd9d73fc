"""Dialogues: states in their form and within the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import DataFile, Record
from pipeline.tasks.tod.ontology import DONTCARE, NONE, ontology
from pipeline.tasks.tod.row import TodRow

FAMILY = Family("Dialogues", "tod")

_USER, _SYSTEM = "user", "sys"
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_TIME_SLOT = "시간"
_OR = "|"
"""Between values of which any will do."""


def _parts(entry: str) -> tuple[str, str, str] | None:
    """Split domain, slot and value; None if there are not all three."""
    parts = entry.split("-", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and all(parts) else None


def _is_time(value: str) -> bool:
    return value in (NONE, DONTCARE) or _TIME.fullmatch(value) is not None


def _entries(row: TodRow) -> Iterator[tuple[int, str, str, str]]:
    """Give turn, domain, slot and value of each entry where it first stands: states are cumulative."""
    seen: set[str] = set()
    for number, turn in enumerate(row.dialogue):
        for entry in turn.state:
            if entry not in seen and (parts := _parts(entry)):
                yield (number, *parts)
            seen.add(entry)


@FAMILY.record(
    "tod.state_form",
    "error",
    "an entry of a state that is not domain-slot-value",
    explanation="Entries are read by their hyphens; this one cannot be.",
    repair="Correct the entry at this turn, and wherever the state carries it on.",
)
def check_state_form(record: Record[TodRow]) -> Finds:
    """Find entries without domain, slot and value, once a dialogue."""
    seen: set[str] = set()
    for number, turn in enumerate(record.row.dialogue):
        for entry in turn.state:
            if entry not in seen and _parts(entry) is None:
                yield Found(f"dialogue[{number}].state: {entry!r}")
            seen.add(entry)


@FAMILY.record(
    "tod.slot",
    "error",
    "a slot that is none",
    explanation="There are 45 slots in five domains; a tracker never predicts another.",
    repair="Correct the slot at this turn, and wherever the state carries it on.",
)
def check_slot(record: Record[TodRow]) -> Finds:
    """Find unknown slots, once each in a dialogue."""
    seen: set[str] = set()
    for number, domain, slot, _ in _entries(record.row):
        name = f"{domain}-{slot}"
        if name not in ontology().slots and name not in seen:
            seen.add(name)
            yield Found(f"dialogue[{number}].state: there is no slot {name!r}")


@FAMILY.record(
    "tod.time",
    "error",
    "a time that is not written HH:MM",
    explanation="Times are 00:00 to 23:59 in two digits each; joint goal accuracy compares them as texts.",
    repair="Write the time as HH:MM at this turn, and wherever the state carries it on.",
)
def check_time(record: Record[TodRow]) -> Finds:
    """Find badly formed times, once each in a dialogue."""
    for number, domain, slot, value in _entries(record.row):
        if slot.endswith(_TIME_SLOT) and not all(map(_is_time, value.split(_OR))):
            yield Found(f"dialogue[{number}].state: {domain}-{slot} is {value!r}")


@FAMILY.file(
    "tod.value",
    "warning",
    "a value that the ontology does not list, in a slot of few values",
    explanation=(
        "Slots such as area, price, weekday and yes or no have few values; a tracker that chooses among them "
        "is never right here."
    ),
    repair="Correct the value, or add it to the ontology.",
)
def check_value(file: DataFile) -> Finds:
    """Find values outside the ontology in slots that are no names and times, once each in a dialogue."""
    yield from _outside(file, ("categorical", "boolean", "weekday", "number"))


@FAMILY.file(
    "tod.unlisted",
    "info",
    "a name or time that the ontology does not list",
    explanation=(
        "Names and times are open: one that is missing from the ontology may be new on purpose, or mistyped. "
        "A tracker that chooses among the listed ones is never right here."
    ),
    repair="See whether it is mistyped; add it to the ontology if not.",
)
def check_unlisted(file: DataFile) -> Finds:
    """Find names and times outside the ontology, once each in a dialogue."""
    yield from _outside(file, ("name", "time"))


def _outside(file: DataFile, kinds: tuple[str, ...]) -> Finds:
    if file.ontology is None:
        return
    slots = ontology().slots
    for record in file.records:
        for number, domain, slot, value in _entries(record.row):
            name = f"{domain}-{slot}"
            listed = file.ontology.get(name)
            if name not in slots or slots[name].type not in kinds or listed is None:
                continue
            if value not in listed and not listed.issuperset(value.split(_OR)):
                yield Found(f"dialogue[{number}].state: {name} is {value!r}", record=record)


@FAMILY.record(
    "tod.two_values",
    "error",
    "two values of one slot in one state",
    explanation="A slot has one value at a time; which of the two is meant nobody can tell.",
    repair="Keep the later value.",
)
def check_two_values(record: Record[TodRow]) -> Finds:
    """Find slots that stand twice in a state, once each in a dialogue."""
    reported: set[str] = set()
    for number, turn in enumerate(record.row.dialogue):
        values: dict[str, str] = {}
        for parts in filter(None, map(_parts, turn.state)):
            name = f"{parts[0]}-{parts[1]}"
            if name in values and name not in reported:
                reported.add(name)
                message = f"dialogue[{number}].state: {name} is {values[name]!r} and {parts[2]!r}"
                yield Found(message)
            values.setdefault(name, parts[2])


@FAMILY.record(
    "tod.domain",
    "warning",
    "a state in a domain that the dialogue does not name",
    explanation="domains lists what a dialogue is about; evaluation by domain counts it elsewhere.",
    repair="Add the domain, or correct the slot.",
)
def check_domain(record: Record[TodRow]) -> Finds:
    """Find domains of states that are not the dialogue's, once each."""
    named = set(record.row.domains)
    for number, domain, slot, _ in _entries(record.row):
        if domain not in named:
            named.add(domain)
            names = ", ".join(record.row.domains)
            yield Found(f"dialogue[{number}].state: {domain}-{slot}; the domains are {names}")


@FAMILY.record(
    "tod.system_state",
    "error",
    "a state on a turn of the system",
    explanation="The state stands on the user's turns; on the system's it is empty.",
    repair="Move it to the user's turn before, if that lacks it.",
)
def check_system_state(record: Record[TodRow]) -> Finds:
    """Find states that the system has."""
    for number, turn in enumerate(record.row.dialogue):
        if turn.role == _SYSTEM and turn.state:
            yield Found(f"dialogue[{number}].state has {len(turn.state)} entries")


@FAMILY.record(
    "tod.turns",
    "warning",
    "turns that do not alternate between user and system",
    explanation="User and system take turns, the user first.",
    repair="Join the turns of one side, or restore the missing one.",
)
def check_turns(record: Record[TodRow]) -> Finds:
    """Find the first turn that is not whose turn it is."""
    for number, turn in enumerate(record.row.dialogue):
        wanted = _SYSTEM if number % 2 else _USER
        if turn.role != wanted:
            yield Found(f"dialogue[{number}] is by {turn.role!r}, not {wanted!r}")
            return
