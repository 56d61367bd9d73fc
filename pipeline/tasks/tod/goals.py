"""Draws goals from the ontology.

Every slot and value is drawn for itself, likely or not: a user may want a hostel with a spa, or a place where
one cannot park. So models cannot guess a value from the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from pipeline.tasks.tod.ontology import DONTCARE, NAME, Domain, Slot, ontology
from pipeline.tasks.tod.values import ChangeOfMind, DomainGoal, Goal, SlotValue

_DOMAINS_OF_A_GOAL = (1, 2, 3)
_SHARES = (3, 4, 3)
_KNOWS_THE_PLACE = 0.2
_DOES_NOT_CARE = 0.12
_BOOKS = 0.7
_CHANGES_MIND = 0.4
_START, _END = "출발지", "도착지"
_LEAVES, _ARRIVES = "출발 시간", "도착 시간"
_FIVE_MINUTES = 5
_OPENING = (11 * 60, 21 * 60)
"""Minutes of the day between which people eat."""
_SERVICE = (6 * 60, 23 * 60)
"""Minutes of the day between which people travel."""
_PARTY = ("2", "2", "2", "3", "3", "4", "4", "5", "6", "1")
_NIGHTS = ("1", "1", "2", "2", "3", "4", "5")


def draw_goal(random: Random) -> Goal:
    """Draw a goal: one to three domains, one of them perhaps with a change of mind."""
    domains = ontology().domains
    (count,) = random.choices(_DOMAINS_OF_A_GOAL, _SHARES)
    chosen = random.sample(list(domains), count)
    parts: list[DomainGoal] = []
    for name in (name for name in domains if name in chosen):
        places = [part.named for part in parts if part.named is not None]
        parts.append(_part(random, name, domains[name], places, most=4 if count == 1 else 3))
    if random.random() < _CHANGES_MIND:
        index = random.randrange(count)
        parts[index] = _with_change(random, parts[index])
    return Goal(tuple(parts))


def _part(random: Random, name: str, domain: Domain, places: Sequence[str], most: int) -> DomainGoal:
    """Draw what is wanted in a domain; ``places`` are those of the domains before it."""
    place = None
    if NAME not in domain.slots:
        wishes = _journey(random, domain, places, most)
    elif random.random() < _KNOWS_THE_PLACE:
        wishes = [(NAME, random.choice(domain.slots[NAME].values))]
    else:
        place = random.choice(domain.slots[NAME].values)
        wishes = _wishes(random, domain, most)
    booking = _booking(random, domain) if random.random() < _BOOKS else []
    return DomainGoal(
        domain=name,
        wishes=tuple(wishes),
        place=place,
        booking=tuple(booking),
        change=None,
        requests=tuple(_requests(random, domain, wishes, booked=bool(booking))),
    )


def _wishes(random: Random, domain: Domain, most: int) -> list[SlotValue]:
    eligible = [name for name, slot in domain.slots.items() if not slot.book and name != NAME]
    chosen = set(random.sample(eligible, random.randint(2, most)))
    wishes = [(name, random.choice(domain.slots[name].values)) for name in eligible if name in chosen]
    for index in range(1, len(wishes)):
        if random.random() < _DOES_NOT_CARE:
            wishes[index] = (wishes[index][0], DONTCARE)
    return wishes


def _journey(random: Random, domain: Domain, places: Sequence[str], most: int) -> list[SlotValue]:
    """Draw from where to where, often between the places at hand, and perhaps when and how."""
    stops = domain.slots[_START].values
    near = [place for place in places if place in stops]
    start = random.choice(near) if near and random.random() < 0.6 else random.choice(stops)
    others = [stop for stop in stops if stop != start]
    near = [place for place in near if place != start]
    end = random.choice(near) if near and random.random() < 0.6 else random.choice(others)
    rest = [name for name in domain.slots if name not in (_START, _END)]
    chosen = set(random.sample(rest, random.randint(0, min(len(rest), most - 2))))
    leaves, arrives = sorted(random.sample(range(_SERVICE[0], _SERVICE[1], _FIVE_MINUTES), 2))
    drawn = {_START: start, _END: end, _LEAVES: _clock(leaves), _ARRIVES: _clock(arrives)}
    wishes = []
    for name, slot in domain.slots.items():
        if name in (_START, _END) or name in chosen:
            value = drawn[name] if name in drawn else random.choice(slot.values)
            careless = name in chosen and random.random() < _DOES_NOT_CARE
            wishes.append((name, DONTCARE if careless else value))
    return wishes


def _booking(random: Random, domain: Domain) -> list[SlotValue]:
    slots = [(name, slot) for name, slot in domain.slots.items() if slot.book]
    if not slots:
        return []
    chosen = random.sample(range(len(slots)), random.choice((len(slots), len(slots), 2, 1)))
    return [(name, _booked(random, name, slot)) for name, slot in (slots[index] for index in sorted(chosen))]


def _booked(random: Random, name: str, slot: Slot) -> str:
    if slot.type == "time":
        return _clock(random.randrange(*_OPENING, _FIVE_MINUTES * 3))
    if slot.type == "number":
        return random.choice(_PARTY if name == "예약 명수" else _NIGHTS)
    return random.choice(slot.values)


def _requests(random: Random, domain: Domain, wishes: Sequence[SlotValue], *, booked: bool) -> list[str]:
    """Draw what to ask: a reservation's number if there is one, a slot of which nothing is wished."""
    wished = {name for name, _ in wishes}
    asked = [request for request in domain.requests if booked or request != "예약번호"]
    asked += [name for name, slot in domain.slots.items() if slot.ask and name not in wished]
    chosen = set(random.sample(asked, random.choice((0, 1, 1, 2))))
    return [request for request in asked if request in chosen]


def _with_change(random: Random, part: DomainGoal) -> DomainGoal:
    """Draw a first value, other than the final one, for one of the slots."""
    slots = ontology().domains[part.domain].slots
    settled = [(name, value) for name, value in (*part.wishes, *part.booking) if value != DONTCARE]
    if part.place is not None and random.random() < 0.2:
        settled = [(NAME, part.place)]
    name, value = random.choice(settled)
    taken = {value, *(stop for other, stop in settled if other in (_START, _END))}
    if slots[name].type == "time":
        first = _other_time(random, name, value, dict(settled))
    elif slots[name].type == "number":
        first = random.choice([other for other in _PARTY if other != value])
    else:
        first = random.choice([other for other in slots[name].values if other not in taken])
    return DomainGoal(
        domain=part.domain,
        wishes=part.wishes,
        place=part.place,
        booking=part.booking,
        change=ChangeOfMind(name, first),
        requests=part.requests,
    )


def _other_time(random: Random, name: str, value: str, settled: dict[str, str]) -> str:
    """Draw another time of the day; leaving stays before arriving."""
    low, high = _OPENING if name not in (_LEAVES, _ARRIVES) else _SERVICE
    if name == _LEAVES and _ARRIVES in settled:
        high = _minutes(settled[_ARRIVES])
    if name == _ARRIVES and _LEAVES in settled:
        low = _minutes(settled[_LEAVES]) + _FIVE_MINUTES
    times = [clock for clock in map(_clock, range(low, high, _FIVE_MINUTES)) if clock != value]
    return random.choice(times) if times else _clock((_minutes(value) + 60) % (24 * 60))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
