"""Reading changes strictly: slots and values of the ontology, one value a slot and turn, no repetition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.consensus import accumulate
from pipeline.tasks.regions import Region, UnreadableError, paths, texts
from pipeline.tasks.tod.ontology import NONE, full, ontology
from pipeline.tasks.tod.values import Changes, SlotValue
from pipeline.yamlfile import Json

_SPOKEN = {
    "yes": "yes · 예",
    "no": "no · 아니요",
    "dontcare": "dontcare · 상관없음",
    "none": "none · 없던 것으로",
}


def tree() -> list[Json]:
    """Give the ontology as the nested options of a Taxonomy; times are written, not chosen."""
    return [
        {
            "value": domain,
            "children": [
                {"value": name, "children": [_leaf(value) for value in (*slot.values, "dontcare", "none")]}
                for name, slot in entry.slots.items()
            ],
        }
        for domain, entry in ontology().domains.items()
    ]


def read_changes(regions: Sequence[Region], chosen: str, written: str, turn: int) -> tuple[SlotValue, ...]:
    """Read one turn's changes: paths of a Taxonomy, and lines of a text box ("도메인-슬롯=값").

    ``turn``, from 1, is for messages.

    Raises:
        UnreadableError: a slot or a value is none of the ontology's, or a slot has two values.
    """
    found = [_of_path(path, turn) for path in paths(regions, chosen)]
    found += [of_line(line, turn) for line in texts(regions, written)]
    return checked(found, turn)


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
    if len(path) != 3:
        raise UnreadableError("malformed_change", f"turn {turn}: {' > '.join(path)} is no value of a slot")
    return (full(path[0], path[1]), path[2])


def _leaf(value: str) -> Json:
    return {"value": _SPOKEN[value], "alias": value} if value in _SPOKEN else {"value": value}
