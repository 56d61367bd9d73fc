from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.dp.dp_cases import TREE, changed, elsewhere, tree, trees, unit

from pipeline.agreement import krippendorff_alpha
from pipeline.tasks.base import Unit
from pipeline.tasks.dp import TASK
from pipeline.tasks.dp.legality import crossing
from pipeline.tasks.dp.values import OPEN, Tree

NEAR = changed(TREE, 1, head=7)
RELATED = changed(TREE, 5, deprel="NP_OBJ")
TAGGED = changed(TREE, 5, parts="학교/NNP+에/JKB")


def measured(*units: Unit) -> dict[str, float | None]:
    return {agreement.measure: agreement.value for agreement in TASK.measures(units, 1, 0)}


def test_attachment_scores():
    found = measured(unit(TREE, NEAR), unit(elsewhere(TREE), elsewhere(RELATED)))
    assert found["uas"] == 13 / 14
    assert found["las"] == 12 / 14


def test_morphemes_do_not_count_in_attachment():
    found = measured(unit(TREE, TAGGED))
    assert found["las"] == found["uas"] == found["alpha_nominal_relation"] == 1
    assert found["alpha_nominal_morphemes"] is not None
    assert found["alpha_nominal_morphemes"] < 1


def test_heads_are_compared_by_the_way_to_them():
    """Two eojeols: next, root. Three: next, next, root. One value is right whatever the length."""
    short = tree(("가", "가/NNG", 2, "NP"), ("나", "나/NNG", 0, "NP"))
    long = tree(("가", "가/NNG", 2, "NP"), ("나", "나/NNG", 3, "NP"), ("다", "다/NNG", 0, "NP"))
    (heads, _, _) = TASK.alphas([unit(short, short), unit(long, long)])
    assert heads.ratings.values == (1, "root")


def test_whole_trees_are_compared_within_their_sentence():
    """Relations and heads count, morphemes do not."""
    same, related, near, tagged = (
        measured(unit(TREE, TREE), unit(elsewhere(TREE), elsewhere(other)))[
            "alpha_tree_plain_within_sentence"
        ]
        for other in (TREE, RELATED, NEAR, TAGGED)
    )
    assert same == tagged == 1
    assert 0 < near < related < 1


def test_all_pairs_of_annotators_count():
    assert measured(unit(TREE, TREE, NEAR))["uas"] == (7 + 6 + 6) / 21


def test_sentences_are_what_is_resampled():
    for agreement in TASK.measures([unit(TREE, NEAR), unit(elsewhere(RELATED), elsewhere(TREE))], 1, 50):
        assert agreement.groups == 2
        assert agreement.annotators == 2


@pytest.mark.parametrize("units", [(), (unit(TREE),)])
def test_without_pairs_a_reason_is_given(units: tuple[Unit, ...]):
    for agreement in TASK.measures(units, 1, 10):
        assert agreement.value is None
        assert agreement.undefined_because


def test_alphas_are_those_of_krippendorff():
    units = [unit(TREE, NEAR), unit(*(tree(("가", "가/NNG", 2, "NP"), ("나", "나/NNG", 0, "VP")),) * 2)]
    for over in TASK.alphas(units):
        expected = krippendorff_alpha(over.ratings, over.level)
        assert measured(*units)[over.measure] == pytest.approx(expected, abs=1e-9)


def test_equal_answers_are_accepted():
    found = TASK.consensus(unit(TREE, TREE))
    assert (found.status, found.value, found.support) == ("accepted", TREE, 1.0)


@pytest.mark.parametrize(("other", "index"), [(NEAR, 1), (RELATED, 5), (TAGGED, 5)])
def test_where_two_differ_the_eojeol_is_open(other: Tree, index: int):
    found = TASK.consensus(unit(TREE, other))
    assert found.status == "adjudicate"
    assert found.value is not None
    assert [number for number, token in enumerate(found.value.tokens) if token.head == OPEN] == [index]
    open_ = found.value.tokens[index]
    assert (open_.form, open_.lemma, open_.pos, open_.deprel) == (TREE.tokens[index].form, "", "", "")
    assert found.support == 6 / 7


def test_two_of_three_decide():
    found = TASK.consensus(unit(TREE, NEAR, TREE))
    assert (found.status, found.value) == ("accepted", TREE)
    assert found.support == pytest.approx(20 / 21)


def test_three_that_all_differ_leave_it_open():
    found = TASK.consensus(unit(RELATED, TREE, changed(TREE, 5, deprel="NP_SBJ")))
    assert found.status == "adjudicate"
    assert found.value is not None
    assert [token.head == OPEN for token in found.value.tokens].count(True) == 1


def test_one_answer_is_no_consensus():
    found = TASK.consensus(unit(TREE))
    assert found.status == "adjudicate"
    assert found.value is not None
    assert all(token.head == OPEN for token in found.value.tokens)


@given(st.data())
def test_three_annotators_arcs_make_a_legal_tree(data):
    count = data.draw(st.integers(1, 6))
    drawn = [data.draw(trees(eojeols=st.just(count))) for _ in range(3)]
    votes = [tree(*(("가", "가/NNG", token.head, token.deprel) for token in each.tokens)) for each in drawn]
    found = TASK.consensus(unit(*votes))
    assert found.value is not None
    assert crossing([token.head for token in found.value.tokens]) is None
    assert (found.status == "accepted") == all(token.head != OPEN for token in found.value.tokens)
    assert 0 <= found.support <= 1


def test_accuracy_is_labelled_attachment():
    assert TASK.accuracy(TREE, TREE) == 1
    assert TASK.accuracy(NEAR, TREE) == TASK.accuracy(RELATED, TREE) == 6 / 7
    assert TASK.accuracy(TAGGED, TREE) == 1
