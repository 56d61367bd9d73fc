from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.agreement import SpanAnswer, span_alpha_permuted

SPANS = st.frozensets(st.tuples(st.integers(0, 5), st.integers(6, 9)), max_size=2)


@st.composite
def answers(draw):
    keys = draw(
        st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=15)
    )
    return [SpanAnswer(p, f"{p}-{q}", a, draw(SPANS)) for p, q, a in sorted(keys)]


def distance(left, right):
    one, other = ({i for start, end in each.spans for i in range(start, end)} for each in (left, right))
    return 1 - 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def brute_force(all_answers):
    observed = expected = 0.0
    for passage in {answer.passage for answer in all_answers}:
        own = [answer for answer in all_answers if answer.passage == passage]
        pairs = [(a, b) for a, b in combinations(own, 2) if a.annotator != b.annotator]
        same = [distance(a, b) for a, b in pairs if a.question == b.question]
        different = [distance(a, b) for a, b in pairs if a.question != b.question]
        if same and different:
            observed += sum(same)
            expected += len(same) * np.mean(different)
    return 1 - observed / expected if expected else None


@given(answers())
def test_equals_brute_force(all_answers):
    value = span_alpha_permuted(all_answers, resamples=2).value
    expected = brute_force(all_answers)
    assert value == (None if expected is None else pytest.approx(expected))
    assert span_alpha_permuted(all_answers[::-1], resamples=2).value == value


def test_same_answers_to_different_questions_agree_fully():
    result = span_alpha_permuted(
        [
            SpanAnswer("p", question, annotator, frozenset({span}), group="g")
            for question, span in (("q1", (0, 3)), ("q2", (5, 9)))
            for annotator in ("a", "b")
        ]
    )
    assert result.value == 1.0
    assert (result.items, result.groups, result.annotators, result.ratings) == (2, 1, 2, 4)
    assert result.undefined_because == "no interval: there are fewer than two groups"


def test_answers_that_ignore_the_question_are_at_chance():
    rng = np.random.default_rng(0)
    places = {p: rng.integers(0, 20, 3) for p in range(150)}
    all_answers = [
        SpanAnswer(p, (p, q), a, frozenset({(start, start + 4)}))
        for p, starts in places.items()
        for q in range(3)
        for a in range(2)
        for start in [int(rng.choice(starts))]
    ]
    result = span_alpha_permuted(all_answers)
    assert result.low < 0 < result.high
    assert abs(result.value) < 0.1


def test_no_answer_agrees_with_no_answer():
    def asked(span):
        return [
            SpanAnswer("p", question, annotator, spans)
            for question, spans in (("q1", frozenset()), ("q2", frozenset({span})))
            for annotator in "ab"
        ]

    assert span_alpha_permuted(asked((0, 2))).value == 1.0


@pytest.mark.parametrize(
    ("all_answers", "because"),
    [
        ([SpanAnswer("p", "q", a, frozenset({(0, 2)})) for a in "ab"], "no passage has two questions, one"),
        (
            [SpanAnswer("p", q, a, frozenset({(0, 2)})) for a in "ab" for q in "qr"],
            "no passage has two questions that two annotators answered differently",
        ),
    ],
)
def test_undefined_says_why(all_answers, because):
    result = span_alpha_permuted(all_answers)
    assert result.value is None
    assert result.undefined_because.startswith(because)


def test_answers_must_be_told_apart():
    answer = SpanAnswer("p", "q", "a", frozenset())
    with pytest.raises(ValueError, match="answers question 'q' a second time"):
        span_alpha_permuted([answer, answer])
    with pytest.raises(ValueError, match="passage 'p' lies in two groups"):
        span_alpha_permuted([answer, SpanAnswer("p", "q", "b", frozenset(), group="g")])
