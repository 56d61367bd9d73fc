from __future__ import annotations

from dataclasses import replace

import builders
import pytest

from pipeline.contracts.gates import AgreementGate
from pipeline.report.trend import MOST_BATCHES, begun, trend

GATE = AgreementGate(kind="agreement", measure="m", floor=0.667, green=0.8, min_groups=30, reason="tested")


def measured(batch, value, low=None, high=None):
    agreement = builders.agreement(measure="m")
    bounds = {"value": value, "low": low, "high": high}
    return replace(builders.measurement(replace(agreement, **bounds)), scope="batch", of=batch)


def test_batches_come_in_the_order_of_their_first_answers():
    item = builders.item()
    given = [
        replace(
            builders.annotation(item, builders.topics("경제")), batch=batch, created_at=f"2026-01-{day:02}"
        )
        for batch, day in (("z", 3), ("a", 9), ("z", 1), ("m", 4))
    ]
    written = replace(given[1], round="adjudicate", batch="first", created_at="2020")
    assert begun([*given, written], "tc") == ["z", "m", "a"]


def test_higher_is_higher_and_bounds_surround_the_value():
    found = trend(["a", "b"], [measured("b", 0.9, 0.8, 1.0), measured("a", 0.7, 0.5, 0.8)], GATE)
    first, second = found.points
    assert (first.batch, second.batch) == ("a", "b")
    assert first.x < second.x
    assert first.y > second.y
    for point in found.points:
        assert point.top < point.y < point.bottom
    assert found.green < found.floor
    assert [text for _, text in found.ticks] == ["0.4", "1.0"]


def test_an_undefined_batch_leaves_a_gap():
    found = trend(["a", "b", "c"], [measured("a", 0.9), measured("b", None), measured("c", 0.8)], None)
    assert [point.y is None for point in found.points] == [False, True, False]
    assert found.floor is None


@pytest.mark.parametrize("count", [0, 1])
def test_one_batch_is_no_trend(count):
    assert trend(["a"][:count], [measured("a", 0.9)], GATE) is None


def test_the_latest_batches_are_drawn():
    names = [f"b{number:03}" for number in range(40)]
    found = trend(names, [measured(name, 0.9) for name in names], GATE)
    assert [point.batch for point in found.points] == names[-MOST_BATCHES:]
