from __future__ import annotations

from fractions import Fraction

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.charts import Axis, curve, histogram, stack, whisker
from pipeline.report.phrases import Phrase

NAME = Phrase.same("part")
figures = st.floats(-1, 1)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6))
def test_a_stack_fills_its_bar_without_gaps(counts):
    total = sum(counts)
    parts = stack([(f"k{n}", NAME, count) for n, count in enumerate(counts)], total)
    assert [part.count for part in parts] == [count for count in counts if count]
    end = 0.0
    for part in parts:
        assert part.start == pytest.approx(end, abs=0.02)
        end = part.start + part.width
    assert end == pytest.approx(100 if total else 0, abs=0.02)


@given(st.lists(figures), figures, figures)
def test_an_axis_keeps_order_and_stays_inside(values, one, other):
    axis = Axis.over(values)
    assert 0 < axis.at(min(one, other)) <= axis.at(max(one, other)) < 100


@given(st.lists(figures, min_size=1))
def test_an_axis_holds_what_it_is_made_over(values):
    axis = Axis.over(values)
    assert axis.low <= min(values)
    assert axis.low <= 0
    assert axis.high == 1


def test_ticks():
    assert [text for _, text in Axis.over([0.5]).ticks] == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert [text for _, text in Axis.over([-0.3]).ticks][:2] == ["−0.4", "−0.2"]


def test_a_whisker_without_an_interval():
    mark = whisker(Axis(0, 1), builders.agreement(0.5, low=None, high=None, because="one group"))
    assert (mark.value, mark.low, mark.high) == (50.0, None, None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)).filter(lambda pair: pair[0] <= pair[1])))
def test_a_histogram_puts_every_share_where_it_belongs(votes):
    columns = histogram([part / total for part, total in votes])
    expected = [0] * 10
    for part, total in votes:
        share = Fraction(part, total) * 10
        expected[max(-(-share.numerator // share.denominator) - 1, 0)] += 1
    assert [column.count for column in columns] == expected


def test_the_last_bit_does_not_move_a_share():
    assert histogram([0.1 + 0.2])[2].count == 1


def test_the_highest_column_is_full():
    columns = histogram([1.0, 1.0, 0.5])
    assert (columns[9].height, columns[4].height, columns[0].height) == (100.0, 50.0, 0.0)


def test_a_curve_goes_through_the_middles_of_its_stretches():
    drawn = curve([(0, 10, 1.0), (10, 10, 0.6)])
    assert (drawn.path, drawn.low, drawn.total) == ("M25.0,0.0L75.0,100.0", 0.6, 20)
    assert drawn.at(10) == 50.0


@given(st.lists(st.floats(0, 1), min_size=2, max_size=30))
def test_a_curve_stays_in_its_box(means):
    path = curve([(10 * place, 10, mean) for place, mean in enumerate(means)]).path
    points = [tuple(map(float, point.split(","))) for point in path[1:].split("L")]
    assert len(points) == len(means)
    assert all(0 <= x <= 100 and -0.05 <= y <= 100.05 for x, y in points)


def test_a_single_stretch_is_no_curve():
    assert curve([(0, 10, 0.5)]) is None
