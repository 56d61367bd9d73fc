from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tasks.dp.dp_cases import TREE, case, changed, dispute, trees, unit
from tasks.repeating import assert_repeating_interface

from pipeline.model import Dispute
from pipeline.tasks.base import Case
from pipeline.tasks.dp import TASK
from pipeline.tasks.dp.values import Tree
from pipeline.tasks.regions import Region, UnreadableError, choice_region, regions_from_json, text_region

OTHER = changed(changed(TREE, 1, head=7), 3, deprel="NP_AJT", parts="운동화/NNG+를/JX")
DISPUTE = dispute(TREE, OTHER)


def test_only_open_eojeols_are_rows():
    rows = TASK.adjudicate.data(DISPUTE)["eojeols"]
    assert isinstance(rows, list)
    assert [row["show"] for row in rows if isinstance(row, dict)] == ["2 동생이", "4 운동화를"]
    first = rows[0]
    assert isinstance(first, dict)
    assert "<li>5 신고 · NP_SBJ · 동생/NNG+이/JKS <b>× 1</b></li>" in str(first["votes"])
    assert "1 어린 → 2 동생이 · VP_MOD" in str(TASK.adjudicate.data(DISPUTE)["agreed"])
    assert "운동화를 →" not in str(TASK.adjudicate.data(DISPUTE)["agreed"])


def test_heads_that_would_cross_agreed_arcs_are_not_offered():
    rows = TASK.adjudicate.data(DISPUTE)["eojeols"]
    assert isinstance(rows, list)
    first, second = ([option["alias"] for option in row["heads"]] for row in rows)  # type: ignore[index, call-overload, union-attr]
    assert first == ["3", "4", "5", "7"]
    assert second == ["5", "7"]


def test_what_is_agreed_within_a_row_is_filled_in():
    filled = {region.from_name: region.value for region in TASK.adjudicate.suggest(DISPUTE)}
    assert filled == {
        "rel_0": {"choices": ["NP_SBJ"]},
        "pos_0": {"text": ["동생/NNG+이/JKS"]},
        "head_1": {"choices": ["5"]},
    }


def test_an_adjudicator_decides_the_open_rows():
    regions = [
        choice_region("head_0", "sentence", "7"),
        choice_region("rel_0", "sentence", "NP_SBJ"),
        text_region("pos_0", "sentence", "동생/NNG+이/JKS"),
        choice_region("head_1", "sentence", "5"),
        choice_region("rel_1", "sentence", "NP_OBJ"),
        text_region("pos_1", "sentence", "운동화/NNG+를/JKO"),
    ]
    assert TASK.adjudicate.value(DISPUTE, regions) == changed(TREE, 1, head=7)


@pytest.mark.parametrize(
    ("name", "value", "check"),
    [("head_0", None, "missing_answer"), ("head_1", "6", "crossing_arcs"), ("head_2", "7", "unknown_row")],
)
def test_unreadable_settlements(name: str, value: str | None, check: str):
    disputed = dispute(TREE, changed(changed(TREE, 1, head=7), 3, head=7))
    assert disputed.dispute is not None
    regions = [region for region in TASK.adjudicate.regions(disputed, TREE) if region.from_name != name]
    regions += [] if value is None else [choice_region(name, "sentence", value)]
    with pytest.raises(UnreadableError) as caught:
        TASK.adjudicate.answer(disputed, regions)
    assert caught.value.check == check


@given(st.data())
def test_any_annotators_answer_can_be_settled_on(data):
    """Whatever two annotators drew, what is agreed leaves room for either of them."""
    one = data.draw(trees(eojeols=st.integers(2, 8)))
    arcs = data.draw(trees(eojeols=st.just(len(one.tokens))))
    other = Tree(
        tuple(
            replace(token, head=drawn.head, deprel=drawn.deprel)
            for token, drawn in zip(one.tokens, arcs.tokens, strict=True)
        )
    )
    assume(one != other)
    disputed = dispute(one, other)
    for value in (one, other):
        regions = TASK.adjudicate.regions(disputed, value)
        stored = json.loads(json.dumps([region.as_json(number) for number, region in enumerate(regions)]))
        assert TASK.adjudicate.value(disputed, regions_from_json(stored)) == value
        offered = TASK.adjudicate.data(disputed)["eojeols"]
        assert isinstance(offered, list)
        for row, region in zip(offered, regions[::3], strict=True):
            assert isinstance(row, dict)
            assert region.value["choices"][0] in [option["alias"] for option in row["heads"]]  # type: ignore[index, union-attr, call-overload]


def test_a_single_answer_is_open_in_all_its_eojeols():
    alone = TASK.consensus(unit(TREE))
    disputed = Case(case().item, Dispute(case().item.item_id, "dp", (TREE,), alone.value))
    assert len(TASK.adjudicate.data(disputed)["eojeols"]) == len(TREE.tokens)  # type: ignore[arg-type]
    assert TASK.adjudicate.value(disputed, TASK.adjudicate.suggest(disputed)) == TREE


def test_labelling_interface():
    regions: list[Region] = TASK.adjudicate.regions(DISPUTE, TREE)
    assert_repeating_interface("dp", "adjudicate", TASK.adjudicate.data(DISPUTE), regions, rows="eojeols")
