from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consensus import SpanVote, span_vote

PERSON, LONGER, PLACE, LATER = (0, 2, "PS"), (0, 3, "PS"), (0, 2, "LC"), (5, 7, "LC")


@st.composite
def answers(draw):
    def spans():
        bounds = sorted(draw(st.sets(st.integers(0, 10), max_size=6)))
        pairs = zip(bounds[::2], bounds[1::2], strict=False)
        return frozenset((start, end, draw(st.sampled_from("AB"))) for start, end in pairs)

    return [spans() for _ in range(draw(st.integers(1, 5)))]


@pytest.mark.parametrize(
    ("marked", "vote"),
    [
        ([[PERSON], [PERSON], [PERSON]], SpanVote((PERSON,), (), 1.0)),
        ([[PERSON], [PERSON], [LONGER]], SpanVote((PERSON,), (), 2 / 3)),
        ([[PERSON], [PERSON], []], SpanVote((PERSON,), (), 2 / 3)),
        ([[PERSON], [LONGER], []], SpanVote((), (PERSON, LONGER), 0.0)),
        ([[PERSON], [PLACE], [LONGER]], SpanVote((), (PLACE, PERSON, LONGER), 0.0)),
        ([[PERSON, LATER], [PERSON], [PERSON]], SpanVote((PERSON,), (), 1.0)),
        ([[PERSON], [], []], SpanVote((), (), 1.0)),
        ([[PERSON, LATER], [PERSON]], SpanVote((PERSON,), (LATER,), 0.5)),
        ([[PERSON], [PLACE]], SpanVote((), (PLACE, PERSON), 0.0)),
        ([[], []], SpanVote((), (), 1.0)),
    ],
)
def test_by_hand(marked, vote):
    assert span_vote([frozenset(spans) for spans in marked]) == vote


@given(answers())
def test_agreed_spans_have_a_majority_and_lie_apart(all_answers):
    vote = span_vote(all_answers)
    for span in vote.agreed:
        assert sum(span in spans for spans in all_answers) > len(all_answers) / 2
    for (_, end, _), (start, _, _) in zip(vote.agreed, vote.agreed[1:], strict=False):
        assert end <= start
    for start, end, _ in vote.open:
        assert not any(start < last and first < end for first, last, _ in vote.agreed)
    assert 0 <= vote.support <= 1
    assert span_vote(all_answers[::-1]) == vote


@given(answers(), answers())
def test_of_two_answers_nothing_is_outvoted(one, other):
    left, right = one[0], other[0]
    vote = span_vote([left, right])
    assert set(vote.agreed) == left & right
    hidden = {
        span
        for span in left ^ right
        if any(span[0] < end and start < span[1] for start, end, _ in vote.agreed)
    }
    assert not hidden
    assert set(vote.open) == left ^ right


def test_broken_answers_are_refused():
    with pytest.raises(ValueError, match="nobody answered"):
        span_vote([])
    with pytest.raises(ValueError, match="spans of one annotator overlap"):
        span_vote([frozenset({PERSON, LONGER})])
