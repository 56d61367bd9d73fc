from __future__ import annotations

import pytest

from pipeline.agreement import Ratings, gwet_ac, raw_agreement, weighted_kappa
from pipeline.quality.companions import companions_of, measure_companions
from pipeline.tasks.base import AlphaOver


def over(values, measure="alpha_nominal", level="nominal"):
    units = [number // 2 for number in range(len(values))]
    return AlphaOver(measure, Ratings.from_columns(units, ["a", "b"] * (len(values) // 2), values), level)


def test_labels_have_raw_agreement_and_gwet_s_coefficient():
    given = over(["x", "x", "x", "x", "x", "y", "y", "y"], "alpha_nominal_first")
    gwet, raw = measure_companions(given, seed=1, resamples=100)
    assert (gwet.measure, raw.measure) == ("gwet_ac1_first", "raw_agreement_first")
    assert gwet.value == gwet_ac(given.ratings, resamples=0).value
    assert raw.value == raw_agreement(given.ratings, resamples=0).value == 0.75
    assert gwet.low <= gwet.value <= gwet.high


def test_scores_are_weighted():
    given = over([1.0, 2.0, 5.0, 5.0, 0.0, 1.0, 3.0, 3.0], "alpha_ordinal", "ordinal")
    found = {each.measure: each.value for each in measure_companions(given, seed=1, resamples=0)}
    assert set(found) == {"gwet_ac2_quadratic", "raw_agreement", "weighted_kappa_quadratic"}
    assert found["weighted_kappa_quadratic"] == pytest.approx(
        weighted_kappa(given.ratings, "quadratic", resamples=0).value
    )


@pytest.mark.parametrize("values", [[1, 2, 3, 3], [("a", "b"), ("a", "b"), ("c",), ("a", "b")], ["x"] * 4])
def test_values_that_are_no_labels_have_none(values):
    assert measure_companions(over(values), seed=1, resamples=0) == []


@pytest.mark.parametrize("measure", ["alpha_interval", "las", "raw_agreement"])
def test_other_measures_have_none(measure):
    assert companions_of(measure) is None
