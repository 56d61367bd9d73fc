from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from builders import items
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.model import Assignment
from pipeline.studio.assignment import assign

ITEMS = items(60)
SEEDS = st.integers(0, 1000)


@st.composite
def designs(draw, fewest_answers=1, fewest_items=1):
    """Annotators, answers per item, and items."""
    answers = draw(st.integers(fewest_answers, 4))
    people = [f"a{number}@x.kr" for number in range(draw(st.integers(answers, 8)))]
    return people, answers, ITEMS[: draw(st.integers(fewest_items, 20))]


def panels(made):
    found = {}
    for assignment in made:
        found.setdefault(assignment.item_id, []).append(assignment.annotator)
    return found


def loads(made, people):
    counts = Counter(assignment.annotator for assignment in made)
    return [counts[who] for who in people]


def linked(made, people):
    """Whether everybody can be compared with everybody through items in common."""
    reached, waiting = set(), {people[0]}
    while waiting:
        reached |= waiting
        waiting = {who for panel in panels(made).values() if reached & set(panel) for who in panel} - reached
    return reached == set(people)


@given(designs(), SEEDS)
def test_every_item_gets_its_answers_from_different_people(design, seed):
    people, answers, wanted = design
    made = assign(wanted, people, answers, [], {}, seed)
    found = panels(made)
    assert set(found) == {item.item_id for item in wanted}
    assert all(len(panel) == len(set(panel)) == answers for panel in found.values())
    assert all(panel == sorted(panel) for panel in found.values())
    assert {who for panel in found.values() for who in panel} <= set(people)


def test_an_assignment_is_of_its_item():
    (made,) = assign(ITEMS[:1], ["a@x.kr"], 1, [], {}, 0)
    assert made == Assignment(ITEMS[0].item_id, "tc", "b001", "label", "a@x.kr")


@given(designs(), SEEDS)
def test_loads_differ_by_at_most_one(design, seed):
    people, answers, wanted = design
    found = loads(assign(wanted, people, answers, [], {}, seed), people)
    assert max(found) - min(found) <= 1


@pytest.mark.parametrize("number", range(2, 11))
@pytest.mark.parametrize("answers", [2, 3])
def test_everybody_is_linked_once_everybody_has_two_items(answers, number):
    people = [f"a{each}@x.kr" for each in range(max(answers, number))]
    enough = -(-2 * len(people) // answers)
    for seed in range(20):
        assert linked(assign(ITEMS[:enough], people, answers, [], {}, seed), people)


@settings(max_examples=30)
@given(st.integers(2, 4), st.integers(4, 8), SEEDS)
def test_pairs_meet_about_equally_often(answers, number, seed):
    people = [f"a{each}@x.kr" for each in range(number)]
    made = assign(ITEMS, people, answers, [], {}, seed)
    met = Counter(pair for panel in panels(made).values() for pair in combinations(sorted(panel), 2))
    meetings = [met[pair] for pair in combinations(people, 2)]
    assert max(meetings) - min(meetings) <= 4


@given(designs(), SEEDS, st.data())
def test_nobody_is_asked_who_is_barred(design, seed, data):
    people, answers, wanted = design
    spare = len(people) - answers
    barred = {
        item.item_id: frozenset(data.draw(st.lists(st.sampled_from(people), max_size=spare)))
        for item in wanted
    }
    found = panels(assign(wanted, people, answers, [], barred, seed))
    assert all(len(panel) == answers for panel in found.values())
    assert not any(barred[item_id] & set(panel) for item_id, panel in found.items())


@given(designs(fewest_items=2), SEEDS, st.data())
def test_a_later_batch_continues_from_the_loads_of_the_earlier(design, seed, data):
    people, answers, wanted = design
    cut = data.draw(st.integers(1, len(wanted) - 1))
    first = assign(wanted[:cut], people, answers, [], {}, seed)
    second = assign(wanted[cut:], people, answers, first, {}, seed)
    assert set(panels(second)) == {item.item_id for item in wanted[cut:]}
    found = loads([*first, *second], people)
    assert max(found) - min(found) <= 1
    if answers > 1 and min(found) >= 2:
        assert linked([*first, *second], people)


@given(designs(), SEEDS, st.data())
def test_the_order_of_items_and_people_does_not_matter(design, seed, data):
    people, answers, wanted = design
    made = assign(wanted, people, answers, [], {}, seed)
    shuffled = assign(
        data.draw(st.permutations(wanted)),
        [*data.draw(st.permutations(people)), *people],
        answers,
        [],
        {},
        seed,
    )
    assert shuffled == made


def test_the_seed_decides_who_is_asked():
    people = [f"a{number}@x.kr" for number in range(6)]
    assert len({tuple(assign(ITEMS, people, 2, [], {}, seed)) for seed in range(5)}) == 5


def test_a_newcomer_catches_up():
    old = ["a@x.kr", "b@x.kr"]
    first = assign(ITEMS[:20], old, 1, [], {}, 0)
    second = assign(ITEMS[20:30], [*old, "c@x.kr"], 1, first, {}, 0)
    assert {assignment.annotator for assignment in second} == {"c@x.kr"}


@pytest.mark.parametrize(
    ("people", "barred", "free"),
    [([], [], 0), (["a@x.kr"], [], 1), (["a@x.kr", "a@x.kr"], [], 1), (["a@x.kr", "b@x.kr"], ["b@x.kr"], 1)],
)
def test_too_few_people_are_an_error(people, barred, free):
    (item,) = ITEMS[:1]
    message = rf"^tc: item {item.item_id} wants 2 annotators .*, and there are {free}\n"
    with pytest.raises(UsageError, match=message):
        assign([item], people, 2, [], {item.item_id: frozenset(barred)}, 0)
