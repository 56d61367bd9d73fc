from __future__ import annotations

import pytest
from agreement_strategies import readings
from hypothesis import given

from pipeline.agreement import Ratings, Reading, alpha, character_alpha


def label_at(reading, position):
    labels = [label for start, end, label in reading.spans if start <= position < end]
    return labels[0] if labels else "O"


@given(readings())
def test_equals_nominal_alpha_of_the_characters(all_readings):
    rows = [
        ((reading.unit, position), reading.annotator, label_at(reading, position), reading.unit)
        for reading in all_readings
        for position in range(reading.length)
    ]
    expected = alpha(Ratings.from_columns(*zip(*rows, strict=True)), "nominal", resamples=50, measure="m")
    ours = character_alpha(all_readings, resamples=50, measure="m")
    assert ours.value == pytest.approx(expected.value)
    assert ours.low == pytest.approx(expected.low)
    assert ours.high == pytest.approx(expected.high)
    assert ours.groups == expected.groups


def test_counts_texts_and_readings():
    spans = [frozenset({(0, 2, "PS")}), frozenset({(0, 1, "PS")})]
    result = character_alpha([Reading(t, a, 4, s) for t in "uv" for a, s in zip("ab", spans, strict=True)])
    assert (result.items, result.groups, result.annotators, result.ratings) == (2, 2, 2, 4)


def test_undefined_says_why():
    nothing = [Reading("t", annotator, 4, frozenset()) for annotator in "ab"]
    assert character_alpha(nothing).undefined_because == "all characters have one value"
    assert character_alpha(nothing[:1]).undefined_because == "no text was read by two annotators"


def test_overlapping_spans_are_refused():
    reading = Reading("t", "a", 4, frozenset({(0, 2, "PS"), (1, 3, "LC")}))
    with pytest.raises(ValueError, match="'a' on 't': spans overlap at character 1"):
        character_alpha([reading, Reading("t", "b", 4, frozenset())])
