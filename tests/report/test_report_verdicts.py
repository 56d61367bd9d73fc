from __future__ import annotations

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.contracts.gates import AgreementGate
from pipeline.release.gates import Evidence, judge
from pipeline.report.verdicts import judge_agreement

GATE = AgreementGate(
    kind="agreement",
    measure="alpha_nominal_first_topic",
    floor=0.667,
    green=0.8,
    min_groups=30,
    reason="Krippendorff (2004)",
)
figures = st.one_of(st.none(), st.floats(-1, 1), st.sampled_from([0.667, 0.8, 0.66699]))


@pytest.mark.parametrize(
    ("low", "groups", "colour"),
    [
        (0.81, 30, "green"),
        (0.8, 30, "green"),
        (0.7, 30, "amber"),
        (0.667, 30, "amber"),
        (0.6669, 30, "red"),
        (0.9, 29, "undecided"),
        (None, 30, "undecided"),
    ],
)
def test_colours(low, groups, colour):
    agreement = builders.agreement(0.9, low=low, groups=groups)
    assert judge_agreement(GATE, agreement).colour == colour


@given(figures, figures, st.integers(0, 60))
def test_the_verdict_is_that_of_the_release(value, low, groups):
    agreement = builders.agreement(value, low=low, groups=groups)
    evidence = Evidence("tc", (), {}, [builders.measurement(agreement)], (), 0)
    outcome = {"green": "passed", "amber": "passed", "red": "failed", "undecided": "undecided"}
    assert judge([GATE], evidence)[0].outcome == outcome[judge_agreement(GATE, agreement).colour]


def test_without_a_gate_there_is_no_verdict():
    assert judge_agreement(None, builders.agreement()).colour == "ungated"


def test_an_undefined_figure_says_why():
    agreement = builders.agreement(None, low=None, high=None, because="nobody marked a span")
    because = judge_agreement(GATE, agreement).because
    assert because.en == "nobody marked a span"
    assert because.ko == "표시한 구간이 없습니다"


def test_a_near_miss_is_written_so_that_it_shows():
    because = judge_agreement(GATE, builders.agreement(0.7, low=0.66697)).because
    assert "0.66697" in because.ko
    assert "0.66697" in because.en
