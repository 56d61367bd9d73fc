from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consensus import AnswerVote, answer_vote

SPANS = st.frozensets(st.tuples(st.integers(0, 4), st.integers(5, 9)) | st.just((20, 22)), max_size=2)


@pytest.mark.parametrize(
    ("answers", "vote"),
    [
        ([[(0, 3)], [(0, 3)]], AnswerVote(((0, 3),), open=False, support=1.0)),
        ([[(0, 3)], [(2, 5)]], AnswerVote(((0, 3), (2, 5)), open=False, support=1.0)),
        ([[(0, 3)], [(3, 5)]], AnswerVote(((0, 3), (3, 5)), open=True, support=0.5)),
        ([[(0, 3), (8, 9)], [(8, 10)]], AnswerVote(((0, 3), (8, 9), (8, 10)), open=False, support=1.0)),
        ([[], []], AnswerVote((), open=False, support=1.0)),
        ([[(0, 3)], []], AnswerVote(((0, 3),), open=True, support=0.5)),
        ([[(0, 3)], [(1, 4)], []], AnswerVote(((0, 3), (1, 4)), open=False, support=2 / 3)),
        ([[(0, 3)], [], []], AnswerVote((), open=False, support=2 / 3)),
        ([[(0, 3)], [(5, 8)], []], AnswerVote(((0, 3), (5, 8)), open=True, support=1 / 3)),
        ([[(0, 2)], [(3, 5)], [(1, 4)]], AnswerVote(((0, 2), (1, 4), (3, 5)), open=False, support=1.0)),
    ],
)
def test_by_hand(answers, vote):
    assert answer_vote([frozenset(spans) for spans in answers]) == vote


@given(st.lists(SPANS, min_size=1, max_size=5))
def test_the_order_of_annotators_does_not_matter(answers):
    vote = answer_vote(answers)
    assert answer_vote(answers[::-1]) == vote
    assert vote.open == (vote.support <= 0.5)
    assert set(vote.spans) <= {span for spans in answers for span in spans}


def test_nobody_is_refused():
    with pytest.raises(ValueError, match="nobody answered"):
        answer_vote([])
