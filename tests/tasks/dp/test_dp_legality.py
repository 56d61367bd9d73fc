from __future__ import annotations

from itertools import product

import pytest

from pipeline.tasks.dp.legality import crossing, fitting_heads, kept_characters


def is_legal(heads: tuple[int, ...]) -> bool:
    """Say it in other words: the span between a token and its head holds only tokens with heads in it."""
    count = len(heads)
    right = all(head > number for number, head in enumerate(heads[:-1], start=1))
    return (
        right
        and heads[-1] == 0
        and all(
            heads[between - 1] <= head
            for number, head in enumerate(heads, start=1)
            for between in range(number + 1, head)
            if between < count
        )
    )


@pytest.mark.parametrize("count", range(1, 7))
def test_crossing_is_what_the_definition_says(count: int):
    for heads in product(*(range(number + 1, count + 1) for number in range(1, count)), (0,)):
        assert (crossing(heads) is None) == is_legal(heads)


@pytest.mark.parametrize("count", range(1, 6))
def test_fitting_heads_are_those_that_keep_a_tree_legal(count: int):
    trees = [
        heads
        for heads in product(*(range(number + 1, count + 1) for number in range(1, count)), (0,))
        if is_legal(heads)
    ]
    for heads in trees:
        for index in range(count):
            others = [(*heads[:index], head, *heads[index + 1 :]) for head in range(count + 1)]
            assert list(fitting_heads(heads, index)) == [other[index] for other in others if is_legal(other)]


def test_open_heads_stand_in_nobodys_way():
    assert fitting_heads([-1, -1, -1, 0], 0) == (2, 3, 4)
    assert fitting_heads([3, -1, -1, 0], 1) == (3,)
    assert fitting_heads([-1], 0) == (0,)


def test_first_crossing_is_named():
    assert crossing([3, 4, 4, 0]) == (0, 1)
    assert crossing([-1, 4, -1, 0]) is None


@pytest.mark.parametrize(
    ("form", "lemma", "kept"),
    [
        ("갔다.", "가 았 다 .", True),
        ("3.8도", "3.8 도", True),
        ("15.70%", "15.7 %", False),
        ("ㅋㅋ", "ㅋㅋ", True),
    ],
)
def test_digits_letters_and_marks_are_kept(form: str, lemma: str, kept: bool):
    assert (kept_characters(form) == kept_characters(lemma)) is kept
