from __future__ import annotations

import pytest
from tasks.ner.ner_cases import ALL, COUNT, DATE, PERSON, PLACE, entities, item, unit

from pipeline.tasks.ner import TASK
from pipeline.tasks.ner.values import Entity

ORGANISATION = Entity(14, 16, "OG")
LONGER = Entity(14, 18, "LC")


def test_measures_by_hand():
    units = [
        unit(entities(PERSON, DATE), entities(PERSON, PLACE), of=item("첫 문장 " + "가" * 30, group="1")),
        unit(entities(PERSON), entities(PERSON), of=item("둘째 문장 " + "가" * 30, group="2")),
    ]
    f1, characters, alpha_u = TASK.measures(units, 0, 50)
    assert [m.measure for m in (f1, characters, alpha_u)] == [
        "span_f1_exact",
        "alpha_nominal_characters",
        "alpha_u",
    ]
    assert f1.value == pytest.approx((2 + 2) / (4 + 2))
    assert (f1.items, f1.groups, f1.annotators, f1.ratings) == (2, 2, 2, 4)
    for measure in (characters, alpha_u):
        assert measure.value is not None
        assert 0 < measure.value < 1


def test_sentences_of_one_group_are_resampled_together():
    units = [unit(entities(PERSON), entities(PERSON), of=item("가" * n)) for n in (10, 11)]
    f1 = TASK.measures(units, 0, 50)[0]
    assert (f1.value, f1.groups, f1.low) == (1.0, 1, None)


def test_measures_without_answers_say_why():
    for measure in TASK.measures([unit(entities(PERSON))], 0, 10):
        assert measure.value is None
        assert measure.undefined_because


def test_consensus_is_what_more_than_half_marked():
    found = TASK.consensus(unit(entities(*ALL), entities(*ALL), entities(PERSON, DATE, COUNT)))
    assert (found.status, found.value) == ("accepted", entities(*ALL))
    assert found.support == pytest.approx((1 + 1 + 2 / 3 + 1) / 4)


def test_no_entity_is_a_consensus():
    found = TASK.consensus(unit(entities(), entities(), entities(PERSON)))
    assert (found.status, found.value, found.support) == ("accepted", entities(), 1.0)


def test_a_place_that_is_open_goes_to_an_adjudicator_with_what_is_agreed():
    found = TASK.consensus(
        unit(entities(PERSON, PLACE), entities(PERSON, ORGANISATION), entities(PERSON, LONGER))
    )
    assert (found.status, found.value) == ("adjudicate", entities(PERSON))


def test_two_answers_are_not_a_vote():
    found = TASK.consensus(unit(entities(PERSON, PLACE), entities(PERSON)))
    assert (found.status, found.value) == ("adjudicate", entities(PERSON))
    assert TASK.consensus(unit(entities(PERSON), entities(PERSON))).status == "accepted"


@pytest.mark.parametrize(
    ("value", "truth", "score"),
    [
        (entities(*ALL), entities(*ALL), 1.0),
        (entities(), entities(), 1.0),
        (entities(PERSON), entities(), 0.0),
        (entities(PERSON, ORGANISATION), entities(PERSON, PLACE), 0.5),
        (entities(PERSON), entities(PERSON, PLACE), 2 / 3),
    ],
)
def test_accuracy_is_span_f1(value, truth, score: float):
    assert TASK.accuracy(value, truth) == pytest.approx(score)
    assert TASK.accuracy(truth, value) == pytest.approx(score)
