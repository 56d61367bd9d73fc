from __future__ import annotations

from itertools import combinations

import pytest
from agreement_strategies import readings
from hypothesis import given

from pipeline.agreement import Reading, exact_span_f1, overlap_span_f1


def pairs_of(all_readings):
    return [
        (left.spans, right.spans) for left, right in combinations(all_readings, 2) if left.unit == right.unit
    ]


def characters(span):
    return {(position, span[2]) for position in range(span[0], span[1])}


@given(readings())
def test_exact_f1_equals_brute_force(all_readings):
    pairs = pairs_of(all_readings)
    total = sum(len(left) + len(right) for left, right in pairs)
    shared = sum(sum(span in right for span in left) for left, right in pairs)
    result = exact_span_f1(all_readings, resamples=2)
    assert result.value == (pytest.approx(2 * shared / total) if total else None)


@given(readings())
def test_overlap_f1_equals_brute_force(all_readings):
    pairs = pairs_of(all_readings)
    total = sum(len(left) + len(right) for left, right in pairs)
    met = sum(
        any(characters(span) & characters(other) for other in others)
        for left, right in pairs
        for some, others in ((left, right), (right, left))
        for span in some
    )
    result = overlap_span_f1(all_readings, resamples=2)
    assert result.value == (pytest.approx(met / total) if total else None)


@given(readings())
def test_exact_is_never_above_overlap(all_readings):
    exact = exact_span_f1(all_readings, resamples=2).value
    assert exact is None or exact <= overlap_span_f1(all_readings, resamples=2).value


@given(readings())
def test_readings_may_come_in_any_order(all_readings):
    assert exact_span_f1(all_readings[::-1], resamples=9) == exact_span_f1(all_readings, resamples=9)


def test_counts_texts_read_twice():
    result = exact_span_f1(
        [
            Reading("t1", "a", 5, frozenset({(0, 2, "PS")})),
            Reading("t1", "b", 5, frozenset({(0, 2, "PS"), (3, 5, "LC")})),
            Reading("t2", "a", 5, frozenset({(0, 2, "PS")})),
        ]
    )
    assert result.value == 2 / 3
    assert (result.items, result.groups, result.annotators, result.ratings) == (1, 1, 2, 2)


def test_undefined_says_why():
    alone = exact_span_f1([Reading("t", "a", 3, frozenset())])
    assert alone.undefined_because == "no text was read by two annotators"
    empty = exact_span_f1([Reading("t", annotator, 3, frozenset()) for annotator in "ab"])
    assert empty.undefined_because == "nobody marked a span"


@pytest.mark.parametrize("span", [(0, 4, "PS"), (2, 2, "PS"), (-1, 2, "PS")])
def test_spans_must_fit_the_text(span):
    with pytest.raises(ValueError, match="does not fit a text of 3 characters"):
        Reading("t", "a", 3, frozenset({span}))


def test_readings_must_be_of_one_text():
    with pytest.raises(ValueError, match="'a' reads unit 't' a second time"):
        exact_span_f1([Reading("t", "a", 3, frozenset())] * 2)
    with pytest.raises(ValueError, match="different length or group"):
        exact_span_f1([Reading("t", "a", 3, frozenset()), Reading("t", "b", 4, frozenset())])
