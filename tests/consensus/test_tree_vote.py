from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consensus import TreeVote, tree_vote

SUBJECT, ADJUNCT, ROOT = "NP_SBJ", "NP_AJT", "VP"


@st.composite
def answers(draw):
    """Arcs of up to three annotators, each with its head somewhere to the right, not always projective."""
    tokens = draw(st.integers(1, 6))
    arc = [
        st.tuples(st.integers(token + 1, tokens), st.sampled_from([SUBJECT, ADJUNCT]))
        for token in range(1, tokens)
    ]
    last = st.just((0, ROOT))
    return draw(st.lists(st.tuples(*arc, last), min_size=1, max_size=3))


def is_tree(arcs):
    """Head-final, one root at the end, projective."""
    heads = [head for head, _ in arcs]
    if heads[-1] != 0 or any(not token < head <= len(heads) for token, head in enumerate(heads[:-1], 1)):
        return False
    return not any(
        token < other < head < heads[other - 1]
        for token, head in enumerate(heads[:-1], 1)
        for other in range(token + 1, len(heads))
    )


def votes(arcs, all_answers):
    return sum(answer[token] == arc for answer in all_answers for token, arc in enumerate(arcs))


@given(answers())
def test_equals_brute_force(all_answers):
    drawn = [sorted({answer[token] for answer in all_answers}) for token in range(len(all_answers[0]))]
    trees = [arcs for arcs in product(*drawn) if is_tree(arcs)]
    vote = tree_vote(all_answers)
    if not trees:
        assert vote == TreeVote(None, tuple(range(1, len(drawn) + 1)), 0.0)
        return
    best = max(votes(arcs, all_answers) for arcs in trees)
    assert vote.arcs in trees
    assert votes(vote.arcs, all_answers) == best
    assert vote.support == pytest.approx(best / (len(drawn) * len(all_answers)))
    for token, arc in enumerate(vote.arcs, 1):
        count = sum(answer[token - 1] == arc for answer in all_answers)
        assert (token in vote.open) == (count <= len(all_answers) / 2)


@given(answers())
def test_the_order_of_annotators_does_not_matter(all_answers):
    assert tree_vote(all_answers[::-1]) == tree_vote(all_answers)


@given(answers())
def test_of_two_annotators_what_differs_is_open(all_answers):
    if len(all_answers) > 1:
        first, second = all_answers[:2]
        vote = tree_vote([first, second])
        differing = tuple(token for token, (a, b) in enumerate(zip(first, second, strict=True), 1) if a != b)
        assert vote.arcs is None or vote.open == differing


def test_votes_count_head_and_relation_together():
    near, far = [(2, SUBJECT), (3, SUBJECT), (0, ROOT)], [(3, SUBJECT), (3, ADJUNCT), (0, ROOT)]
    vote = tree_vote([near, far, [(3, ADJUNCT), (3, SUBJECT), (0, ROOT)]])
    assert vote.arcs[1:] == ((3, SUBJECT), (0, ROOT))
    assert vote.open == (1,)
    assert vote.support == pytest.approx((1 + 2 + 3) / 9)


def test_crossing_majorities_give_way_to_a_tree():
    crossing = [(3, SUBJECT), (4, SUBJECT), (4, SUBJECT), (0, ROOT)]
    nested = [(4, SUBJECT), (3, SUBJECT), (4, SUBJECT), (0, ROOT)]
    vote = tree_vote([crossing, crossing, nested])
    assert is_tree(vote.arcs)
    assert votes(vote.arcs, [crossing, crossing, nested]) == 2 + 1 + 3 + 3


def test_no_tree_without_a_root():
    assert tree_vote([[(2, SUBJECT), (3, ROOT)]]) == TreeVote(None, (1, 2), 0.0)


def test_long_sentences_are_decoded():
    tokens = 60
    chain = [(token + 1, ADJUNCT) for token in range(1, tokens)] + [(0, ROOT)]
    flat = [(tokens, SUBJECT)] * (tokens - 1) + [(0, ROOT)]
    assert tree_vote([chain, flat, chain]).arcs == tuple(chain)


@pytest.mark.parametrize("broken", [[], [[]], [[(0, ROOT)], [(2, SUBJECT), (0, ROOT)]]])
def test_broken_answers_are_refused(broken):
    with pytest.raises(ValueError, match="one number of tokens"):
        tree_vote(broken)
