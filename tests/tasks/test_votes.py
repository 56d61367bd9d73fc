from __future__ import annotations

import pytest
from lxml import etree

from pipeline.tasks.votes import votes_html


def lines(html):
    return ["".join(line.itertext()) for line in etree.fromstring(html).iter("li")]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], []),
        (["경제"], ["경제 × 1"]),
        (["사회", "경제", "경제"], ["경제 × 2", "사회 × 1"]),
        (["사회", "경제"], ["경제 × 1", "사회 × 1"]),
        (["경제", "사회", "경제", "사회", "정치"], ["경제 × 2", "사회 × 2", "정치 × 1"]),
    ],
)
def test_answers_are_counted_most_votes_first(answers, expected):
    assert lines(votes_html(answers)) == expected


def test_the_order_of_the_answers_gives_nobody_away():
    assert votes_html(["사회", "경제"]) == votes_html(["경제", "사회"])


def test_an_answer_is_text():
    hostile = '<script>alert("1")</script> & <b>'
    assert lines(votes_html([hostile])) == [f"{hostile} × 1"]
