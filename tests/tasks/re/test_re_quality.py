from __future__ import annotations

import pytest
from tasks.re.re_cases import CITY, COMPANY, FOUNDER, PAIR, SENTENCE, YEAR, item, unit

from pipeline.agreement import alpha, krippendorff_alpha
from pipeline.tasks.re import TASK
from pipeline.tasks.re.values import Pair, Relation

UNITS = [
    unit("org:founded_by", "org:founded_by", "no_relation", of=item(PAIR, "1")),
    unit("org:founded", "org:founded", "org:founded", of=item(Pair(SENTENCE, COMPANY, YEAR), "1")),
    unit("no_relation", "no_relation", of=item(Pair(SENTENCE, COMPANY, CITY), "2")),
    unit("per:origin", of=item(Pair(SENTENCE, FOUNDER, CITY), "3")),
]


def test_measures_by_hand():
    nominal, raw = TASK.measures(UNITS, 0, 50)
    assert (nominal.measure, raw.measure) == ("alpha_nominal", "raw_agreement")
    assert raw.value == pytest.approx((1 / 3 + 1 + 1) / 3)
    assert (nominal.items, nominal.groups, nominal.annotators, nominal.ratings) == (3, 2, 3, 8)
    # n = 8 values: 2 founded_by, 3 founded, 3 no_relation; the first unit's pairs differ in 4 of 6.
    observed = 4 / 2 / 8
    expected = 1 - (2 * 1 + 3 * 2 + 3 * 2) / (8 * 7)
    assert nominal.value == pytest.approx(1 - observed / expected)


def test_alpha_is_that_of_the_reference_package():
    (over,) = TASK.alphas(UNITS)
    assert over.measure == TASK.measures(UNITS, 0, 10)[0].measure
    assert alpha(over.ratings, over.level, resamples=0).value == pytest.approx(
        krippendorff_alpha(over.ratings, over.level), abs=1e-9
    )


@pytest.mark.parametrize(
    ("labels", "status", "value", "support"),
    [
        (("org:founded_by",) * 3, "accepted", "org:founded_by", 1.0),
        (("org:founded_by", "no_relation", "no_relation"), "accepted", "no_relation", 2 / 3),
        (("org:founded_by", "no_relation", "org:top_members/employees"), "adjudicate", None, 1 / 3),
        (("org:founded_by", "no_relation"), "adjudicate", None, 0.5),
        (("no_relation", "no_relation"), "accepted", "no_relation", 1.0),
    ],
)
def test_consensus(labels: tuple[str, ...], status: str, value: str | None, support: float):
    found = TASK.consensus(unit(*labels))
    assert (found.status, found.value) == (status, None if value is None else Relation(value))
    assert found.support == pytest.approx(support)


def test_accuracy():
    assert TASK.accuracy(Relation("per:title"), Relation("per:title")) == 1.0
    assert TASK.accuracy(Relation("per:title"), Relation("no_relation")) == 0.0
