from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.dp.dp_cases import TREE, case, dispute, item

from pipeline.model import Dispute
from pipeline.resources import shipped
from pipeline.tasks.base import Case
from pipeline.tasks.dp import TASK
from pipeline.tasks.dp.simulation import Reference
from pipeline.tasks.dp.values import Tree
from pipeline.tasks.references import References

PATH = shipped("sample_corpora") / "reference" / "dp.jsonl"
REFERENCES = References({"dp": PATH.read_text(encoding="utf-8").splitlines()})
TREES = [Tree(entry.tokens) for entry in REFERENCES.read(Reference, "dp")]
SIMULATORS = TASK.simulators(REFERENCES)


@pytest.mark.parametrize("reference", TREES, ids=lambda tree: tree.tokens[0].form)
def test_references_are_readable(reference: Tree):
    asked = case(reference)
    truth = SIMULATORS["label"].truth(asked)
    assert truth == reference
    assert TASK.label.value(asked, TASK.label.regions(asked, truth)) == truth


def test_an_unknown_sentence_has_no_reference():
    with pytest.raises(LookupError):
        SIMULATORS["label"].truth(case(TREE))


@given(st.sampled_from(TREES), st.integers(0, 2**32), st.floats(-1, 1))
def test_slips_are_legal_and_wrong(truth: Tree, seed: int, bias: float):
    asked = case(truth)
    slipped = SIMULATORS["label"].slip(asked, truth, Random(seed), bias)
    assert slipped != truth
    assert slipped == SIMULATORS["label"].slip(asked, truth, Random(seed), bias)
    assert TASK.label.value(asked, TASK.label.regions(asked, slipped)) == slipped
    differing = sum(one != other for one, other in zip(slipped.tokens, truth.tokens, strict=True))
    assert 1 <= differing <= 2


def test_a_leaning_shows():
    def far(bias: float) -> int:
        slips = [
            SIMULATORS["label"].slip(case(truth), truth, Random(seed), bias)
            for truth in TREES
            for seed in range(10)
        ]
        return sum(token.head for slipped in slips for token in slipped.tokens)

    assert far(1) > far(-1)


@given(st.sampled_from(TREES), st.integers(0, 2**32))
def test_adjudicators_keep_what_is_agreed(truth: Tree, seed: int):
    """Both annotators may have erred alike, so that the reference itself would cross what is agreed."""
    label, adjudicate = SIMULATORS["label"], SIMULATORS["adjudicate"]
    asked = case(truth)
    wrong = label.slip(asked, truth, Random(seed), 0.0)
    other = label.slip(asked, wrong, Random(seed + 1), 0.0)
    disputed = dispute(wrong, other)
    for value in (
        settled := adjudicate.truth(disputed),
        slipped := adjudicate.slip(disputed, settled, Random(seed), 0.0),
    ):
        assert TASK.adjudicate.value(disputed, TASK.adjudicate.regions(disputed, value)) == value
    assert slipped != settled


def test_an_adjudicator_without_anything_agreed_gives_the_reference():
    truth = TREES[0]
    asked = item(truth)
    disputed = Case(asked, Dispute(asked.item_id, "dp", (truth,), None))
    assert SIMULATORS["adjudicate"].truth(disputed) == truth
