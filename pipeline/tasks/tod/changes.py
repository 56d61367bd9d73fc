"""Reading changes strictly: slots and values of the ontology, one value a slot and turn, no repetition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pipeline.consensus import accumulate
from pipeline.tasks.regions import Region, UnreadableError, paths, texts
from pipeline.tasks.tod.ontology import DONTCARE, NONE, SPOKEN, full, ontology
from pipeline.tasks.tod.values import Changes, SlotValue
from pipeline.yamlfile import Json


def options(slots: Collection[str]) -> list[Json]:
    """Give slots of the ontology as options of a Taxonomy: full names, below them values.

    Times have too many values to choose from; they are written.
    """
    return [
        {"value": name, "children": [_leaf(value) for value in (*slot.values, DONTCARE, NONE)]}
        for name, slot in ontology().slots.items()
        if name in slots
    ]


def read_changes(regions: Sequence[Region], row: int) -> tuple[SlotValue, ...]:
    """Read the changes of a row (from 0): paths of a Taxonomy, and lines of a text box ("도메인-슬롯=값").

    Raises:
        UnreadableError: a slot or a value is none of the ontology's, or a slot has two values.
    """
    turn = row + 1
    found = [_of_path(path, turn) for path in paths(regions, f"state_{row}")]
    found += [of_line(line, turn) for line in texts(regions, f"free_{row}")]
    return checked(found, turn)


def written_and_chosen(changes: Iterable[SlotValue]) -> tuple[list[str], list[SlotValue]]:
    """Give changes as :func:`read_changes` finds them: times as lines, other values as paths."""
    lines, chosen = [], []
    for slot, value in changes:
        if value in (*ontology().slots[slot].values, DONTCARE, NONE):
            chosen.append((slot, value))
        else:
            lines.append(as_line((slot, value)))
    return lines, chosen


def as_line(change: SlotValue) -> str:
    """Write a change as "도메인-슬롯=값"."""
    return "=".join(change)


def of_line(line: str, turn: int) -> SlotValue:
    """Split "도메인-슬롯=값"; white space around the three does not matter.

    Raises:
        UnreadableError: the line has another form.
    """
    slot, equals, value = line.partition("=")
    domain, dash, name = slot.partition("-")
    if not (equals and dash):
        raise UnreadableError("malformed_change", f"turn {turn}: {line!r} is not 도메인-슬롯=값")
    return (full(domain.strip(), name.strip()), value.strip())


def checked(found: Iterable[SlotValue], turn: int) -> tuple[SlotValue, ...]:
    """Sort changes, naming the same one twice being no harm.

    Raises:
        UnreadableError: a slot or a value is none of the ontology's, or a slot has two values.
    """
    by_slot: dict[str, str] = {}
    for slot, value in found:
        if slot not in ontology().slots:
            raise UnreadableError("unknown_slot", f"turn {turn}: there is no slot {slot}")
        if not ontology().slots[slot].takes(value):
            raise UnreadableError("unknown_value", f"turn {turn}: {slot} does not take {value!r}")
        if by_slot.setdefault(slot, value) != value:
            raise UnreadableError("two_values", f"turn {turn}: {slot} is both {by_slot[slot]} and {value}")
    return tuple(sorted(by_slot.items()))


def effective(changes: Changes) -> Changes:
    """Leave out what changes nothing: a value that the slot has already, none for a slot that has none.

    >>> effective(Changes(((("숙소-지역", "서울 북쪽"),), (("숙소-지역", "서울 북쪽"),)))).turns[1]
    ()
    """
    before = [dict(state) for state in (frozenset[SlotValue](), *accumulate(changes.turns))]
    return Changes(
        tuple(
            tuple((slot, value) for slot, value in turn if before[index].get(slot, NONE) != value)
            for index, turn in enumerate(changes.turns)
        )
    )


def require_effective(changes: Changes) -> None:
    """Check that every change changes something.

    Raises:
        UnreadableError: one does not.
    """
    for index, (turn, kept) in enumerate(zip(changes.turns, effective(changes).turns, strict=True), start=1):
        for slot, value in turn:
            if (slot, value) not in kept:
                raise UnreadableError("no_change", f"turn {index}: {slot} is {value} already")


def _of_path(path: tuple[str, ...], turn: int) -> SlotValue:
    if len(path) != 2:
        raise UnreadableError("malformed_change", f"turn {turn}: {' > '.join(path)} is no value of a slot")
    return (path[0], path[1])


def _leaf(value: str) -> Json:
    return {"value": SPOKEN[value], "alias": value} if value in SPOKEN else {"value": value}
