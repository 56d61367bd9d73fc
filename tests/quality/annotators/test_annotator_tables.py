"""Confusion, bias, skips and the trend."""

from __future__ import annotations

import builders
import numpy as np
import pytest

from pipeline.agreement import Ratings
from pipeline.quality.annotators.bias import biases, scaled
from pipeline.quality.annotators.confusion import confusions, tabled
from pipeline.quality.annotators.skips import skips_of
from pipeline.quality.annotators.trend import MOST_STRETCHES, SHORTEST, trend
from pipeline.tasks.base import AlphaOver


def over(rows, level="nominal"):
    unit, annotator, value = zip(*rows, strict=True)
    return AlphaOver("measure", Ratings.from_columns(unit, annotator, value), level)


def test_confusion_counts_own_labels_by_the_others_majority():
    rows = [(item, who, "no" if who == "a" else "yes") for item in range(5) for who in "abc"]
    table = confusions(over(rows))["a"]
    assert table.slips == (("yes", "no", 5),)
    assert table.total == 5
    # b and c see one "no" and one "yes": a tie.
    assert confusions(over(rows))["b"].total == 0


def test_only_labels_make_a_table():
    words = over([(1, "a", "x"), (1, "b", "y")])
    numbers = over([(1, "a", 1), (1, "b", 2)])
    scores = over([(1, "a", 1), (1, "b", 2)], "ordinal")
    many = over([(unit, "a", f"v{unit}") for unit in range(60)])
    assert tabled([numbers, words]) is words
    assert tabled([scores]) is scores
    assert tabled([numbers, many]) is None


def test_bias_is_the_difference_from_the_others_mean():
    rows = [(item, who, min(item % 4 + (who == "a"), 5)) for item in range(40) for who in "abc"]
    found = biases(over(rows, "ordinal"))
    assert found["a"].mean == pytest.approx(1.0)
    assert found["b"].mean == pytest.approx(-0.5)
    assert (found["a"].items, found["a"].span) == (40, 4.0)
    assert found["a"].low <= found["a"].mean <= found["a"].high


def test_bias_needs_others_and_a_scale():
    assert biases(over([(1, "a", 1), (2, "b", 2)], "ordinal")) == {}
    assert scaled([over([(1, "a", "x")])]) is None


def test_skips_keep_their_reasons_and_rules():
    item = builders.item()
    given = [builders.annotation(item, builders.topics("경제"), "b") for _ in range(3)]
    left = [builders.annotation(item, None, "a", skipped=why) for why in ("unclear:TC-3", "hate", "hate")]
    found = skips_of([*given, *left], "tc")
    assert found["a"].reasons == (("hate", 2), ("unclear:TC-3", 1))
    assert (found["a"].share.value, found["a"].others) == (1.0, 0.0)
    assert (found["b"].share.value, found["b"].others) == (0.0, 1.0)
    assert skips_of(given, "nli") == {}


def test_a_trend_covers_every_answer():
    scores = np.linspace(0, 1, 1_000)
    found = trend(scores, [f"t{number}" for number in range(1_000)])
    assert len(found) == MOST_STRETCHES
    assert sum(part.answers for part in found) == 1_000
    assert found[1].began == f"t{found[1].start}"
    assert trend(scores[: 2 * SHORTEST - 1], [""] * 1_000) == ()
