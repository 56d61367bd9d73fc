from __future__ import annotations

import pytest
from builders import assignment, item
from hypothesis import given
from hypothesis import strategies as st

from pipeline.studio.slots import Slot, Versions, describe, understand

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SLOTS = st.builds(Slot, TEXT, TEXT, st.sampled_from(["write", "label", "adjudicate"]), TEXT)


@given(SLOTS, st.builds(Versions, TEXT, TEXT))
def test_a_description_is_understood(slot, versions):
    assert understand(describe(slot, versions)) == (slot, versions)


def test_a_slot_is_that_of_an_assignment():
    assert Slot.of(assignment(item(), "a@x.kr")) == Slot("tc", "b001", "label", "a@x.kr")
    assert Slot.of(assignment(item(), "a@x.kr", "adjudicate")).round == "adjudicate"


def test_a_title_names_the_slot_within_fifty_characters():
    assert Slot("tc", "b001", "label", "a@x.kr").title == "tc b001 label · a@x.kr"
    longest = Slot("nli", "b" * 16, "adjudicate", "somebody@university.example").title
    assert longest == "nli bbbbbbbbbbbbbbbb adjudicate · somebody@university.example"[:50]
    assert len(longest) == 50


@pytest.mark.parametrize(
    "description",
    [
        "",
        "My own project",
        "5",
        "null",
        "[]",
        "{}",
        '{"klue": []}',
        '{"klue": {"task": "tc", "batch": "b", "round": "label", "annotator": "a"}}',
        '{"klue": {"task": "tc", "guide": "1.0.0", "config": "abc"}}',
    ],
)
def test_other_projects_are_not_ours(description):
    assert understand(description) is None
