from __future__ import annotations

from dataclasses import replace

import builders
import pytest

from pipeline.quality.annotators.bias import Bias
from pipeline.quality.annotators.drift import Drift, Fall
from pipeline.quality.annotators.figures import Figures
from pipeline.quality.annotators.shares import Share, share
from pipeline.quality.annotators.skips import Skips
from pipeline.quality.annotators.speed import Speed
from pipeline.quality.annotators.standing import FEWEST, Standing
from pipeline.quality.annotators.straight_lining import Run
from pipeline.quality.annotators.suggestions import Kept
from pipeline.quality.annotators.twins import Twins
from pipeline.quality.annotators.verdicts import FLOOR, judge

NOTHING = Share(None, None, None, 0, "nothing")
GOOD = Figures(
    annotator="a",
    answers=100,
    standing=Standing(builders.agreement(0.85, low=0.8, high=0.9, groups=100), apart=False, company=3),
    scores=share(90, 100),
    consensus=share(95, 100),
    adjudicated=NOTHING,
    confusion=None,
    bias=None,
    speed=Speed(10.0, 100, 1.0, share(1, 100)),
    run=Run(4, 0, 100, 0.4),
    run_text="x",
    suggestions=Kept(NOTHING, None, None, None, None),
    skips=Skips(share(1, 100), (), 0.01),
    drift=Drift(100, (), None),
    drift_since=None,
    trend=(),
    twins=(),
)


def measured(value, low, high, items=100, *, apart=False, company=3):
    agreement = builders.agreement(value, low=low, high=high, groups=items)
    return replace(GOOD, standing=Standing(agreement, apart, company))


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (GOOD, "fine"),
        (measured(0.7, 0.6, 0.8), "watch"),
        (measured(0.6, 0.5, 0.7), "retrain"),
        (measured(0.6, 0.5, 0.66, apart=True), "pause"),
        (measured(0.6, 0.5, 0.66, FEWEST - 1), "retrain"),
        (measured(0.6, 0.5, 0.7, FEWEST - 1), "watch"),
        (measured(0.7, 0.6, 0.8, FEWEST - 1), "fine"),
        (measured(0.1, 0.0, 0.2, 19), "fine"),
        (measured(None, None, None, 0), "fine"),
    ],
)
def test_agreement_decides(figures, expected):
    assert judge(figures).name == expected


def test_of_two_annotators_it_is_said_that_one_cannot_tell():
    verdict = judge(measured(0.5, 0.4, 0.6, company=2))
    assert verdict.name == "retrain"
    assert "Which of the two" in verdict.reasons[0].en


@pytest.mark.parametrize(
    ("kind", "expected", "figures"),
    [
        ("drift", "retrain", replace(GOOD, drift=Drift(300, (Fall(200, 240, 0.9, 0.6),), 0.65))),
        ("straight_lining", "retrain", replace(GOOD, run=Run(30, 0, 100, 1e-9))),
        ("twins", "watch", replace(GOOD, twins=(("b", Twins(0, 1, 40, 40, 3, 20.0, 1e-4)),))),
        ("too_fast", "watch", replace(GOOD, speed=Speed(2.0, 100, 0.2, share(40, 100)))),
        ("suggestions", "watch", replace(GOOD, suggestions=Kept(share(90, 100), 0.5, 0.4, 0.3, 0.5))),
        ("bias", "watch", replace(GOOD, bias=Bias(-0.9, -1.1, -0.7, 100, 5.0))),
        ("skips", "watch", replace(GOOD, skips=Skips(share(30, 100), (("hate", 30),), 0.01))),
    ],
)
def test_each_figure_has_its_reason_in_both_languages(kind, expected, figures):
    verdict = judge(figures)
    (reason,) = verdict.reasons
    assert (verdict.name, reason.kind, reason.calls_for) == (expected, kind, expected)
    assert reason.ko
    assert reason.en
    assert reason.ko != reason.en


def test_the_gravest_reason_comes_first():
    figures = replace(
        measured(0.5, 0.4, 0.6, apart=True),
        speed=Speed(2.0, 100, 0.2, share(40, 100)),
        run=Run(30, 0, 100, 1e-9),
    )
    verdict = judge(figures)
    assert verdict.name == "pause"
    assert [reason.calls_for for reason in verdict.reasons] == ["pause", "retrain", "watch"]


def test_a_contract_s_own_floor_goes_before_the_usual_one():
    assert judge(GOOD, floor=0.95).name == "retrain"
    assert FLOOR == 0.667


def test_a_good_annotator_has_a_reason_too():
    (reason,) = judge(GOOD).reasons
    assert "0.850 [0.800, 0.900]" in reason.en
    assert "0.850 [0.800, 0.900]" in reason.ko
